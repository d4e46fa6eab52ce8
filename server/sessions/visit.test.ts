import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp, type Caller, type TestApp } from '../../test/app.ts';
import { makeCircle } from '../../test/make.ts';
import { countStatements } from '../../test/statements.ts';
import { visits, type Visit } from '../http/visit.ts';

let t: TestApp;
let linus: Caller;
beforeAll(async () => {
  t = await makeApp();
  linus = t.as('linus');
  await linus.headers();
});
afterAll(() => t.close());

const visit = (): Visit => ({ inject: t.app.inject.bind(t.app), address: '', signed: null, changed: false });
const asksWho = (statement: string) => statement.includes('"sessions"."token_hash" = ');

test('what a page asks of the API asks only once who reads', async () => {
  const { value: replies, statements } = await countStatements(() =>
    visits.run(visit(), async () => [
      ...(await Promise.all([linus.get('/api/me'), linus.get('/api/threads'), linus.get('/api/circles')])),
      await linus.get('/api/tags'),
    ]),
  );
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  expect(statements.filter(asksWho)).toHaveLength(1);
});

test('a page whose form changes something sees with the rights that it has then', async () => {
  const circle = await makeCircle(t.services, 'Cercle du jour', ['grace', 'linus']);
  const open = `/api/circles/${circle.id}`;
  await visits.run(visit(), async () => {
    expect((await linus.get(open)).statusCode).toBe(200);
    expect((await linus.post(`${open}/leave`)).statusCode).toBeLessThan(300);
    expect((await linus.get(open)).statusCode).toBe(404);
  });
});

test('another cookie in the same page is another reader', async () => {
  await visits.run(visit(), async () => {
    const first = (await linus.get('/api/me')).json();
    const second = (await t.as('grace').get('/api/me')).json();
    expect([first.member.name, second.member.name]).toEqual(['Linus Faure', 'Grace Morel']);
    expect((await t.guest.get('/api/me')).statusCode).toBe(401);
  });
});
