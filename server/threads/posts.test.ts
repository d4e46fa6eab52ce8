import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { openBenchmark } from '../../test/benchmark.ts';
import { makeCard } from '../../test/card.ts';
import { cast } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { newId } from '../database.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };

beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Retail', ['grace', 'linus']);
});
afterAll(() => t.close());

type Who = 'grace' | 'linus' | 'mallory' | 'newt';
const open = async (who: Who, more: object = {}): Promise<string> =>
  (
    await t.as(who).post('/api/threads', { kind: 'discussion', title: 'Sujet', body: 'Ouverture', ...more })
  ).json().id;
const reply = async (who: Who, id: string, body: string) =>
  (await t.as(who).post(`/api/threads/${id}/posts`, { body })).json<{
    id: string;
    position: number;
    change_seq: number;
    version: number;
  }>();
const posts = async (who: Who, id: string, query = '') =>
  (await t.as(who).get(`/api/threads/${id}/posts${query}`)).json();

describe('replying', () => {
  test('appends in order, follows for the writer and counts', async () => {
    const id = await open('grace');
    expect(await reply('linus', id, 'Un **retour** vécu')).toMatchObject({
      position: 2,
      change_seq: 2,
      mine: true,
    });
    const seen = (await t.as('linus').get(`/api/threads/${id}`)).json();
    expect(seen).toMatchObject({ reply_count: 1, follow: 'everything', last_position: 2, head: 2 });
    expect((await posts('grace', id)).items[1]).toMatchObject({
      html: '<p>Un <strong>retour</strong> vécu</p>',
      source: null,
      author: { member: { name: 'Linus Faure' } },
      can: { edit: false, delete: false },
    });
  });

  test('positions have no gap and no double when many write at once', async () => {
    const id = await open('grace');
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => reply(i % 2 ? 'grace' : 'linus', id, `Réponse ${i}`)),
    );
    const all = await posts('grace', id, '?limit=100');
    expect(all.items.map((post: { position: number }) => post.position)).toEqual(
      Array.from({ length: 31 }, (_, i) => i + 1),
    );
    expect(all).toMatchObject({ head: 31, last_position: 31, next: null });
  });

  test('is refused to guests, outside the circle, without text, and for an answer to a foreign post', async () => {
    const id = await open('grace', { audience_id: circle.audienceId });
    const elsewhere = await reply('linus', await open('linus'), 'Ailleurs');
    expect((await t.guest.post(`/api/threads/${id}/posts`, { body: 'x' })).statusCode).toBe(401);
    expect((await t.as('mallory').post(`/api/threads/${id}/posts`, { body: 'x' })).statusCode).toBe(404);
    const empty = await t.as('linus').post(`/api/threads/${id}/posts`, { body: ' \n ' });
    expect(empty.json().errors[0]).toMatchObject({ field: 'body', code: 'required' });
    for (const replyTo of [elsewhere.id, newId()]) {
      const foreign = await t.as('linus').post(`/api/threads/${id}/posts`, { body: 'x', reply_to: replyTo });
      expect([foreign.statusCode, foreign.json().errors]).toEqual([
        422,
        [expect.objectContaining({ code: 'unknown_reference' })],
      ]);
    }
    expect((await posts('grace', id)).items).toHaveLength(1);
  });

  test('a locked thread refuses replies', async () => {
    const id = await open('grace');
    await t.services.pool.query('update threads set locked_at = now() where id = $1', [id]);
    const late = await t.as('grace').post(`/api/threads/${id}/posts`, { body: 'Trop tard' });
    expect([late.statusCode, late.json().code]).toEqual([403, 'locked']);
  });

  test('one key posts once, and another body under it is refused', async () => {
    const id = await open('grace');
    const send = (body: string) =>
      t.as('grace').post(`/api/threads/${id}/posts`, { body }, { 'idempotency-key': 'k1' });
    const replies = await Promise.all(Array.from({ length: 10 }, () => send('Une fois')));
    expect(new Set(replies.map((each) => each.body)).size).toBe(1);
    expect((await send('Autre')).json().code).toBe('key_reused');
    expect((await posts('grace', id)).last_position).toBe(2);
  });

  test('a repeated key answers by today’s rights', async () => {
    const small = await makeCircle(t.services, 'Petit', ['grace', 'newt']);
    const id = await open('newt', { audience_id: small.audienceId });
    const send = () =>
      t.as('newt').post(`/api/threads/${id}/posts`, { body: 'Une fois' }, { 'idempotency-key': 'k2' });
    expect((await send()).statusCode).toBe(201);
    expect((await t.as('newt').post(`/api/circles/${small.id}/leave`)).statusCode).toBe(204);
    expect((await send()).statusCode).toBe(404);
  });
});

describe('reading pages of posts', () => {
  test('after, before, around and changed_after walk the whole thread', async () => {
    const id = await open('grace');
    for (let i = 2; i <= 25; i += 1) await reply('linus', id, `Réponse ${i}`);
    const positions = async (query: string) => {
      const page = await posts('grace', id, query);
      return [page.items.map((post: { position: number }) => post.position), page.previous, page.next];
    };
    expect(await positions('?limit=4')).toEqual([[1, 2, 3, 4], null, 4]);
    expect(await positions('?limit=4&after=4')).toEqual([[5, 6, 7, 8], 5, 8]);
    expect(await positions('?limit=4&before=5')).toEqual([[1, 2, 3, 4], null, 4]);
    expect(await positions('?limit=10&around=12')).toEqual([[7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 7, 16]);
    expect(await positions('?limit=10&around=25')).toEqual([
      [16, 17, 18, 19, 20, 21, 22, 23, 24, 25],
      16,
      null,
    ]);
    expect(await positions('?limit=10&around=9999')).toEqual([
      [16, 17, 18, 19, 20, 21, 22, 23, 24, 25],
      16,
      null,
    ]);
    const changed = await posts('grace', id, '?changed_after=23');
    expect(changed.items.map((post: { change_seq: number }) => post.change_seq)).toEqual([24, 25]);
    expect((await t.as('grace').get(`/api/threads/${id}/posts?after=1&around=2`)).statusCode).toBe(422);
  });
});

describe('editing', () => {
  test('keeps the earlier text in the history and moves the thread’s head', async () => {
    const id = await open('grace');
    const post = await reply('linus', id, 'Premier texte');
    const edited = await t.as('linus').patch(`/api/posts/${post.id}`, { body: 'Second texte', version: 1 });
    expect(edited.json()).toMatchObject({ source: 'Second texte', version: 2, change_seq: 3 });
    const history = (await t.as('grace').get(`/api/posts/${post.id}/versions`)).json();
    expect(history.items).toMatchObject([
      { version: 1, source: 'Premier texte', author: { member: { name: 'Linus Faure' } } },
    ]);
    expect((await posts('grace', id, '?changed_after=2')).items).toMatchObject([
      { position: 2, edited_at: expect.any(String) },
    ]);
  });

  test('on top of another edit answers 409 with the post as it is', async () => {
    const post = await reply('linus', await open('grace'), 'Un');
    await t.as('linus').patch(`/api/posts/${post.id}`, { body: 'Deux', version: 1 });
    const late = await t.as('linus').patch(`/api/posts/${post.id}`, { body: 'Trois', version: 1 });
    expect([late.statusCode, late.json().code, late.json().current.source]).toEqual([
      409,
      'conflict',
      'Deux',
    ]);
  });

  test('is the author’s alone: 401 for guests, 403 for readers, 404 for who does not see it', async () => {
    const id = await open('grace', { audience_id: circle.audienceId });
    const post = await reply('linus', id, 'À moi');
    for (const [caller, status] of [
      [t.guest, 401],
      [t.as('grace'), 403],
      [t.as('mallory'), 404],
      [t.as('mo'), 404],
    ] as const) {
      expect((await caller.patch(`/api/posts/${post.id}`, { body: 'x' })).statusCode).toBe(status);
      expect((await caller.delete(`/api/posts/${post.id}`)).statusCode).toBe(status);
    }
    expect((await posts('grace', id)).items[1]).toMatchObject({ version: 1, state: 'shown' });
  });

  test('may empty the opener of a case, never a reply', async () => {
    const id = await open('grace', { kind: 'case', sheet: { looking_for: 'x' } });
    const opener = (await posts('grace', id)).items[0];
    expect((await t.as('grace').patch(`/api/posts/${opener.id}`, { body: '' })).statusCode).toBe(200);
    const post = await reply('grace', id, 'Du texte');
    expect((await t.as('grace').patch(`/api/posts/${post.id}`, { body: '' })).statusCode).toBe(422);
  });
});

describe('deleting', () => {
  test('leaves a tombstone without text, history or file, at its position', async () => {
    const id = await open('grace');
    const post = await reply('linus', id, 'canari-supprimé');
    await t.as('linus').patch(`/api/posts/${post.id}`, { body: 'canari-supprimé, corrigé' });
    expect((await t.as('linus').delete(`/api/posts/${post.id}`)).statusCode).toBe(204);
    const page = await posts('grace', id, '?changed_after=3');
    expect(page.items).toMatchObject([
      { position: 2, state: 'deleted', html: '', source: null, can: { edit: false, history: false } },
    ]);
    expect((await t.as('linus').get(`/api/posts/${post.id}/versions`)).statusCode).toBe(403);
    const stored = await t.services.pool.query(
      "select 1 from posts where source like '%canari%' union all select 1 from post_versions where source like '%canari%'",
    );
    expect(stored.rowCount).toBe(0);
    expect((await t.as('grace').get(`/api/threads/${id}`)).json().reply_count).toBe(0);
  });

  test('the opener stays', async () => {
    const id = await open('grace');
    const opener = (await posts('grace', id)).items[0];
    expect((await t.as('grace').delete(`/api/posts/${opener.id}`)).statusCode).toBe(403);
  });
});

describe('what a post names', () => {
  test('a mention shows today’s name; a link to an unseen thread shows only the writer’s words', async () => {
    const secret = await open('grace', { title: 'Titre caché', audience_id: circle.audienceId });
    const id = await open('grace');
    await reply(
      'grace',
      id,
      `Voir [@Mal](member:${cast.mallory.id}) et [ce fil](thread:${secret}) et /threads/${secret}`,
    );
    const inside = (await posts('linus', id)).items[1].html;
    const outside = (await posts('mallory', id)).items[1].html;
    expect(inside).toContain('@Mallory Colin</a>');
    expect(inside).toContain('Titre caché');
    expect(outside).not.toContain('Titre caché');
    expect(outside).not.toContain(`href="/threads/${secret}"`);
    const random = newId();
    await reply(
      'grace',
      id,
      `Voir [@Mal](member:${cast.mallory.id}) et [ce fil](thread:${random}) et /threads/${random}`,
    );
    expect((await posts('mallory', id)).items[2].html.replaceAll(random, secret)).toBe(outside);
  });

  test('what is named behind a # has a name for those who may see it, and is nothing to others', async () => {
    const inCircle = { audience_id: circle.audienceId };
    const secret = await open('grace', { title: 'Titre caché', ...inCircle });
    const benchmark = (await openBenchmark(t, { need: 'Besoin caché', ...inCircle })).id;
    const card = await makeCard(t, 'grace', 'Ève Cachée', inCircle);
    const untold = await makeCard(t, 'grace', 'Nour Cachée', {}, false);
    const named = (thread: string, compared: string, ...people: string[]): string =>
      [`thread:${thread}`, `benchmark:${compared}`, ...people.map((person) => `card:${person}`)]
        .map((address) => `[#Caché](${address})`)
        .join(', ');
    const id = await open('grace');
    await reply('grace', id, named(secret, benchmark, card, untold));
    const inside = (await posts('linus', id)).items[1].html;
    for (const name of ['Titre caché', 'Besoin caché', 'Ève Cachée']) expect(inside).toContain(`>${name}`);
    // Until its person was told, a card is its owner's alone.
    expect(inside).toMatch(/, …<\/p>$/);
    expect((await posts('grace', id)).items[1].html).toContain('>Nour Cachée');
    expect((await posts('mallory', id)).items[1].html).toBe('<p>…, …, …, …</p>');
    await reply('grace', id, named(newId(), newId(), newId(), newId()));
    expect((await posts('mallory', id)).items[2].html).toBe('<p>…, …, …, …</p>');
    expect((await t.as('mallory').get('/api/search?q=cach%C3%A9')).json().items).toEqual([]);
    const edited = await reply('grace', id, named(secret, benchmark, card));
    await t.as('grace').patch(`/api/posts/${edited.id}`, { body: 'Sans noms', version: 1 });
    const [version] = (await t.as('mallory').get(`/api/posts/${edited.id}/versions`)).json().items;
    expect(version.source).toBe(named(secret, benchmark, card).replaceAll('Caché', '…'));
  });

  test('a quote leads to its post for who may read it', async () => {
    const id = await open('grace');
    const quoted = await reply('linus', id, 'Mot pour mot');
    await reply('grace', id, `> [@Linus Faure](post:${quoted.id})\n> Mot pour mot\n\nEntièrement d’accord.`);
    expect((await posts('grace', id)).items[2].html).toContain(`href="/threads/${id}?at=2#post-2"`);
  });

  test('an editor gets a text with its ids, and learns nothing of what they name', async () => {
    const id = await open('grace');
    const render = async (thread: string) => {
      const body = { markdown: `[là](thread:${thread})`, with_ids: true };
      return (await t.as('linus').post('/api/render', body)).json().html.replace(thread, 'ID');
    };
    expect(await render(id)).toBe('<p><a class="internal" data-thread="ID">là</a></p>');
    expect(await render('01900000-0000-7000-8000-00000000000b')).toBe(await render(id));
  });

  test('the preview is what will be shown, and refuses what cannot be laid out', async () => {
    expect((await t.as('grace').post('/api/render', { markdown: '8~12 et 3~6' })).json()).toEqual({
      html: '<p>8~12 et 3~6</p>',
    });
    expect(
      (await t.as('grace').post('/api/render', { markdown: `${'> '.repeat(5000)}x` })).json().errors[0],
    ).toMatchObject({ field: 'markdown', code: 'too_deep' });
    expect((await t.guest.post('/api/render', { markdown: 'x' })).statusCode).toBe(401);
  });
});
