import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../test/app.ts';
import { countStatements } from '../test/statements.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const named = async (ask: () => Promise<unknown>): Promise<string[]> =>
  (await countStatements(ask)).sent.filter(({ name }) => name).map(({ text }) => text);

test('a read that is sent often is planned once, the same for every member; searches and writes are not', async () => {
  const list = (who: 'grace' | 'linus') => t.as(who).get('/api/threads?tag=plans');
  for (let i = 0; i < 3; i += 1) await list('grace');
  expect(
    (await named(() => list('linus'))).filter((text) => text.includes('"threads"."tags" @>')),
  ).toHaveLength(1);
  const search = () => t.as('grace').get('/api/search?q=plan');
  for (let i = 0; i < 4; i += 1) await search();
  expect((await named(search)).filter((text) => text.includes('search_'))).toEqual([]);
});

test('what another member may see is not given to this one, though the plan is the same', async () => {
  const opened = await t.as('grace').post('/api/threads', {
    kind: 'discussion',
    title: 'Nommé',
    body: 'Pour deux',
    member_ids: [(await t.as('mo').get('/api/me')).json().member.id],
  });
  const { id } = opened.json();
  for (let i = 0; i < 5; i += 1) {
    expect((await t.as('grace').get(`/api/threads/${id}`)).statusCode).toBe(200);
    expect((await t.as('mallory').get(`/api/threads/${id}`)).statusCode).toBe(404);
  }
});
