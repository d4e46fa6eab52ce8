import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { openPostOffice } from '../../test/post-office.ts';
import { compose } from './letters.ts';
import { openMailer } from './mailer.ts';
import { claimMail } from './queries.ts';
import { queueMail } from './queue.ts';
import { mailOutbox } from './schema.ts';
import type { Letter } from './words/catalogue.ts';

const minute = 60_000;
const letter: Letter = { kind: 'code', code: '123456' };

describe('the outbox', () => {
  let office: Awaited<ReturnType<typeof openPostOffice>>;
  let it: TestApp;
  beforeEach(async () => {
    office = await openPostOffice();
    it = await makeApp({ smtpUrl: office.url, cast: false });
  });
  afterEach(async () => {
    await it.close();
    await office.close();
  });

  const queue = (to: string, dedupeKey = `test:${to}`) =>
    it.services.db.transaction((tx) =>
      queueMail(tx, { dedupeKey, to, language: 'fr', letter }, it.services.clock()),
    );
  const rowTo = async (to: string) => {
    const [row] = await it.services.db.select().from(mailOutbox).where(eq(mailOutbox.recipient, to));
    if (!row) throw new Error('The mail is not in the outbox.');
    return row;
  };

  test('sends each mail once, however often it is queued and by however many processes', async () => {
    const others = [1, 2].map(() => openMailer(it.services));
    const people = Array.from({ length: 12 }, (_, i) => `p${i}@example.test`);
    for (const to of people) {
      await queue(to);
      await queue(to);
    }
    await Promise.all([it.services.mailer, ...others].map((mailer) => mailer.settled()));
    for (const to of people) expect(office.to(to)).toHaveLength(1);
    await Promise.all(others.map((mailer) => mailer.close()));
  });

  test('sends nothing of a transaction that was rolled back', async () => {
    const broken = it.services.db.transaction(async (tx) => {
      await queueMail(
        tx,
        { dedupeKey: 'x', to: 'x@example.test', language: 'fr', letter },
        it.services.clock(),
      );
      throw new Error('Something else failed.');
    });
    await expect(broken).rejects.toThrow('Something else failed.');
    await it.services.mailer.settled();
    expect(office.to('x@example.test')).toHaveLength(0);
  });

  test('gives up a mail that is refused for good, and notes no address', async () => {
    office.refuses.set('gone@example.test', 550);
    await queue('gone@example.test');
    await it.services.mailer.settled();
    const row = await rowTo('gone@example.test');
    expect(row).toMatchObject({ lastError: 'EENVELOPE 550', sentAt: null, text: '', attempts: 1 });
    expect(row.failedAt).not.toBeNull();
    office.refuses.clear();
    it.travel(24 * 60 * minute);
    await it.services.mailer.settled();
    expect(office.to('gone@example.test')).toHaveLength(0);
  });

  test('waits longer each time while the server says "later"', async () => {
    office.refuses.set('later@example.test', 450);
    await queue('later@example.test');
    const waits: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      await it.services.mailer.settled();
      const { nextTryAt } = await rowTo('later@example.test');
      waits.push(nextTryAt.getTime() - it.services.clock().getTime());
      it.travel((waits.at(-1) ?? 0) + 1_000);
    }
    expect(waits.map((ms) => Math.round(ms / 30_000))).toEqual([1, 2, 4, 8]);
    office.refuses.clear();
    await it.services.mailer.settled();
    expect(office.to('later@example.test')).toHaveLength(1);
    expect((await rowTo('later@example.test')).sentAt).not.toBeNull();
  });

  test('keeps what the server could not take while it was away', async () => {
    await office.close();
    await queue('patient@example.test');
    await it.services.mailer.settled();
    expect((await rowTo('patient@example.test')).lastError).toBe('ESOCKET');
    expect((await rowTo('patient@example.test')).failedAt).toBeNull();
    office = await openPostOffice();
    it.travel(minute);
    const restarted = openMailer({ ...it.services, config: { ...it.services.config, smtpUrl: office.url } });
    await restarted.settled();
    await restarted.close();
    expect(office.to('patient@example.test')).toHaveLength(1);
  });

  test('hands on what a process took and died with, under the same Message-ID', async () => {
    const { db, clock, mailer } = it.services;
    // In one transaction: a round of the mailer's own in between would take it.
    const taken = await db.transaction(async (tx) => {
      const mail = { dedupeKey: 'test:crash', to: 'crash@example.test', language: 'fr' as const, letter };
      await queueMail(tx, mail, clock());
      return claimMail(tx, clock(), new Date(clock().getTime() + minute));
    });
    await mailer.settled();
    expect(office.to('crash@example.test')).toHaveLength(0);
    it.travel(2 * minute);
    await mailer.settled();
    expect(office.to('crash@example.test')).toHaveLength(1);
    expect(office.to('crash@example.test')[0]?.source).toContain(`Message-ID: <${taken?.id}@localhost>`);
  });

  test('forgets old mails when a process starts', async () => {
    await queue('old@example.test');
    await it.services.mailer.settled();
    it.travel(31 * 24 * 60 * minute);
    const restarted = openMailer(it.services);
    await restarted.close();
    await expect(rowTo('old@example.test')).rejects.toThrow('not in the outbox');
  });
});

describe('without SMTP', () => {
  let it: TestApp;
  beforeAll(async () => {
    it = await makeApp({ mode: 'development', cast: false });
    await it.services.db.transaction(async (tx) => {
      const mail = { to: 'rose@example.test', language: 'fr' as const };
      const now = it.services.clock();
      await queueMail(tx, { ...mail, dedupeKey: 'a', letter }, now);
      const note = 'Écrivez-moi = appelez-moi.\n\nÀ bientôt, — « Zoé »';
      const invitation = {
        kind: 'invitation' as const,
        link: `https://cenacle.example/${'x'.repeat(90)}`,
        note,
      };
      const later = new Date(now.getTime() + 1_000);
      await queueMail(
        tx,
        { ...mail, dedupeKey: 'b', letter: { ...invitation, sponsor: 'Éloïse Brûlé' } },
        later,
      );
    });
    it.travel(2_000);
    await it.services.mailer.settled();
  });
  afterAll(() => it.close());

  test('mails are files that a page in development lists and reads, with their accents', async () => {
    const { items } = (await it.guest.get('/api/dev/mails')).json();
    expect(items.map(({ subject }: { subject: string }) => subject)).toEqual([
      'Éloïse Brûlé vous invite à rejoindre Cénacle',
      '123456 est votre code de connexion',
    ]);
    const mail = (await it.guest.get(`/api/dev/mails/${items[0].name}`)).json();
    expect(mail.to).toBe('rose@example.test');
    expect(mail.text).toContain('> Écrivez-moi = appelez-moi.\n> \n> À bientôt, — « Zoé »');
    expect(mail.text).toContain(`\nhttps://cenacle.example/${'x'.repeat(90)}\n`);
    expect(mail.html).toContain('Éloïse Brûlé vous invite');
  });

  test('nothing else can be read through that page', async () => {
    const none = await it.guest.get('/api/dev/mails/2026-01-01T00-00-00-000Z-none.eml');
    expect(none.statusCode).toBe(404);
    for (const name of ['..%2f..%2fetc%2fpasswd', '..%2fpostgres.eml', 'x.txt']) {
      expect((await it.guest.get(`/api/dev/mails/${name}`)).statusCode).toBe(404);
    }
  });

  test('the page does not exist in production', async () => {
    const production = await makeApp({ mode: 'production', cast: false });
    expect((await production.guest.get('/api/dev/mails')).statusCode).toBe(404);
    await production.close();
  });
});

describe('the letters', () => {
  const link = 'https://cenacle.example/invitation/secret';
  const letters: Letter[] = [
    letter,
    { kind: 'reset', link },
    { kind: 'invitation', link, sponsor: 'Zoé <b>', note: '<script>' },
    { kind: 'already_member', link, sponsor: 'Zoé <b>' },
  ];

  test.each(letters)(
    '$kind says the same in text and HTML, loads nothing and escapes what people wrote',
    (each) => {
      for (const language of ['fr', 'en'] as const) {
        const { subject, text, html } = compose(each, language);
        expect(subject).not.toBe('');
        for (const body of [text, html]) expect(body).toContain(each.kind === 'code' ? each.code : each.link);
        expect(html).not.toMatch(/<img|<script|<link|url\(|src=|<b>/);
      }
    },
  );

  test.each(letters)('$kind follows French typography', (each) => {
    const { subject, text } = compose(each, 'fr');
    const ours = `${subject}\n${text}`.replaceAll(link, '');
    expect(ours).not.toMatch(/[^\u00a0\u202f][;:!?]|'/);
  });
});
