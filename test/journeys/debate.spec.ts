import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Locator, type Page, expect } from '@playwright/test';
import { type Thread, titleMax } from '@cenacle/shared/threads/contract.ts';
import { ask, runImport } from '../import-command.ts';
import { signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

/** The real debate is no part of the project; it lies beside it. */
const debate = fileURLToPath(new URL('../../../shared/data/republique-numerique.jsonl', import.meta.url));
const isThere = existsSync(debate);
const lastPosition = 133;
/** The post with a word of 428 characters, by its name in the debate. */
const longWordPost = 'o500';
const importSecondsMax = 60;

if (!isThere) console.warn('The real debate is not beside the project: its journeys are not walked.');
test.skip(
  !isThere && !process.env.CI,
  'The real debate is not beside the project: its import is not walked.',
);

let product: Product;
let longThread: string;
let databaseUrl: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  product = await startProduct();
  const settings = {
    DATA_DIR: product.dataDir,
    ...(process.env.TEST_DATABASE_URL ? { DATABASE_URL: await product.databaseUrl() } : {}),
  };
  const startedAt = performance.now();
  const imported = await runImport(['republique-numerique', debate], settings);
  const seconds = (performance.now() - startedAt) / 1000;
  expect(imported).toMatchObject({ code: 0, complained: '' });
  expect(imported.said).toContain('Imported 696 threads with 4,690 posts.');
  expect(seconds).toBeLessThan(importSecondsMax);
  databaseUrl = await product.databaseUrl();
  const [row] = await ask(databaseUrl, 'select thread_id from posts where position = $1', [lastPosition]);
  longThread = `${product.url}/threads/${String(row?.thread_id)}`;
});

test.afterAll(() => product?.stop());

const post = (page: Page, position: number): Locator => page.locator(`#post-${position}`);

/** The beginning of the post stands in the part of the window that the bars leave free. */
async function expectInView(page: Page, position: number): Promise<void> {
  await expect(post(page, position)).toBeInViewport();
  const height = page.viewportSize()?.height ?? 0;
  await expect.poll(async () => (await post(page, position).boundingBox())?.y ?? -1).toBeGreaterThan(0);
  await expect.poll(async () => (await post(page, position).boundingBox())?.y ?? height).toBeLessThan(height);
}

/** The positions of the posts on the page, in the order in which they stand. */
const positionsOn = (page: Page): Promise<number[]> =>
  page
    .getByRole('region', { name: 'Messages' })
    .getByRole('article')
    .evaluateAll((articles) => articles.map(({ id }) => Number(id.replace('post-', ''))));

const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('a thread of 133 posts opens at any of them', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'grace');
  for (const position of [1, 77, lastPosition]) {
    const startedAt = performance.now();
    await page.goto(`${longThread}?at=${position}#post-${position}`);
    await expectInView(page, position);
    const spent = Math.round(performance.now() - startedAt);
    console.log(`The thread of ${lastPosition} posts opened at post ${position} in ${spent} ms.`);
  }
});

test('printed, all of it is on paper', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'grace');
  await page.goto(longThread);
  await page.getByRole('link', { name: 'Imprimer en entier' }).click();
  await expect(page).toHaveURL(/print=1/);
  await expect.poll(() => positionsOn(page)).toHaveLength(lastPosition);
});

test('it opens at the first unread post, with the line above it', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'linus');
  const path = new URL(longThread).pathname;
  const read = await page.request.put(`${product.url}/api${path}/read`, { data: { position: 100 } });
  expect(read.status()).toBe(200);
  await page.goto(longThread);
  await expectInView(page, 101);
  const line = page.getByText('33 messages depuis votre dernière visite');
  await expect(line).toBeInViewport();
  const [above, below] = [await line.boundingBox(), await post(page, 101).boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual((below?.y ?? 0) + 1);
});

test('its posts come in order and without a gap, forth and back', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'grace');
  await page.goto(`${longThread}?at=1`);
  await expect(page.getByRole('banner').getByText('en direct')).toBeVisible();
  const later = page.getByRole('link', { name: /messages? suivants?$/ });
  await goOn(page, later, () => positionsOn(page).then((all) => all.at(-1) === lastPosition));
  expect(await positionsOn(page)).toEqual(from(1, lastPosition));

  await page.goto(`${longThread}?at=${lastPosition}`);
  await expect(page.getByRole('banner').getByText('en direct')).toBeVisible();
  const earlier = page.getByRole('link', { name: /messages? précédents?$/ });
  await goOn(page, earlier, () => positionsOn(page).then((all) => all[0] === 1));
  expect(await positionsOn(page)).toEqual(from(1, lastPosition));
});

/** Follows the way until there is no more of it. */
async function goOn(page: Page, way: Locator, isAtEnd: () => Promise<boolean>): Promise<void> {
  for (let step = 0; step < lastPosition && !(await isAtEnd()); step += 1) {
    const before = (await positionsOn(page)).length;
    await way.click();
    await expect.poll(async () => (await positionsOn(page)).length).toBeGreaterThan(before);
  }
  await expect(way).toHaveCount(0);
}

test('a word of 428 characters does not make the page wider than the smallest phone', async ({ newPage }) => {
  const page = await newPage({ viewport: { width: 320, height: 780 }, isMobile: true, hasTouch: true });
  await signIn(page, product, 'grace');
  const sql = 'select thread_id, position from posts where import_key = $1';
  const [row] = await ask(databaseUrl, sql, [`republique-numerique:post:${longWordPost}`]);
  await page.goto(`${product.url}/threads/${String(row?.thread_id)}?at=${String(row?.position)}`);
  await expectInView(page, Number(row?.position));
  expect(await widthOf(page)).toBeLessThanOrEqual(320);

  // There it is an address behind shorter words: as plain text, and in a title, it asks for more.
  const word = 'institutionnalisation'.repeat(21).slice(0, 428);
  const opened = await page.request.post(`${product.url}/api/threads`, {
    data: { kind: 'discussion', title: word.slice(0, titleMax), body: word },
  });
  expect(opened.status()).toBe(201);
  const { id } = (await opened.json()) as Thread;
  await page.goto(`${product.url}/threads/${id}`);
  await expect(page.getByText(word)).toBeVisible();
  expect(await widthOf(page)).toBeLessThanOrEqual(320);
  await page.goto(`${product.url}/threads`);
  await expect(page.getByText(word.slice(0, titleMax))).toBeVisible();
  expect(await widthOf(page)).toBeLessThanOrEqual(320);
});

test('a paragraph from right to left stands at the right, its French neighbours at the left', async ({
  newPage,
}) => {
  const page = await newPage();
  await signIn(page, product, 'grace');
  const arabic = 'الموعد النهائي هو يوم الجمعة 12.';
  const opened = await page.request.post(`${product.url}/api/threads`, {
    data: {
      kind: 'discussion',
      title: 'Réponse du fournisseur',
      body: `Il écrit :\n\n${arabic}\n\nCompris ?`,
    },
  });
  const { id } = (await opened.json()) as Thread;
  await page.goto(`${product.url}/threads/${id}`);
  /** How far a paragraph's words are from either side of it, in CSS pixels. */
  const marginsOf = (text: string) =>
    page.getByText(text, { exact: true }).evaluate((paragraph) => {
      const words = document.createRange();
      words.selectNodeContents(paragraph);
      const [inner, outer] = [words.getBoundingClientRect(), paragraph.getBoundingClientRect()];
      return { left: inner.left - outer.left, right: outer.right - inner.right };
    });
  const theirs = await marginsOf(arabic);
  expect(theirs.right).toBeLessThan(2);
  expect(theirs.left).toBeGreaterThan(50);
  for (const text of ['Il écrit :', 'Compris ?']) expect((await marginsOf(text)).left).toBeLessThan(2);
});

test('threads of equal titles open each by itself', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'grace');
  const rows = await ask(
    databaseUrl,
    `select title, array_agg(id order by id) as ids from threads
     group by title having count(*) > 1 order by title limit 1`,
  );
  const [equal] = rows as { title: string; ids: string[] }[];
  expect(equal?.ids.length).toBeGreaterThan(1);
  const openers = new Set<string>();
  for (const id of equal?.ids ?? []) {
    await page.goto(`${product.url}/threads/${id}?at=1`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(equal?.title ?? '');
    const thread = (await (await page.request.get(`${product.url}/api/threads/${id}`)).json()) as Thread;
    expect(thread.id).toBe(id);
    openers.add(await post(page, 1).innerText());
  }
  expect(openers.size).toBe(equal?.ids.length);
});
