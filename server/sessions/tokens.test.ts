import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { makeMember } from '../../test/make.ts';
import { tokens } from './schema.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const make = async (who: string, scope: 'read' | 'write' = 'write', days = 30) => {
  const reply = await it.as(who).post('/api/tokens', { name: 'Mon tableur', scope, days });
  expect(reply.statusCode).toBe(201);
  const { token, secret } = reply.json();
  return { id: token.id as string, token, secret: secret as string, program: bearing(secret) };
};
const bearing = (secret: string) => it.with({ authorization: `Bearer ${secret}` });

describe('a personal access token', () => {
  test('signs a program in; its secret is shown once and kept as a hash', async () => {
    const { id, secret, program } = await make('grace');
    expect(secret).toMatch(/^cen_[\w-]{43}$/);
    expect((await program.get('/api/me')).json().member.id).toBe(cast.grace.id);
    const listed = (await it.as('grace').get('/api/tokens')).json().items;
    const mine = listed.find((each: { id: string }) => each.id === id);
    expect(mine).toMatchObject({ name: 'Mon tableur', scope: 'write', last_used_at: expect.any(String) });
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect(JSON.stringify(await it.services.db.select().from(tokens))).not.toContain(secret.slice(4));
  });

  test('of scope read changes nothing', async () => {
    const { program } = await make('grace', 'read');
    expect((await program.get('/api/members')).statusCode).toBe(200);
    expect((await program.patch('/api/me', { headline: 'changed' })).statusCode).toBe(403);
    expect((await program.get('/api/me')).json().member.headline).toBe('');
  });

  test('of scope write is good for writing, and for no security setting and no moderation', async () => {
    const { id, program } = await make('mo');
    expect((await program.patch('/api/me', { headline: 'Finance' })).statusCode).toBe(200);
    const replies = await Promise.all([
      program.get('/api/sessions'),
      program.get('/api/tokens'),
      program.post('/api/tokens', { name: 'x', scope: 'write', days: 1 }),
      program.delete(`/api/tokens/${id}`),
      program.post('/api/invitations', { email: 'new@example.test' }),
      program.patch(`/api/members/${cast.newt.id}`, { state: 'suspended', reason: 'Essai' }),
    ]);
    for (const reply of replies)
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'session_needed']);
    expect((await it.as('newt').get('/api/me')).statusCode).toBe(200);
  });

  test('is refused beside a cookie, and as anything but ours', async () => {
    const { secret } = await make('grace');
    const both = await it.as('grace').get('/api/me', { authorization: `Bearer ${secret}` });
    expect([both.statusCode, both.json().code]).toEqual([400, 'two_credentials']);
    for (const other of [`${secret}x`, secret.slice(0, -1), 'cen_', secret.slice(4)]) {
      expect((await bearing(other).get('/api/me')).statusCode).toBe(401);
    }
  });

  test('ends with its time, by its owner’s hand, and with a suspension', async () => {
    const short = await make('grace', 'read', 1);
    it.travel(25 * 60 * 60_000);
    expect((await short.program.get('/api/me')).statusCode).toBe(401);

    const revoked = await make('grace');
    expect((await it.as('grace').delete(`/api/tokens/${revoked.id}`)).statusCode).toBe(204);
    expect((await revoked.program.get('/api/me')).statusCode).toBe(401);
    expect((await it.as('grace').delete(`/api/tokens/${revoked.id}`)).statusCode).toBe(404);

    const sven = await makeMember(it.services, 'Sven', 'sven@example.test');
    const theirs = await make(sven.email);
    await it.as('mo').patch(`/api/members/${sven.id}`, { state: 'suspended', reason: 'Essai' });
    await it.as('mo').patch(`/api/members/${sven.id}`, { state: 'active', reason: 'Essai' });
    expect((await theirs.program.get('/api/me')).statusCode).toBe(401);
  });

  test('is nobody else’s to revoke', async () => {
    const { id, program } = await make('grace');
    const byLinus = await it.as('linus').delete(`/api/tokens/${id}`);
    const ofNone = await it.as('linus').delete('/api/tokens/01900000-0000-7000-8000-0000000000ff');
    expect([byLinus.statusCode, byLinus.body]).toEqual([404, ofNone.body]);
    expect((await it.guest.delete(`/api/tokens/${id}`)).statusCode).toBe(401);
    expect((await program.get('/api/me')).statusCode).toBe(200);
  });

  test('needs a name, a scope and a number of days up to a year', async () => {
    const good = { name: 'x', scope: 'read', days: 1 };
    for (const bad of [
      { name: '  ' },
      { scope: 'all' },
      { days: 0 },
      { days: 366 },
      { days: 1.5 },
      { more: 1 },
    ]) {
      expect((await it.as('linus').post('/api/tokens', { ...good, ...bad })).statusCode).toBe(422);
    }
    expect((await it.as('linus').get('/api/tokens')).json().items).toEqual([]);
    expect((await it.guest.post('/api/tokens', good)).statusCode).toBe(401);
  });
});

test('tokens are listed by pages, the newest first', async () => {
  const { email } = await makeMember(it.services, 'Tara', 'tara@example.test');
  const made = [await make(email), await make(email), await make(email)].map(({ id }) => id);
  const first = (await it.as(email).get('/api/tokens?limit=2')).json();
  const second = (await it.as(email).get(`/api/tokens?limit=2&after=${first.next}`)).json();
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.reverse());
  expect(second.next).toBeNull();
  for (const after of ['nonsense', Buffer.from('["x"]').toString('base64url')]) {
    const bad = await it.as(email).get(`/api/tokens?after=${after}`);
    expect([bad.statusCode, bad.json().errors[0].field]).toEqual([422, 'after']);
  }
});
