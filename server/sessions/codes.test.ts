import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { codeIn, readMails } from '../../test/mails.ts';
import { makeMember } from '../../test/make.ts';
import { oneTimeLinks } from '../members/schema.ts';
import { mailOutbox } from '../mail/schema.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const { grace } = cast;
const minute = 60_000;
const ask = (email: string) => it.guest.post('/api/session/code', { email });
const verify = (email: string, code: string) => it.guest.post('/api/session/code/verify', { email, code });
const mailsTo = async (email: string) => {
  await it.services.mailer.settled();
  return readMails(it.services.config.dataDir, email);
};
const askAndRead = async (email: string) => {
  await ask(email);
  return codeIn((await mailsTo(email))[0]);
};
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const member = async (name: string) => {
  const { email } = await makeMember(it.services, name, `${name.toLowerCase()}@example.test`);
  return email;
};

describe('a sign-in code', () => {
  test('comes by mail, signs in once, and is stored as a hash', async () => {
    const code = await askAndRead(grace.email);
    expect(code).toMatch(/^\d{6}$/);
    const stored = JSON.stringify(await it.services.db.select().from(oneTimeLinks));
    expect(stored).not.toContain(`"${code}"`);
    const reply = await verify(` ${grace.email.toUpperCase()}`, `${code.slice(0, 3)} ${code.slice(3)}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.json().member.id).toBe(grace.id);
    expect(reply.headers['set-cookie']).toContain('cenacle_session=');
    expect((await verify(grace.email, code)).json().code).toBe('bad_code');
  });

  test('of many right tries at once lets in one', async () => {
    const email = await member('Fatou');
    const code = await askAndRead(email);
    const replies = await Promise.all(Array.from({ length: 50 }, () => verify(email, code)));
    expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(replies.filter(({ statusCode }) => statusCode === 401)).toHaveLength(49);
  });

  test('is right at its fifth try and void after five wrong ones', async () => {
    const email = await member('Paula');
    const code = await askAndRead(email);
    for (let i = 0; i < 4; i += 1) await verify(email, wrong(code));
    expect((await verify(email, code)).statusCode).toBe(200);
    const next = await askAndRead(email);
    for (let i = 0; i < 5; i += 1) expect((await verify(email, wrong(next))).statusCode).toBe(401);
    expect((await verify(email, next)).statusCode).toBe(401);
  });

  test('is good for ten minutes', async () => {
    const email = await member('Hugo');
    const code = await askAndRead(email);
    it.travel(11 * minute);
    expect((await verify(email, code)).statusCode).toBe(401);
  });

  test('voids the one before', async () => {
    const email = await member('Ines');
    const older = await askAndRead(email);
    const newer = await askAndRead(email);
    if (older !== newer) expect((await verify(email, older)).statusCode).toBe(401);
    expect((await verify(email, newer)).statusCode).toBe(200);
  });

  test('is one of ten in an hour at most', async () => {
    const email = await member('Jade');
    for (let i = 0; i < 12; i += 1) expect((await ask(email)).statusCode).toBe(202);
    expect(await mailsTo(email)).toHaveLength(10);
  });

  test('is of no use to another address, nor to a suspended member', async () => {
    const email = await member('Karl');
    const code = await askAndRead(email);
    expect((await verify(grace.email, code)).statusCode).toBe(401);
    const suspended = await makeMember(it.services, 'Sven', 'sven@example.test');
    const theirs = await askAndRead(suspended.email);
    await it.as('mo').patch(`/api/members/${suspended.id}`, { state: 'suspended', reason: 'Essai' });
    expect((await verify(suspended.email, theirs)).statusCode).toBe(401);
    await ask(suspended.email);
    expect(await mailsTo(suspended.email)).toHaveLength(1);
  });

  test('needs a body of the right shape', async () => {
    expect((await it.guest.post('/api/session/code', {})).statusCode).toBe(422);
    expect((await it.guest.post('/api/session/code/verify', { email: grace.email })).statusCode).toBe(422);
  });
});

describe('an unknown address', () => {
  test('gets the same answer as a known one, at the same time, and no mail', async () => {
    const fastest: Record<string, number> = {};
    for (const email of [grace.email, 'nobody@example.test', grace.email, 'nobody@example.test']) {
      const from = performance.now();
      const { statusCode, body } = await ask(email);
      expect([statusCode, body]).toEqual([202, '']);
      fastest[email] = Math.min(performance.now() - from, fastest[email] ?? Infinity);
    }
    const [known = 0, unknown = 1_000] = Object.values(fastest);
    expect(Math.abs(known - unknown)).toBeLessThan(150);
    expect(await mailsTo('nobody@example.test')).toHaveLength(0);
  });

  test('is refused a code as a wrong code is', async () => {
    await ask(grace.email);
    const known = await verify(grace.email, 'abcdef');
    const unknown = await verify('nobody@example.test', 'abcdef');
    expect([unknown.statusCode, unknown.body]).toEqual([known.statusCode, known.body]);
  });
});

test('what a mail said is forgotten once it is sent', async () => {
  const code = await askAndRead(grace.email);
  const rows = await it.services.db.select().from(mailOutbox).where(eq(mailOutbox.recipient, grace.email));
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(code);
});
