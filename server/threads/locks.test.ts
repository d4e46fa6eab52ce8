import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

test('who answers and marks a thread read at the same moment, for the first time, succeeds in both', async () => {
  const body = { kind: 'discussion', title: 'Deux gestes à la fois', body: 'Ouverture' };
  for (let round = 0; round < 12; round += 1) {
    const { id } = (await t.as('grace').post('/api/threads', body)).json();
    const replies = await Promise.all([
      t.as('linus').put(`/api/threads/${id}/read`, { position: 1 }),
      t.as('linus').post(`/api/threads/${id}/posts`, { body: 'Ma réponse' }),
      t.as('linus').put(`/api/threads/${id}/read`, { position: 1 }),
      t.as('linus').put(`/api/threads/${id}/follow`, { level: 'everything' }),
    ]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 201, 200, 200]);
  }
});
