import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';

let t: TestApp;

beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

type Who = 'grace' | 'linus' | 'newt';
const open = async (who: Who, more: object = {}): Promise<string> =>
  (
    await t.as(who).post('/api/threads', { kind: 'discussion', title: 'Sujet', body: 'Ouverture', ...more })
  ).json().id;
const reply = async (who: Who, id: string, body = 'Une réponse') =>
  (await t.as(who).post(`/api/threads/${id}/posts`, { body })).json<{ id: string; position: number }>();
const read = async (who: Who, id: string, position: number, back = false) =>
  (await t.as(who).put(`/api/threads/${id}/read`, { position, ...(back ? { back } : {}) })).json();
const state = async (who: Who, id: string) => (await t.as(who).get(`/api/threads/${id}`)).json().read;
const counter = async (who: Who): Promise<number> => (await t.as(who).get('/api/me')).json().unread_threads;

describe('unread', () => {
  test('counts only threads followed or visited', async () => {
    const id = await open('grace');
    await reply('grace', id);
    expect(await state('linus', id)).toEqual({ position: 0, first_unread: null, unread: 0 });
    await read('linus', id, 1);
    expect(await state('linus', id)).toEqual({ position: 1, first_unread: 2, unread: 1 });
    await t.as('newt').put(`/api/threads/${id}/follow`, { level: 'everything' });
    expect((await state('newt', id)).unread).toBe(2);
    await read('linus', id, 2);
    await read('newt', id, 2);
  });

  test('one’s own posts are never unread, and what others wrote between them stays so', async () => {
    const id = await open('grace');
    await read('linus', id, 1);
    await reply('grace', id);
    await reply('linus', id);
    await reply('grace', id);
    expect(await state('linus', id)).toEqual({ position: 1, first_unread: 2, unread: 2 });
    expect((await state('grace', id)).unread).toBe(1);
    await read('linus', id, 4);
    expect(await state('linus', id)).toEqual({ position: 4, first_unread: null, unread: 0 });
    await read('grace', id, 4);
  });

  test('the mark moves forward only, unless the member asks for it, and never past the end', async () => {
    const id = await open('grace');
    await reply('grace', id);
    expect(await read('linus', id, 99)).toMatchObject({ position: 2, unread: 0 });
    expect(await read('linus', id, 1)).toMatchObject({ position: 2, unread: 0 });
    expect(await read('linus', id, 1, true)).toMatchObject({ position: 1, unread: 1 });
    expect(await read('linus', id, 2)).toMatchObject({ position: 2, unread: 0, unread_threads: 0 });
  });

  test('a deleted post is not unread', async () => {
    const id = await open('grace');
    await read('linus', id, 1);
    const post = await reply('grace', id);
    expect(await counter('linus')).toBe(1);
    await t.as('grace').delete(`/api/posts/${post.id}`);
    expect((await state('linus', id)).unread).toBe(0);
    expect(await counter('linus')).toBe(0);
  });

  test('what was written before a member joined lies below their floor', async () => {
    const id = await open('grace');
    await reply('grace', id);
    await t.services.pool.query("update posts set created_at = '2020-01-01' where thread_id = $1", [id]);
    await t.as('newt').put(`/api/threads/${id}/follow`, { level: 'everything' });
    expect((await state('newt', id)).unread).toBe(0);
    await reply('grace', id);
    expect(await state('newt', id)).toMatchObject({ first_unread: 3, unread: 1 });
    await read('newt', id, 3);
  });

  test('a member who is named finds that post unread, and the list can show unread threads alone', async () => {
    const id = await open('grace', { title: 'Vous cite' });
    await reply('linus', id);
    await reply('grace', id, `Qu’en pense [@Newt](member:${cast.newt.id}) ?`);
    expect(await state('newt', id)).toEqual({ position: 2, first_unread: 3, unread: 1 });
    const unread = (await t.as('newt').get('/api/threads?unread=1')).json();
    expect(
      unread.items.map((row: { title: string; unread: number; mentions_me: boolean }) => row),
    ).toMatchObject([{ title: 'Vous cite', unread: 1, mentions_me: true }]);
    await read('newt', id, 3);
    expect((await t.as('newt').get('/api/threads?unread=1')).json().items).toEqual([]);
  });

  test('guests and outsiders move no mark', async () => {
    const id = await open('grace', { member_ids: [cast.linus.id] });
    expect((await t.guest.put(`/api/threads/${id}/read`, { position: 1 })).statusCode).toBe(401);
    for (const path of ['read', 'follow']) {
      const body = path === 'read' ? { position: 1 } : { level: 'everything' };
      expect((await t.as('newt').put(`/api/threads/${id}/${path}`, body)).statusCode).toBe(404);
    }
    const rows = await t.services.pool.query('select 1 from reads where member_id = $1 and thread_id = $2', [
      cast.newt.id,
      id,
    ]);
    expect(rows.rowCount).toBe(0);
    expect((await t.as('grace').put(`/api/threads/${id}/read`, { position: -1 })).statusCode).toBe(422);
  });
});

describe('today', () => {
  test('shows who waits for me, what moved since the last visit, and my open cases', async () => {
    const before = (await t.as('linus').get('/api/today')).json();
    expect(before.since).toBeNull();
    await t.as('linus').post('/api/today/visit');
    t.travel(60 * 60_000);
    const asked = await open('grace', { title: 'On vous attend' });
    await reply('grace', asked, `[@Linus](member:${cast.linus.id}), vous aviez vécu cela ?`);
    await reply('newt', asked, 'Moi aussi, cela m’intéresse.');
    await open('grace', { title: 'A bougé' });
    const mine = await t
      .as('linus')
      .post('/api/threads', { kind: 'case', title: 'Mon cas', sheet: { looking_for: 'x' } });
    await t.as('linus').post('/api/today/visit');
    const today = (await t.as('linus').get('/api/today')).json();
    const titlesOf = (rows: { title: string }[]) => rows.map((row) => row.title);
    expect(new Date(today.since).getTime()).toBeGreaterThan(0);
    expect(today.waiting).toMatchObject([
      { reason: 'mention', by: { member: { name: 'Grace Morel' } }, thread: { title: 'On vous attend' } },
    ]);
    expect(titlesOf(today.moved)).toEqual(['A bougé']);
    expect(today.moved_count).toBe(2);
    expect(titlesOf(today.mine)).toEqual(['Mon cas']);
    expect(mine.statusCode).toBe(201);
    // Reading is no answer.
    await read('linus', asked, 3);
    expect((await t.as('linus').get('/api/today')).json().waiting).toHaveLength(1);
    await reply('linus', asked, 'Oui, deux fois.');
    expect((await t.as('linus').get('/api/today')).json().waiting).toEqual([]);
  });

  test('a case that I follow and that wants its answer soon waits for me until I write', async () => {
    const soon = new Date(t.services.clock().getTime() + 86_400_000).toISOString().slice(0, 10);
    const id = await open('grace', {
      kind: 'case',
      title: 'Demain',
      body: 'x',
      sheet: { looking_for: 'x', wanted_by: soon },
    });
    await t.as('newt').put(`/api/threads/${id}/follow`, { level: 'everything' });
    const waiting = async () =>
      (await t.as('newt').get('/api/today')).json().waiting.map((row: { reason: string }) => row.reason);
    expect(await waiting()).toContain('wanted_by');
    await reply('newt', id);
    expect(await waiting()).not.toContain('wanted_by');
  });
});

describe('drafts', () => {
  test('are kept as typed, for their writer alone, and can be thrown away', async () => {
    const content = { title: 'Un bro', body: '  pas fini', wanted_by: 'jeudi ?' };
    const saved = await t.as('grace').put('/api/drafts/new-case', { content });
    expect(saved.json()).toMatchObject({ key: 'new-case', content });
    expect((await t.as('grace').get('/api/drafts/new-case')).json().content).toEqual(content);
    expect((await t.as('grace').get('/api/drafts')).json().items).toMatchObject([
      { key: 'new-case', title: 'Un bro' },
    ]);
    expect((await t.as('linus').get('/api/drafts/new-case')).statusCode).toBe(404);
    expect((await t.guest.put('/api/drafts/new-case', { content })).statusCode).toBe(401);
    expect(
      (await t.as('grace').put('/api/drafts/new-case', { content: { body: 'x'.repeat(50_001) } })).statusCode,
    ).toBe(422);
    expect((await t.as('grace').delete('/api/drafts/new-case')).statusCode).toBe(204);
    expect((await t.as('grace').get('/api/drafts/new-case')).statusCode).toBe(404);
  });
});
