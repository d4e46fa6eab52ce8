import { setTimeout as wait } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/database.ts';
import { openMailer } from '../../server/mail/mailer.ts';
import { queueMail } from '../../server/mail/queue.ts';
import { mailOutbox } from '../../server/mail/schema.ts';
import { makeApp, type TestApp } from '../app.ts';
import { openPostOffice } from '../post-office.ts';
import { closers, cookieOf, isLong, start, until } from './ground.ts';

type PostOffice = Awaited<ReturnType<typeof openPostOffice>>;

const hour = 3_600_000;
const people = Array.from({ length: isLong ? 60 : 12 }, (_, i) => `p${i}@example.test`);
const idsIn = (office: PostOffice, to: string) =>
  office.to(to).map(({ source }) => /^Message-ID: (.*)$/m.exec(source)?.[1]);

describe('the outbox', () => {
  let office: PostOffice;
  let t: TestApp;
  beforeEach(async () => {
    office = await openPostOffice();
    closers.push(() => office.close());
    t = await makeApp({ smtpUrl: office.url });
    closers.push(t.close);
  });

  async function queueAll(): Promise<void> {
    const letter = { kind: 'code', code: '123456' } as const;
    const now = t.services.clock();
    await t.services.db.transaction(async (tx) => {
      for (const to of people) await queueMail(tx, { dedupeKey: to, to, language: 'fr', letter }, now);
    });
  }
  /** Tries what is due, and again after each wait, as often as it says. */
  async function sendFor(tries: number): Promise<void> {
    for (let i = 0; i < tries; i += 1) {
      await t.services.mailer.settled();
      t.travel(7 * hour);
    }
  }
  const copies = () => people.map((to) => office.to(to).length);
  const allOnce = people.map(() => 1);
  const rows = () => t.services.db.select().from(mailOutbox);

  test.each([
    ['is down', null],
    ['hangs up', 'hangs up'],
    ['says "later"', 'later'],
  ] as const)(
    'a server that %s for hours: each mail is kept, and sent once when it is back',
    async (_, trouble) => {
      if (trouble === null) await office.close();
      else office.weather.trouble = trouble;
      await queueAll();
      await sendFor(6);
      expect(copies()).toEqual(people.map(() => 0));
      expect(
        (await rows()).filter(({ failedAt, handedOver }) => failedAt !== null || handedOver > 0),
      ).toEqual([]);
      if (trouble === null) office = await openPostOffice({ port: office.port });
      else office.weather.trouble = null;
      await sendFor(2);
      expect(copies()).toEqual(allOnce);
      expect((await rows()).filter(({ sentAt, text }) => sentAt === null || text !== '')).toEqual([]);
    },
  );

  test('a server that says "never" to the text is asked once, and the refusal is noted', async () => {
    office.weather.trouble = 'never';
    await queueAll();
    await sendFor(3);
    office.weather.trouble = null;
    await sendFor(2);
    expect(copies()).toEqual(people.map(() => 0));
    for (const row of await rows())
      expect(row).toMatchObject({ attempts: 1, lastError: 'EMESSAGE 554', text: '' });
  });

  test('a server that takes each mail and hangs up before it says so gets it twice and no more', async () => {
    office.weather.trouble = 'takes and hangs up';
    await queueAll();
    await sendFor(6);
    expect(copies()).toEqual(people.map(() => 2));
    // Both copies say that they are the same mail.
    for (const to of people) expect(new Set(idsIn(office, to)).size).toBe(1);
    office.weather.trouble = null;
    await sendFor(3);
    expect(copies()).toEqual(people.map(() => 2));
    for (const row of await rows()) expect(row.failedAt).not.toBeNull();
  });

  test('a server that did so once gets it once more, and says yes', async () => {
    office.weather.trouble = 'takes and hangs up';
    await queueAll();
    await sendFor(1);
    office.weather.trouble = null;
    await sendFor(3);
    expect(copies()).toEqual(people.map(() => 2));
    for (const row of await rows()) expect(row.sentAt).not.toBeNull();
  });

  test('a mail whose lease another process lets lapse is not handed over a third time', async () => {
    await queueAll();
    const [row] = await rows();
    const id = row?.id ?? '';
    await t.services.db.update(mailOutbox).set({ handedOver: 2 }).where(eq(mailOutbox.id, id));
    const others = [openMailer(t.services), openMailer(t.services)];
    await Promise.all([t.services.mailer, ...others].map((mailer) => mailer.settled()));
    await Promise.all(others.map((mailer) => mailer.close()));
    expect(office.to(row?.recipient ?? '')).toHaveLength(0);
    expect(copies().filter((count) => count === 1)).toHaveLength(people.length - 1);
  });

  test('a slow server delays mail and nothing else', async () => {
    office.weather.slowMs = 150;
    await queueAll();
    const sending = t.services.mailer.settled();
    const from = performance.now();
    expect((await t.as('grace').get('/api/threads')).statusCode).toBe(200);
    expect((await t.guest.post('/api/session/code', { email: 'linus@example.test' })).statusCode).toBe(202);
    expect(performance.now() - from).toBeLessThan(2_000);
    await sending;
    expect(copies()).toEqual(allOnce);
  });
});

/** Puts mails to all people into the outbox of a product, due now. */
async function queueInto(client: pg.Client, round: string): Promise<void> {
  for (const to of people) {
    await client.query(
      `insert into mail_outbox (id, dedupe_key, recipient, subject, text, html) values ($1, $2, $3, 'Sujet', 'Texte', '<p>Texte</p>')`,
      [newId(), `${round}:${to}`, to],
    );
  }
}

test('a product stays quick beside a server that says nothing, ends in order, and sends each mail once or twice when killed', async () => {
  const office = await openPostOffice();
  closers.push(office.close);
  office.weather.trouble = 'silent';
  const product = await start({ SMTP_URL: office.url });
  const withClient = async <T>(use: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: await product.databaseUrl() });
    await client.connect();
    return use(client).finally(() => client.end());
  };
  await withClient((client) => queueInto(client, 'silent'));
  const ask = { email: 'linus@example.test' };
  const asked = await fetch(`${product.url}/api/session/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ask),
  });
  expect(asked.status).toBe(202);
  await wait(500);
  const from = performance.now();
  const cookie = await cookieOf(product.url, 'grace');
  const pages = await Promise.all(
    ['/', '/threads', '/api/threads'].map((path) => fetch(product.url + path, { headers: { cookie } })),
  );
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(performance.now() - from).toBeLessThan(5_000);
  expect(await product.end(), product.output()).toBe(0);

  office.weather.trouble = null;
  await product.restart();
  const copies = () => people.map((to) => office.to(to).length);
  await until(() => copies().every((count) => count === 1), 60_000);
  expect(office.to(ask.email)).toHaveLength(1);

  // In short, `server/mail/mail.test.ts` asks what becomes of a mail that a process died with.
  if (!isLong) return;
  office.weather.slowMs = 100;
  await withClient((client) => queueInto(client, 'killed'));
  for (let kill = 0; kill < 5; kill += 1) {
    const before = office.received.length;
    await until(() => office.received.length > before, 30_000);
    await product.kill();
    // What the dead process had taken is due when its lease ends, three minutes later; here, now.
    await withClient((client) =>
      client.query('update mail_outbox set next_try_at = now() where sent_at is null'),
    );
    await product.restart();
  }
  // One that was killed twice with the text just handed over is not handed over again.
  const countWaiting = async (client: pg.Client) =>
    (await client.query('select from mail_outbox where sent_at is null and failed_at is null')).rowCount;
  await expect.poll(() => withClient(countWaiting), { timeout: 60_000, interval: 300 }).toBe(0);
  expect(copies().filter((count) => count < 2 || count > 3)).toEqual([]);
});
