import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import type { Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

async function open(more: object = {}): Promise<string> {
  const body = { kind: 'case', title: 'Qui aide ?', sheet: { looking_for: 'x' }, ...more };
  return (await t.as('grace').post('/api/threads', body)).json().id;
}
const write = async (id: string, body: string, who: Name = 'linus'): Promise<string> =>
  (await t.as(who).post(`/api/threads/${id}/posts`, { body })).json().id;
const mark = (postId: string, helpful = true, who: Name = 'grace') =>
  t.as(who).put(`/api/posts/${postId}/helpful`, { helpful });
const close = (id: string, helpful?: string[]) =>
  t.as('grace').put(`/api/threads/${id}/outcome`, {
    decision: 'Fait',
    again: 'yes',
    ...(helpful ? { helpful_post_ids: helpful } : {}),
  });
const helpfulOf = async (id: string) => (await t.as('newt').get(`/api/threads/${id}`)).json().helpful;

describe('what helped', () => {
  test('is said by the author, while the case is open and when it is closed', async () => {
    const id = await open();
    const [first, second] = [await write(id, '> Cité\n\nPrenez **deux** devis'), await write(id, 'Non')];
    expect((await mark(second)).json()).toEqual({ helpful: true });
    expect(await helpfulOf(id)).toMatchObject([{ post_id: second, position: 3 }]);
    expect((await mark(second, false)).json()).toEqual({ helpful: false });
    expect((await close(id, [first])).statusCode).toBe(200);
    expect(await helpfulOf(id)).toMatchObject([
      { post_id: first, position: 2, text: 'Prenez deux devis', author: { member: { name: 'Linus Faure' } } },
    ]);
    // A correction that does not speak of it leaves it, a reopening too.
    await close(id);
    await t.as('grace').patch(`/api/threads/${id}`, { finished: false });
    expect(await helpfulOf(id)).toMatchObject([{ post_id: first }]);
  });

  test('is not shown once it is deleted or hidden, and is again when it is restored', async () => {
    const id = await open();
    const [gone, hidden] = [await write(id, 'À retirer'), await write(id, 'À masquer')];
    await close(id, [gone, hidden]);
    await t.as('linus').delete(`/api/posts/${gone}`);
    await t.as('mo').post(`/api/moderation/posts/${hidden}/hide`, { reason: 'Essai' });
    expect(await helpfulOf(id)).toEqual([]);
    expect((await t.as('newt').get(`/api/threads/${id}/excerpts`)).body).not.toMatch(/retirer|masquer/);
    await t.as('mo').post(`/api/moderation/posts/${hidden}/restore`, { reason: 'Essai' });
    expect(await helpfulOf(id)).toMatchObject([{ post_id: hidden }]);
  });

  test('is the author’s to say; others, and what opens the case, change nothing', async () => {
    const id = await open();
    const post = await write(id, 'Mon avis');
    for (const who of ['linus', 'mo', 'ada'] as const)
      expect((await mark(post, true, who)).statusCode).toBe(403);
    expect((await t.guest.put(`/api/posts/${post}/helpful`, { helpful: true })).statusCode).toBe(401);
    expect((await t.as('grace').put(`/api/posts/${post}/helpful`, {})).statusCode).toBe(422);
    const { items } = (await t.as('grace').get(`/api/threads/${id}/posts`)).json();
    expect((await mark(items[0].id)).statusCode).toBe(403);
    const elsewhere = await write(await open(), 'Ailleurs');
    for (const bad of [elsewhere, newId(), items[0].id])
      expect((await close(id, [post, bad])).json().errors).toMatchObject([
        { field: 'helpful_post_ids.1', code: 'unknown_reference' },
      ]);
    expect((await t.as('grace').get(`/api/threads/${id}`)).json()).toMatchObject({
      helpful: [],
      finished_at: null,
      can: { helpful: true },
    });
    for (let i = 0; i < 12; i += 1) await mark(await write(id, `Avis ${i}`));
    expect((await mark(post)).json().errors).toMatchObject([{ field: 'helpful', code: 'too_many' }]);
  });

  test('is said anew where threads are merged', async () => {
    const [from, into] = [await open(), await open({ title: 'Le même, ailleurs' })];
    const post = await write(from, 'Une réponse qui suit');
    await mark(post);
    const merged = await t
      .as('mo')
      .post(`/api/moderation/threads/${from}/merge`, { into_id: into, reason: 'Le même sujet' });
    expect(merged.statusCode).toBeLessThan(300);
    expect(await helpfulOf(into)).toEqual([]);
    expect((await mark(post)).json()).toEqual({ helpful: true });
    expect(await helpfulOf(into)).toMatchObject([{ post_id: post }]);
  });

  test('of a circle is nothing outside', async () => {
    const circle = await makeCircle(t.services, 'Aide', ['grace', 'linus']);
    const id = await open({ audience_id: circle.audienceId });
    const post = await write(id, 'Entre nous');
    for (const who of ['newt', 'mo', 'ada'] as const) {
      const [hidden, random] = [await mark(post, true, who), await mark(newId(), true, who)];
      expect([hidden.statusCode, hidden.body]).toEqual([404, random.body]);
      expect((await t.as(who).get(`/api/threads/${id}/excerpts`)).statusCode).toBe(404);
    }
  });

  test('is chosen from the answers, page after page', async () => {
    const id = await open();
    for (const text of ['un', 'deux', 'trois']) await write(id, text);
    const page = async (query: string) =>
      (await t.as('linus').get(`/api/threads/${id}/excerpts?limit=2${query}`)).json();
    const first = await page('');
    expect(first.items.map(({ text }: { text: string }) => text)).toEqual(['un', 'deux']);
    expect(await page(`&after=${first.next}`)).toMatchObject({ items: [{ text: 'trois' }], next: null });
  });
});
