import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import type { Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Retenue', ['grace', 'linus', 'newt']);
});
afterAll(() => t.close());

const finish = (id: string) =>
  t.as('grace').put(`/api/threads/${id}/outcome`, {
    decision: 'Fait',
    again: 'yes',
    questions: ['Qui paie la prise ?'],
  });
/** A case of grace's in which linus has written; finished unless said otherwise. */
async function answered(more: object = {}, isFinished = true): Promise<string> {
  const body = {
    kind: 'case',
    title: 'Un cas commun',
    sheet: { looking_for: 'x' },
    tags: ['commun'],
    ...more,
  };
  const { id } = (await t.as('grace').post('/api/threads', body)).json();
  await t.as('linus').post(`/api/threads/${id}/posts`, { body: 'Mon avis' });
  if (isFinished) await finish(id);
  return id;
}
const learn = (id: string, body: object, who: Name = 'linus') =>
  t.as(who).put(`/api/threads/${id}/lesson`, body);
const thread = async (id: string, who: Name = 'grace') => (await t.as(who).get(`/api/threads/${id}`)).json();
const fine = { learned: 'Le délai compte plus que le prix', question: 'Qui forme les remplaçants ?' };

describe('what a participant learned', () => {
  test('stands in the finished case under their name, and is theirs to change and to take out', async () => {
    const id = await answered();
    expect((await thread(id, 'linus')).can.learn).toBe(true);
    const reply = await learn(id, { ...fine, learned: ' Le délai compte\nplus que le prix ' });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({ ...fine, author: { member: { name: 'Linus Faure' } }, mine: true });
    expect((await thread(id)).lessons).toEqual([{ ...reply.json(), mine: false }]);
    await learn(id, { learned: 'Autre chose' });
    expect((await thread(id)).lessons).toMatchObject([{ learned: 'Autre chose', question: '' }]);
    expect((await t.as('grace').delete(`/api/threads/${id}/lesson`)).statusCode).toBe(404);
    expect((await t.as('linus').delete(`/api/threads/${id}/lesson`)).statusCode).toBe(204);
    expect((await t.as('linus').delete(`/api/threads/${id}/lesson`)).statusCode).toBe(404);
    expect((await thread(id)).lessons).toEqual([]);
  });

  test('is for those whose post stands in it, once it is finished; others change nothing', async () => {
    const id = await answered({}, false);
    expect((await learn(id, fine)).statusCode).toBe(403);
    await finish(id);
    for (const who of ['newt', 'mo', 'ada'] as const) {
      expect((await thread(id, who)).can.learn).toBe(false);
      expect((await learn(id, fine, who)).statusCode).toBe(403);
    }
    const { id: postId } = (await t.as('newt').post(`/api/threads/${id}/posts`, { body: 'Et moi' })).json();
    await t.as('newt').delete(`/api/posts/${postId}`);
    expect((await learn(id, fine, 'newt')).statusCode).toBe(403);
    expect((await t.guest.put(`/api/threads/${id}/lesson`, fine)).statusCode).toBe(401);
    for (const [body, field, code] of [
      [{ learned: ' ' }, 'learned', 'required'],
      [{ learned: 'x'.repeat(301) }, 'learned', 'too_long'],
      [{ question: 'x'.repeat(201) }, 'question', 'too_long'],
    ] as const)
      expect((await learn(id, body)).json().errors).toMatchObject([{ field, code }]);
    expect((await thread(id)).lessons).toEqual([]);
  });

  test('is taken out by a moderator who reads it, with a reason in the log; by nobody else', async () => {
    const id = await answered();
    const lesson = (await learn(id, fine)).json();
    const remove = (who: Name, reason = 'Nomme un client') =>
      t.as(who).post(`/api/moderation/lessons/${lesson.id}/remove`, { reason });
    expect((await remove('grace')).statusCode).toBe(403);
    expect((await remove('mo', ' ')).statusCode).toBe(422);
    expect((await thread(id)).lessons).toHaveLength(1);
    expect((await remove('mo')).statusCode).toBe(204);
    expect((await thread(id)).lessons).toEqual([]);
    const [act] = (await t.as('mo').get(`/api/threads/${id}/acts`)).json().items;
    expect(act).toMatchObject({ kind: 'remove_lesson', reason: 'Nomme un client' });
    expect((await remove('mo')).statusCode).toBe(404);
    const inside = await answered({ audience_id: circle.audienceId });
    const hidden = (await learn(inside, fine)).json();
    const out = await t.as('mo').post(`/api/moderation/lessons/${hidden.id}/remove`, { reason: 'x' });
    expect(out.statusCode).toBe(404);
    expect((await thread(inside)).lessons).toHaveLength(1);
  });

  test('is nothing outside of the circle of its case', async () => {
    const id = await answered({ audience_id: circle.audienceId });
    for (const who of ['mallory', 'mo', 'ada'] as const) {
      const [hidden, random] = [await learn(id, fine, who), await learn(newId(), fine, who)];
      expect([hidden.statusCode, hidden.body]).toEqual([404, random.body]);
      expect((await t.as(who).delete(`/api/threads/${id}/lesson`)).statusCode).toBe(404);
    }
  });

  test('joins the unasked questions, in Knowledge and search, as long as the case is finished', async () => {
    const id = await answered({ tags: ['remplacement'] });
    const found = async (query: string): Promise<string[]> =>
      (await t.as('newt').get(`/api/search?q=${query}`))
        .json()
        .items.map((hit: { found: string }) => hit.found);
    await learn(id, { learned: 'Le préavis se négocie', question: 'Qui forme les vacataires ?' });
    const { items } = (await t.as('newt').get('/api/knowledge/cases?tag=remplacement')).json();
    expect(items).toMatchObject([{ questions: ['Qui paie la prise ?', 'Qui forme les vacataires ?'] }]);
    expect((await t.as('newt').get('/api/knowledge')).json().items).toContainEqual({
      tag: 'remplacement',
      case_count: 1,
      question_count: 2,
    });
    expect([await found('vacataires'), await found('preavis')]).toEqual([['question'], ['outcome']]);
    await t.as('grace').patch(`/api/threads/${id}`, { finished: false });
    expect([await found('vacataires'), await found('preavis')]).toEqual([[], []]);
    expect((await thread(id)).lessons).toEqual([]);
    await finish(id);
    expect(await found('vacataires')).toEqual(['question']);
    await t.as('linus').delete(`/api/threads/${id}/lesson`);
    expect(await found('vacataires')).toEqual([]);
  });
});
