import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeApp, makeTwin, type TestApp } from '../../test/app.ts';
import { makeMember } from '../../test/make.ts';
import { password } from '../../test/cast.ts';
import { windowMs } from './rates.ts';

// One sign-in of an address a minute, ten writes and fifty reads of a member.
const rateFactor = 1 / 60;
/** Longer than processes take to tell each other what they counted. */
const sharedMs = 5_000;
/** A test lies within one minute: it counts from zero in the next. */
const testMsMax = 12_000;

let t: TestApp;
let twin: TestApp;
beforeAll(async () => {
  t = await makeApp({ rateFactor });
  twin = await makeTwin(t, { rateFactor });
});
afterAll(async () => {
  await twin.close();
  await t.close();
});
beforeEach(async () => {
  const left = windowMs - (Date.now() % windowMs);
  if (left < testMsMax) await wait(left);
}, 20_000);

const wrong = { email: 'nobody@example.test', password: 'not the password' };
const from = (address: string) => ({ 'x-forwarded-for': address });

/** A member who has not called yet, by their session in both processes. */
async function fresh(name: string, address: string) {
  const { email } = await makeMember(t.services, name, `${name.toLowerCase()}@example.test`);
  const signedIn = await t.guest.post('/api/session', { email, password }, from(address));
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  return [t.with({ cookie }), twin.with({ cookie })] as const;
}

test('signing in is counted by all processes together, of each address apart', async () => {
  const replies = [
    await t.guest.post('/api/session', wrong, from('192.0.2.1')),
    await twin.guest.post('/api/session', wrong, from('192.0.2.1')),
    await t.guest.post('/api/session', wrong, from('192.0.2.2')),
  ];
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([401, 429, 401]);
  expect(replies[1]?.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(replies[1]?.headers['retry-after'])).toBeGreaterThan(0);
});

test('of many tries at once on two processes one is let through', async () => {
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? t : twin).guest.post('/api/session', wrong, from('192.0.2.3')),
    ),
  );
  expect(replies.filter(({ statusCode }) => statusCode === 401).length).toBeLessThanOrEqual(1);
});

test('all routes of a class count as one, and the other process knows within seconds', async () => {
  const [here, there] = await fresh('Rosa', '192.0.2.4');
  const codes = [];
  for (let i = 0; i < 26; i += 1) {
    codes.push((await here.get('/api/me')).statusCode, (await here.get('/api/threads')).statusCode);
  }
  expect(codes.slice(0, 50)).toEqual(Array(50).fill(200));
  expect(codes.slice(50)).toEqual([429, 429]);
  // Each call there makes that process ask within a second.
  await expect
    .poll(async () => (await there.get('/api/circles')).statusCode, { timeout: sharedMs, interval: 500 })
    .toBe(429);
  // Another class of the same member is not full.
  expect((await there.post('/api/today/visit')).statusCode).toBe(204);
});

test('no address and no member’s id is kept', async () => {
  await t.guest.post('/api/session', wrong, from('192.0.2.5'));
  const { rows } = await t.services.pool.query<{ bucket: string }>('select bucket from rate_counts');
  expect(rows.length).toBeGreaterThan(0);
  for (const { bucket } of rows) expect(bucket).toMatch(/^[\w-]{43}$/);
});
