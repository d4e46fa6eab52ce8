import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, password } from '../../test/cast.ts';
import { linkIn, readMails } from '../../test/mails.ts';
import { makeMember } from '../../test/make.ts';
import { passwords } from '../members/schema.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const { grace } = cast;
const newPassword = 'un tout autre mot de passe';
const signIn = (email: string, word: string) => it.guest.post('/api/session', { email, password: word });
const signedBy = (reply: { headers: Record<string, unknown> }) =>
  it.with({ cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '' });
const finish = (token: string, word = newPassword) =>
  it.guest.post('/api/password/reset/finish', { token, password: word });
const member = (name: string) => makeMember(it.services, name, `${name.toLowerCase()}@example.test`);
async function tokenFor(email: string): Promise<string> {
  expect((await it.guest.post('/api/password/reset', { email })).statusCode).toBe(202);
  await it.services.mailer.settled();
  return linkIn((await readMails(it.services.config.dataDir, email))[0]).replace('/reset/', '');
}

describe('a reset link', () => {
  test('sets the password, ends every session and signs in', async () => {
    const { email } = await member('Alma');
    const before = signedBy(await signIn(email, password));
    const reply = await finish(await tokenFor(email));
    expect(reply.statusCode).toBe(200);
    expect((await signedBy(reply).get('/api/me')).json().member.email).toBe(email);
    expect((await before.get('/api/me')).statusCode).toBe(401);
    expect((await signIn(email, password)).statusCode).toBe(401);
    expect((await signIn(email, newPassword)).statusCode).toBe(200);
  });

  test('of many uses at once works once', async () => {
    const { email } = await member('Bela');
    const token = await tokenFor(email);
    const replies = await Promise.all(Array.from({ length: 50 }, () => finish(token)));
    expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(replies.filter(({ statusCode }) => statusCode === 404)).toHaveLength(49);
  });

  test('is refused with one answer when it is unknown, used, replaced or an hour old', async () => {
    const { email } = await member('Cleo');
    const unknown = await finish('x'.repeat(43));
    expect(unknown.json()).toMatchObject({ status: 404, code: 'bad_link' });
    const replaced = await tokenFor(email);
    const used = await tokenFor(email);
    await finish(used);
    const old = await tokenFor(email);
    it.travel(61 * 60_000);
    for (const token of [replaced, used, old]) expect((await finish(token)).body).toBe(unknown.body);
    expect((await signIn(email, newPassword)).statusCode).toBe(200);
  });

  test('is refused to a suspended member', async () => {
    const { id, email } = await member('Dora');
    const token = await tokenFor(email);
    await it.as('mo').patch(`/api/members/${id}`, { state: 'suspended', reason: 'Essai' });
    expect((await finish(token)).statusCode).toBe(404);
  });

  test('gets the same answer for an unknown address, and no mail', async () => {
    const unknown = await it.guest.post('/api/password/reset', { email: 'nobody@example.test' });
    expect([unknown.statusCode, unknown.body]).toEqual([202, '']);
    await it.services.mailer.settled();
    expect(await readMails(it.services.config.dataDir, 'nobody@example.test')).toEqual([]);
  });

  test('does not take a short password, and stays good', async () => {
    const { email } = await member('Edda');
    const token = await tokenFor(email);
    const short = await finish(token, 'court');
    expect(short.json().errors).toMatchObject([{ field: 'password', code: 'too_short' }]);
    expect((await finish(token)).statusCode).toBe(200);
  });
});

describe('changing the password', () => {
  test('ends the other sessions and keeps this one', async () => {
    const { email } = await member('Finn');
    const [here, there] = [signedBy(await signIn(email, password)), signedBy(await signIn(email, password))];
    const reply = await here.put('/api/me/password', { current: password, password: newPassword });
    expect(reply.statusCode).toBe(204);
    expect((await here.get('/api/me')).statusCode).toBe(200);
    expect((await there.get('/api/me')).statusCode).toBe(401);
    expect((await signIn(email, newPassword)).statusCode).toBe(200);
  });

  test('needs the current one, and says so at its field', async () => {
    for (const current of ['', 'not this one']) {
      const reply = await it.as('grace').put('/api/me/password', { current, password: newPassword });
      expect(reply.statusCode).toBe(422);
      expect(reply.json().errors).toMatchObject([{ field: 'current', code: 'wrong_password' }]);
    }
    expect((await signIn(grace.email, password)).statusCode).toBe(200);
  });

  test('needs no current one of a member who has none', async () => {
    const { id, email } = await member('Gil');
    const here = it.as(email);
    await here.headers();
    await it.services.db.delete(passwords).where(eq(passwords.memberId, id));
    expect((await here.get('/api/me')).json().member.has_password).toBe(false);
    expect((await here.put('/api/me/password', { current: '', password: newPassword })).statusCode).toBe(204);
    expect((await signIn(email, newPassword)).statusCode).toBe(200);
  });

  test('is refused to guests, to tokens and in a bad shape', async () => {
    const body = { current: password, password: newPassword };
    expect((await it.guest.put('/api/me/password', body)).statusCode).toBe(401);
    const made = await it.as('grace').post('/api/tokens', { name: 'essai', scope: 'write', days: 1 });
    const program = it.with({ authorization: `Bearer ${made.json().secret}` });
    expect((await program.put('/api/me/password', body)).json().code).toBe('session_needed');
    const short = await it.as('grace').put('/api/me/password', { current: password, password: 'court' });
    expect(short.statusCode).toBe(422);
    expect((await signIn(grace.email, password)).statusCode).toBe(200);
  });
});
