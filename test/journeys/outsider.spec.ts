import { type APIResponse, type Page, expect } from '@playwright/test';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import type { Thread } from '@cenacle/shared/threads/contract.ts';
import { type Person, awake, picker, provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { Traces } from './traces.ts';

/** A word that nothing else in the product holds. */
const canary = 'quintefeuille';
const circleName = 'Mirandole';
const fileName = `Relevé ${canary} d’août.txt`;
const publicTitle = 'Qui vient jeudi matin ?';
const title = `Le dossier ${canary} : qui l’a déjà instruit ?`;
/** Whoever leaves a circle loses what it holds within this time, in pages that are open too. */
const revocationMs = 2_000;
const randomId = '0190163d-8694-739b-aea5-966c26f8ad91';
const lost = 'Cette page n’existe pas.';

const outsiders = ['newt', 'mo', 'ada'] as const;
type Outsider = (typeof outsiders)[number];

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

/** What the journey makes, as those inside know it. */
interface Secret {
  threadId: string;
  circleId: string;
  audienceId: string;
  fileId: string;
  filePath: string;
  /** In the circle; and one for everybody, where an evaluation rests on the hidden case. */
  benchmarkId: string;
  openBenchmarkId: string;
  providerId: string;
}

test('who is outside a circle finds no trace of it, and who leaves it loses it', async ({ newPage }) => {
  test.setTimeout(420_000);
  const pages = new Map<Person, Page>();
  const traces = new Map<Outsider, Traces>();
  for (const person of ['grace', 'linus', ...outsiders] as const) {
    const page = await newPage();
    pages.set(person, page);
    await signIn(page, product, person);
  }
  const pageOf = (person: Person): Page => pages.get(person) as Page;
  // Newt reads English; the journey looks for French words.
  await pageOf('newt').request.patch(`${product.url}/api/me`, { data: { language: 'fr' } });
  const grace = pageOf('grace');
  const linus = pageOf('linus');

  const circleId = await test.step('Grace makes a circle and invites Linus, who joins', async () => {
    const id = await makeCircle(grace);
    await picker(grace, 'Membre').pressSequentially('Linus');
    await grace.getByRole('option', { name: /Linus/ }).click();
    await grace.getByRole('button', { name: 'Inviter', exact: true }).click();
    await expect(grace.getByText('L’invitation attend sa réponse.')).toBeVisible();
    await linus.goto(`${product.url}/circles`);
    await linus
      .getByRole('listitem')
      .filter({ hasText: circleName })
      .getByRole('button', { name: 'Rejoindre' })
      .click();
    await expect(linus.getByText('Vous êtes dans le cercle.')).toBeVisible();
    return id;
  });

  const before = new Map<Outsider, unknown>();
  await test.step('the others have the lists open, and hear what changes', async () => {
    for (const person of outsiders) {
      const page = pageOf(person);
      traces.set(person, new Traces(page.context()));
      before.set(person, await everything(page, pageOf('grace')));
      const tab = await page.context().newPage();
      await tab.goto(`${product.url}/threads`);
      await expect(tab.getByRole('banner').getByText('en direct')).toBeVisible();
    }
  });

  const secret = await test.step('Grace opens a case in it, with a file', () => openCase(grace, circleId));
  await test.step('Grace closes it, and compares in the circle', () => compare(grace, secret));
  await linus.goto(`${product.url}/threads/${secret.threadId}`);
  await expect(linus.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(linus.getByRole('region', { name: 'L’issue du cas' })).toContainText(canary);
  await expect(linus.getByRole('link', { name: fileName })).toBeVisible();

  await test.step('their lists, counts and tags are as before', async () => {
    for (const person of outsiders) {
      expect(await everything(pageOf(person), grace), person).toEqual(before.get(person));
    }
  });

  await test.step('they hear of a public thread, and never of this one', async () => {
    const opened = await grace.request.post(`${product.url}/api/threads`, {
      data: { kind: 'discussion', title: publicTitle, body: 'Au café habituel.' },
    });
    const { id } = (await opened.json()) as Thread;
    for (const person of outsiders) {
      const heard = traces.get(person) as Traces;
      await expect.poll(() => heard.find(id, (from) => from.startsWith('socket'))).not.toEqual([]);
    }
  });

  await test.step('Grace judges in front of everybody, on the strength of the hidden case', () =>
    judge(grace, secret));

  for (const person of outsiders) {
    await test.step(`${person} walks through the pages`, () => walk(pageOf(person), secret));
    await test.step(`${person} asks the API and the socket`, () => ask(pageOf(person), secret));
  }

  await test.step('nothing that came to them held a trace', async () => {
    for (const person of outsiders) {
      const heard = traces.get(person) as Traces;
      // What they may know did come, and would have been found.
      expect(await heard.find(publicTitle, (from) => !from.startsWith('socket'))).not.toEqual([]);
      for (const word of [
        canary,
        circleName,
        secret.threadId,
        secret.circleId,
        secret.audienceId,
        secret.fileId,
        secret.benchmarkId,
      ]) {
        expect(await heard.find(word, (from) => !from.includes(word)), `${person}: ${word}`).toEqual([]);
      }
    }
  });

  await test.step('Linus leaves: the open page loses the case, and its addresses are gone', async () => {
    const tab = await linus.context().newPage();
    provokes(linus, /404 \(Not Found\)/);
    await tab.goto(`${product.url}/circles/${circleId}`);
    await awake(tab);
    await tab.getByRole('button', { name: 'Quitter le cercle' }).click();
    const left = tab.waitForResponse(
      (reply) => reply.url().includes('/leave') && reply.request().method() === 'POST',
    );
    await tab.getByRole('dialog').getByRole('button', { name: 'Quitter le cercle' }).click();
    await left;
    const leftAt = Date.now();
    await expect(linus.getByRole('heading', { level: 1, name: lost })).toBeVisible();
    expect(Date.now() - leftAt).toBeLessThan(revocationMs);
    await expect(linus.locator('body')).not.toContainText(new RegExp(canary, 'i'));
    await expect(tab.getByText('Vous avez quitté le cercle.')).toBeVisible();
    await walk(linus, secret);
    await ask(linus, secret);
  });
});

async function makeCircle(page: Page): Promise<string> {
  await page.goto(`${product.url}/circles/new`);
  await page.getByLabel('Nom du cercle').fill(circleName);
  await page.getByLabel('Présentation').fill(`Autour du dossier ${canary}.`);
  await page.getByRole('button', { name: 'Créer un cercle' }).click();
  await expect(page.getByRole('heading', { level: 1, name: circleName })).toBeVisible();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

async function openCase(page: Page, circleId: string): Promise<Secret> {
  await page.goto(`${product.url}/threads/new`);
  await expect(page.getByRole('banner').getByText('en direct')).toBeVisible();
  await page.getByLabel('En une phrase').fill(title);
  await page.getByLabel('Ce que je cherche').fill(`Un retour sur le dossier ${canary}.`);
  await page.getByLabel('Le récit').fill(`Tout est dans le relevé ${canary}. `);
  await page.locator('input[type="file"]').setInputFiles({
    name: fileName,
    mimeType: 'text/plain',
    buffer: Buffer.from(`Le contenu du relevé ${canary}.\n`),
  });
  await expect(page.getByLabel('Le récit')).toContainText(fileName);
  const audiences = page.getByLabel('Qui peut lire');
  const choice = await audiences.getByRole('option', { name: circleName }).innerText();
  await audiences.selectOption({ label: choice });
  await page.getByLabel('Mots-clés').fill(canary);
  await page.getByLabel('Mots-clés').press('Enter');
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const threadId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const filePath = (await page.getByRole('link', { name: fileName }).getAttribute('href')) ?? '';
  const thread = (await (await page.request.get(`${product.url}/api/threads/${threadId}`)).json()) as Thread;
  expect(thread.tags).toEqual([canary]);
  return {
    threadId,
    circleId,
    audienceId: thread.audience.id,
    fileId: filePath.split('/')[3] ?? '',
    filePath,
    benchmarkId: '',
    openBenchmarkId: '',
    providerId: '',
  };
}

async function send(page: Page, method: 'POST' | 'PUT', path: string, data: object): Promise<{ id: string }> {
  const reply = await page.request.fetch(product.url + path, { method, data });
  expect(reply.ok(), await reply.text()).toBe(true);
  return (await reply.json()) as { id: string };
}

/** Plants the word in an outcome, a client's name and a benchmark of the circle. */
async function compare(page: Page, secret: Secret): Promise<void> {
  const { items } = await (await page.request.get(`${product.url}/api/providers?limit=1`)).json();
  secret.providerId = items[0].id;
  await send(page, 'PUT', `/api/threads/${secret.threadId}/outcome`, {
    decision: `Garder le dossier ${canary}`,
    again: 'yes',
    result: `Le ${canary} tient.`,
    provider_ids: [secret.providerId],
    questions: [`Qui relit le ${canary} ?`],
  });
  const engagement = await send(page, 'POST', '/api/engagements', {
    client: `Maison ${canary}`,
    public_label: 'Une maison discrète',
    started_on: '2024-01-01',
    ended_on: '2024-06-30',
  });
  const benchmark = (await send(page, 'POST', '/api/benchmarks', {
    need: `Comparer pour le ${canary}`,
    thread_id: secret.threadId,
    criteria: [{ name: `Tenue du ${canary}`, kind: 'rating' }],
    options: [{ provider_id: secret.providerId }],
  })) as Benchmark;
  secret.benchmarkId = benchmark.id;
  await send(page, 'PUT', `/api/benchmarks/${benchmark.id}/evaluations`, {
    option_id: benchmark.options[0]?.id,
    relation: 'client',
    comment: `Le ${canary} encore.`,
    values: [{ criterion_id: benchmark.criteria[0]?.id, status: 'known', value: 4 }],
    evidence: { grade: 'finished', engagement_id: engagement.id },
    submit: true,
  });
}

/** An evaluation that everybody reads, whose evidence is the case of the circle. */
async function judge(page: Page, secret: Secret): Promise<void> {
  const benchmark = (await send(page, 'POST', '/api/benchmarks', {
    need: 'Ouvert à tous',
    criteria: [{ name: 'Tenue', kind: 'rating' }],
    options: [{ provider_id: secret.providerId }],
  })) as Benchmark;
  secret.openBenchmarkId = benchmark.id;
  await send(page, 'PUT', `/api/benchmarks/${benchmark.id}/evaluations`, {
    option_id: benchmark.options[0]?.id,
    relation: 'client',
    values: [{ criterion_id: benchmark.criteria[0]?.id, status: 'known', value: 5 }],
    evidence: { grade: 'finished', thread_id: secret.threadId },
    submit: true,
  });
}

/** All that the API tells a member by itself: lists, counts, tags, circles and people. */
async function everything(page: Page, grace: Page): Promise<Record<string, unknown>> {
  const me = (await (await grace.request.get(`${product.url}/api/me`)).json()) as { member: { id: string } };
  const paths = [
    ...['', '&state=open', '&state=finished', '&kind=case', '&kind=discussion', '&mine=1', '&unread=1'].map(
      (filter) => `/api/threads?limit=100${filter}`,
    ),
    '/api/today',
    '/api/me',
    '/api/tags',
    '/api/tags?q=q',
    '/api/circles',
    '/api/circle-invitations',
    '/api/audiences',
    '/api/members?limit=100',
    `/api/members/${me.member.id}`,
    '/api/members/suggestions?q=',
    '/api/benchmarks?limit=100',
    '/api/benchmarks?order=evidence',
    '/api/benchmarks?order=need',
    '/api/providers?limit=100',
    '/api/evidence/cases',
    '/api/engagements',
  ];
  const replies = await Promise.all(
    paths.map(async (path) => [path, await (await page.request.get(product.url + path)).json()]),
  );
  return Object.fromEntries(replies) as Record<string, unknown>;
}

/** Every page that could show something of it; those at its own addresses are as those of an id that nobody has. */
async function walk(page: Page, secret: Secret): Promise<void> {
  provokes(page, /404 \(Not Found\)/);
  const graceId = await idOfGrace(page);
  for (const path of [
    '/',
    '/threads',
    '/threads?state=open',
    '/threads?state=finished',
    '/threads?mine=1',
    '/threads?unread=1',
    '/threads?kind=case',
    '/threads?kind=discussion',
    '/threads/new',
    '/circles',
    '/members',
    `/members/${graceId}`,
    '/benchmarks',
    '/benchmarks/new',
    `/benchmarks/${secret.openBenchmarkId}`,
    `/benchmarks/${secret.openBenchmarkId}/evaluate`,
    `/providers/${secret.providerId}`,
    '/settings/engagements',
  ]) {
    await page.goto(product.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('body')).not.toContainText(new RegExp(`${canary}|${circleName}`, 'i'));
  }
  await page.goto(`${product.url}/threads/${secret.threadId}`);
  await expect(page.getByRole('heading', { level: 1, name: lost })).toBeVisible();
  await page.goto(`${product.url}/circles/${secret.circleId}`);
  await expect(page.getByRole('heading', { level: 1, name: lost })).toBeVisible();
  await page.goto(`${product.url}/benchmarks/${secret.benchmarkId}`);
  await expect(page.getByRole('heading', { level: 1, name: lost })).toBeVisible();
  // Counted for everybody, although the case behind it is not theirs.
  await page.goto(`${product.url}/benchmarks/${secret.openBenchmarkId}`);
  await expect(page.getByText('1 preuve terminée')).toBeVisible();

  const { threadId, circleId } = secret;
  await expectSame(page, threadId, (id) => `/threads/${id}`);
  await expectSame(page, threadId, (id) => `/threads/${id}?at=1`);
  await expectSame(page, threadId, (id) => `/threads/${id}/edit`);
  await expectSame(page, threadId, (id) => `/threads/${id}/__data.json`);
  await expectSame(page, threadId, (id) => `/threads/${id}/edit/__data.json`);
  await expectSame(page, circleId, (id) => `/circles/${id}`);
  const { benchmarkId } = secret;
  await expectSame(page, benchmarkId, (id) => `/benchmarks/${id}`);
  await expectSame(page, benchmarkId, (id) => `/benchmarks/${id}/evaluate`);
  await expectSame(page, benchmarkId, (id) => `/benchmarks/${id}/edit`);
  await expectSame(page, threadId, (id) => `/threads/${id}/close`);
  await expectSame(page, threadId, (id) => `/benchmarks/new?case=${id}`);
  await expectSame(page, circleId, (id) => `/circles/${id}/__data.json`);
  await expectSame(page, circleId, (id) => `/threads?circle_id=${id}`);
  // A word as long, with as many of each kind of letter to encode.
  await expectSame(page, canary, (tag) => `/threads?tag=${tag}`, 'quatrefeuilles'.slice(0, canary.length));
}

async function ask(page: Page, secret: Secret): Promise<void> {
  const { threadId, circleId, audienceId, fileId, filePath, benchmarkId } = secret;
  await expectSame(page, benchmarkId, (id) => `/api/benchmarks/${id}`);
  await expectSame(page, benchmarkId, (id) => `/api/benchmarks/${id}/ranking`);
  await expectSame(page, benchmarkId, (id) => `/api/benchmarks/${id}/evaluations`);
  await expectSame(page, threadId, (id) => `/api/threads/${id}/outcomes`);
  await expectSame(page, circleId, (id) => `/api/benchmarks?circle_id=${id}`);
  await expectSame(page, threadId, (id) => `/api/threads/${id}`);
  await expectSame(page, threadId, (id) => `/api/threads/${id}/posts?around=1`);
  await expectSame(page, threadId, (id) => `/api/members/suggestions?q=Gr&thread_id=${id}`);
  await expectSame(page, audienceId, (id) => `/api/members/suggestions?q=Gr&audience_id=${id}`);
  await expectSame(page, circleId, (id) => `/api/threads?circle_id=${id}`);
  await expectSame(page, circleId, (id) => `/api/circles/${id}`);
  await expectSame(page, fileId, (id) => filePath.replace(fileId, id));
  await expectSame(
    page,
    canary,
    (tag) => `/api/threads?tag=${tag}`,
    'quatrefeuilles'.slice(0, canary.length),
  );
  await expectSame(page, canary, (tag) => `/api/tags?q=${tag}`, 'quatrefeuilles'.slice(0, canary.length));
  const rendered = (id: string): Promise<APIResponse> =>
    page.request.post(`${product.url}/api/render`, {
      data: { markdown: `[Voir](${product.url}/threads/${id}) ou ${product.url}/threads/${id}` },
    });
  expect(await told(await rendered(threadId), threadId)).toEqual(
    await told(await rendered(randomId), randomId),
  );

  const watched = (id: string): Promise<string> =>
    page.evaluate(
      (topic) =>
        new Promise<string>((done) => {
          const socket = new WebSocket(`ws://${location.host}/api/live`);
          socket.onopen = () => socket.send(JSON.stringify({ type: 'watch', topic }));
          socket.onmessage = ({ data }) => {
            socket.close();
            done(String(data));
          };
        }),
      `thread:${id}`,
    );
  expect((await watched(threadId)).replace(threadId, randomId)).toBe(await watched(randomId));
}

async function idOfGrace(page: Page): Promise<string> {
  const reply = await page.request.get(`${product.url}/api/members/suggestions?q=Grace`);
  const { items } = (await reply.json()) as { items: { id: string }[] };
  return items[0]?.id ?? '';
}

/** The reply at this address is that at the address of something that does not exist. */
async function expectSame(
  page: Page,
  hidden: string,
  path: (id: string) => string,
  unknown = randomId,
): Promise<void> {
  const real = await page.request.get(product.url + path(hidden), { maxRedirects: 0 });
  const absent = await page.request.get(product.url + path(unknown), { maxRedirects: 0 });
  expect(await told(real, hidden), path('…')).toEqual(await told(absent, unknown));
}

/** What may differ between any two replies: the moment, the nonce, the rate counters, the number of the request. */
const variable =
  /^(date|etag|x-request-id|content-security-policy|x-ratelimit-.*|ratelimit.*|content-length)$/;

async function told(reply: APIResponse, id: string): Promise<unknown> {
  // What a page fetched stands in it in the order in which it came: lines are compared as a set.
  const lines = (await reply.text())
    .replaceAll(id, 'THIS')
    .replaceAll(/nonce="[^"]*"/g, 'nonce')
    .replaceAll(/\b1[789]\d{11}\b/g, 'NOW')
    .split('\n')
    .toSorted();
  const headers = Object.entries(reply.headers()).filter(([name]) => !variable.test(name));
  return { status: reply.status(), headers: Object.fromEntries(headers), lines };
}
