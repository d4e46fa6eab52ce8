import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, password } from '../../test/cast.ts';
import { makeMember } from '../../test/make.ts';
import { sessions } from './schema.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const minute = 60_000;
const day = 24 * 60 * minute;
const cookieOf = (reply: { headers: Record<string, unknown> }) => String(reply.headers['set-cookie']);
const signedBy = (reply: { headers: Record<string, unknown> }) =>
  it.with({ cookie: cookieOf(reply).split(';')[0] ?? '' });
const { grace, linus } = cast;

async function freshMember(name: string) {
  const member = await makeMember(it.services, name, `${name.toLowerCase()}@example.test`);
  return { ...member, signIn: () => it.guest.post('/api/session', { email: member.email, password }) };
}

describe('signing in by password', () => {
  test('gives the member and a cookie that scripts cannot read, for 90 days', async () => {
    const reply = await it.guest.post('/api/session', { email: grace.email, password });
    expect(reply.statusCode).toBe(200);
    expect(reply.json().member).toMatchObject({ id: grace.id, email: grace.email, has_password: true });
    const cookie = cookieOf(reply);
    expect(cookie).toMatch(/^cenacle_session=\w+; HttpOnly; Max-Age=7776000; Path=\/; SameSite=Lax$/);
    expect((await signedBy(reply).get('/api/me')).json().member.id).toBe(grace.id);
  });

  test('finds the address in any case and with spaces around it', async () => {
    const reply = await it.guest.post('/api/session', { email: ` ${grace.email.toUpperCase()} `, password });
    expect(reply.statusCode).toBe(200);
  });

  test('answers the same for an unknown address, a wrong password and a suspended member', async () => {
    const sven = await freshMember('Sven');
    await it.as('mo').patch(`/api/members/${sven.id}`, { state: 'suspended', reason: 'Essai' });
    const replies = [
      await it.guest.post('/api/session', { email: 'nobody@example.test', password }),
      await it.guest.post('/api/session', { email: grace.email, password: 'not the password' }),
      await sven.signIn(),
    ];
    for (const reply of replies) {
      expect(reply.statusCode).toBe(401);
      expect(reply.headers['set-cookie']).toBeUndefined();
      expect(reply.body).toBe(replies[0]?.body);
    }
    expect(replies[0]?.json().code).toBe('bad_credentials');
  });

  test('takes about as long for an unknown address as for a wrong password', async () => {
    const times: Record<string, number[]> = { 'nobody@example.test': [], [grace.email]: [] };
    // By turns, so that whatever else the machine does weighs on both.
    for (let turn = 0; turn < 9; turn += 1) {
      for (const [email, taken] of Object.entries(times)) {
        const from = performance.now();
        await it.guest.post('/api/session', { email, password: 'not the password' });
        taken.push(performance.now() - from);
      }
    }
    const [unknown = 0, known = 1] = Object.values(times).map((taken) => taken.sort((a, b) => a - b)[4]);
    const ratio = unknown / known;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('refuses a body of another shape, and one that another site sends', async () => {
    for (const body of [{}, { email: grace.email }, { email: grace.email, password, admin: true }]) {
      expect((await it.guest.post('/api/session', body)).statusCode).toBe(422);
    }
    const zero = await it.guest.post('/api/session', { email: 'a\u0000b@example.test', password });
    expect(zero.statusCode).toBe(422);
    const foreign = await it.guest.post(
      '/api/session',
      { email: grace.email, password },
      { origin: 'https://elsewhere.example' },
    );
    expect(foreign.statusCode).toBe(403);
  });

  test('ends the session that the browser had before', async () => {
    const before = await it.guest.post('/api/session', { email: grace.email, password });
    const old = signedBy(before);
    const after = await old.post('/api/session', { email: linus.email, password });
    expect((await signedBy(after).get('/api/me')).json().member.id).toBe(linus.id);
    expect((await old.get('/api/me')).statusCode).toBe(401);
  });

  test('keeps only the hash of the cookie', async () => {
    const reply = await it.guest.post('/api/session', { email: grace.email, password });
    const token = cookieOf(reply).split(/[=;]/)[1] ?? '';
    const stored = await it.services.db.select().from(sessions);
    expect(token.length).toBeGreaterThan(30);
    expect(JSON.stringify(stored)).not.toContain(token);
  });
});

describe('a session', () => {
  test('is renewed for 90 days when half of them have passed', async () => {
    const rosa = await freshMember('Rosa');
    const caller = signedBy(await rosa.signIn());
    expect((await caller.get('/api/me')).headers['set-cookie']).toBeUndefined();
    const soon = new Date(Date.now() + 44 * day);
    await it.services.db.update(sessions).set({ expiresAt: soon }).where(eq(sessions.memberId, rosa.id));
    const renewed = await caller.get('/api/me');
    expect(cookieOf(renewed)).toContain('Max-Age=7776000');
    const [row] = await it.services.db.select().from(sessions).where(eq(sessions.memberId, rosa.id));
    expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 89 * day);
  });

  test('is over when its time has passed', async () => {
    const otto = await freshMember('Otto');
    const caller = signedBy(await otto.signIn());
    const past = new Date(Date.now() - minute);
    await it.services.db.update(sessions).set({ expiresAt: past }).where(eq(sessions.memberId, otto.id));
    expect((await caller.get('/api/me')).statusCode).toBe(401);
  });

  test('notes when it was last seen, at most every five minutes', async () => {
    const lena = await freshMember('Lena');
    const caller = signedBy(await lena.signIn());
    const seen = async () => (await caller.get('/api/sessions')).json().items[0].last_seen_at as string;
    const first = await seen();
    it.travel(2 * minute);
    expect(await seen()).toBe(first);
    it.travel(4 * minute);
    await seen();
    expect(new Date(await seen()).getTime() - new Date(first).getTime()).toBeGreaterThan(5 * minute);
  });

  test('ends with signing out, and the cookie with it; signing out twice is no error', async () => {
    const caller = signedBy(await it.guest.post('/api/session', { email: grace.email, password }));
    const reply = await caller.delete('/api/session');
    expect(reply.statusCode).toBe(204);
    expect(cookieOf(reply)).toMatch(/^cenacle_session=;.*Max-Age=0/);
    expect((await caller.get('/api/me')).statusCode).toBe(401);
    expect((await caller.delete('/api/session')).statusCode).toBe(204);
    expect((await it.guest.delete('/api/session')).statusCode).toBe(204);
  });
});

describe('the list of sessions', () => {
  test('names the devices and marks the current one', async () => {
    const nora = await freshMember('Nora');
    const chrome =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';
    const body = { email: nora.email, password };
    await it.guest.post('/api/session', body, { 'user-agent': chrome });
    const here = signedBy(await it.guest.post('/api/session', body));
    const { items, next } = (await here.get('/api/sessions')).json();
    expect(next).toBeNull();
    expect(items.map((each: { device: string }) => each.device).sort()).toEqual(['', 'Chrome, Windows']);
    expect(items.find((each: { current: boolean }) => each.current).device).toBe('');
  });

  test('lets one end another session at once, and nobody else’s', async () => {
    const yann = await freshMember('Yann');
    const [here, there] = [signedBy(await yann.signIn()), signedBy(await yann.signIn())];
    const { items } = (await here.get('/api/sessions')).json();
    const other = items.find((each: { current: boolean }) => !each.current);
    const byGrace = await it.as('grace').delete(`/api/sessions/${other.id}`);
    const ofNone = await it.as('grace').delete('/api/sessions/01900000-0000-7000-8000-0000000000ff');
    expect([byGrace.statusCode, byGrace.body]).toEqual([404, ofNone.body]);
    expect((await it.guest.delete(`/api/sessions/${other.id}`)).statusCode).toBe(401);
    expect((await there.get('/api/me')).statusCode).toBe(200);
    expect((await here.delete(`/api/sessions/${other.id}`)).statusCode).toBe(204);
    expect((await there.get('/api/me')).statusCode).toBe(401);
  });

  test('is for who is signed in', async () => {
    expect((await it.guest.get('/api/sessions')).statusCode).toBe(401);
  });
});
