import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SearchReply } from '@cenacle/shared/search/contract.ts';
import { makeApp, makeTwin, type TestApp } from '../../test/app.ts';
import { makeCard } from '../../test/card.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';
import { refreshStatistics } from './statistics-queries.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Cercle des essais', ['grace', 'linus']);
});
afterAll(() => t.close());

async function find(who: Name, query: string): Promise<SearchReply> {
  const reply = await t.as(who).get(`/api/search?${query}`);
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return reply.json();
}
const titles = ({ items }: SearchReply) => items.map((hit) => hit.title.map(({ text }) => text).join(''));
const marked = ({ items }: SearchReply) =>
  items.flatMap(({ title, passage }) =>
    [...title, ...passage].filter(({ mark }) => mark).map(({ text }) => text),
  );

async function openCase(title: string, more: object = {}, who: Name = 'grace'): Promise<string> {
  const reply = await t.as(who).post('/api/threads', {
    kind: 'case',
    title,
    sheet: { looking_for: 'Un retour vécu' },
    ...more,
  });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json().id;
}
const reply = async (who: Name, id: string, body: string): Promise<string> =>
  (await t.as(who).post(`/api/threads/${id}/posts`, { body })).json().id;

describe('search finds', () => {
  beforeAll(async () => {
    await openCase('Conduire une négociation avec un bailleur');
    const summer = await openCase('Embaucher pour l’été en station');
    await reply(
      'linus',
      summer,
      'Les **évaluées** l’an passé reviennent : 12 000 heures, [ici](https://exemple.fr).',
    );
    await openCase('Remplacer un transporteur frontalier défaillant');
    await makeProvider(t.services, 'Charronnerie du Vexin', { summary: 'Bois courbé pour ateliers' });
    await makeCard(t, 'grace', 'Apolline Trouvable', { for_what: 'Courber du bois épais' });
    await refreshStatistics(t.services.db);
  });

  test.each([
    ['negociation', 'Conduire une négociation avec un bailleur', 'négociation'],
    ['NÉGOCIATIONS', 'Conduire une négociation avec un bailleur', 'négociation'],
    ["l'ete", 'Embaucher pour l’été en station', 'été'],
    ['evaluee', 'Embaucher pour l’été en station', 'évaluées'],
    ['12000 heures', 'Embaucher pour l’été en station', 'heures'],
    [
      'remplacer un transporteur frontalier defaillan',
      'Remplacer un transporteur frontalier défaillant',
      'transporteur',
    ],
    [
      'remplacer un transporteeur frontalier défaillant',
      'Remplacer un transporteur frontalier défaillant',
      'frontalier',
    ],
    ['charronnerie', 'Charronnerie du Vexin', 'Charronnerie'],
    ['apolline', 'Apolline Trouvable · Atelier Canari', 'Apolline'],
    ['Linus Faure', 'Linus Faure', 'Linus'],
  ])('%s', async (q, title, mark) => {
    const found = await find('newt', `q=${encodeURIComponent(q)}`);
    expect(titles(found)[0]).toBe(title);
    expect(marked(found)).toContain(mark);
  });

  test('a word that is still being typed', async () => {
    expect(titles(await find('newt', 'q=negoci&typing=1'))[0]).toBe(
      'Conduire une négociation avec un bailleur',
    );
    expect(titles(await find('newt', 'q=charr&typing=1'))[0]).toBe('Charronnerie du Vexin');
  });

  test('a reply under its thread, once, with the way to it', async () => {
    const { items } = await find('newt', 'q=heures+station+été');
    expect(items.filter(({ kind }) => kind === 'thread')).toHaveLength(1);
    const { items: byReply } = await find('newt', 'q=evaluees+heures');
    expect(byReply[0]).toMatchObject({
      kind: 'thread',
      found: 'post',
      position: 2,
      author: { name: 'Linus Faure' },
    });
    expect(byReply[0]?.passage.map(({ text }) => text).join('')).not.toContain('exemple.fr');
  });

  test('phrases, and nothing that is left out', async () => {
    expect(titles(await find('newt', `q=${encodeURIComponent('"bois courbé"')}`))).toEqual([
      'Charronnerie du Vexin',
    ]);
    expect(titles(await find('newt', `q=${encodeURIComponent('bois -épais')}`))).toEqual([
      'Charronnerie du Vexin',
    ]);
    expect(titles(await find('newt', `q=${encodeURIComponent('title:bailleur')}`))).toEqual([
      'Conduire une négociation avec un bailleur',
    ]);
  });

  test('nothing, and says so', async () => {
    expect(await find('newt', 'q=xylographe')).toMatchObject({ items: [], total: 0, counts: [] });
    expect(await find('newt', 'q=%20')).toMatchObject({ corrected: null });
  });
});

describe('filters', () => {
  let finished: string;
  beforeAll(async () => {
    finished = await openCase('Filtrer une poussière fine', { tags: ['atelier'] });
    await t.as('grace').put(`/api/threads/${finished}/outcome`, {
      decision: 'Une hotte à la source',
      again: 'yes',
      questions: ['Qui nettoie le filtre ?'],
    });
    await openCase('Filtrer une eau dure', { audience_id: circle.audienceId });
    await openCase('Filter the dust of a workshop', { language: 'en' }, 'linus');
  });

  test.each([
    ['q=filtrer', ['Filtrer une poussière fine', 'Filtrer une eau dure']],
    ['q=filtrer&state=finished', ['Filtrer une poussière fine']],
    ['q=filtrer+is:finished', ['Filtrer une poussière fine']],
    ['q=filtrer&state=open', ['Filtrer une eau dure']],
    ['q=filtrer&tag=atelier', ['Filtrer une poussière fine']],
    ['q=tag:atelier', ['Filtrer une poussière fine']],
    ['q=filtrer+circle:essais', ['Filtrer une eau dure']],
    ['q=filtrer+author:linus', []],
    ['q=author:linus+dust', ['Filter the dust of a workshop']],
    ['q=filtrer&since=2199-01-01', []],
    ['q=filtrer&until=2199-01-01', ['Filtrer une poussière fine', 'Filtrer une eau dure']],
    ['q=filtrer&kind=provider', []],
    ['q=nettoie', ['Filtrer une poussière fine']],
  ])('%s', async (query, expected) => {
    const found = titles(await find('grace', query)).filter((title) => title.startsWith('Filt'));
    expect(found.sort()).toEqual([...expected].sort());
  });

  test('by circle id, and counts of the other kinds beside', async () => {
    expect(titles(await find('grace', `q=filtrer&circle_id=${circle.id}`))).toEqual(['Filtrer une eau dure']);
    const { counts, total } = await find('grace', 'q=filtrer&kind=card');
    expect(counts).toContainEqual({ kind: 'thread', count: 2 });
    expect(total).toBe(0);
  });
});

test('pages follow one another without gap or double, and a cursor belongs to its query', async () => {
  for (let i = 0; i < 5; i += 1) await openCase(`Paginer le sujet numéro ${'abcde'[i]}`);
  const all = titles(await find('newt', 'q=paginer'));
  const first = await find('newt', 'q=paginer&limit=2');
  const second = await find('newt', `q=paginer&limit=2&after=${first.next}`);
  const third = await find('newt', `q=paginer&limit=2&after=${second.next}`);
  expect([first, second, third].flatMap(titles)).toEqual(all);
  expect(third.next).toBeNull();
  const other = await t.as('newt').get(`/api/search?q=autre&limit=2&after=${first.next}`);
  expect(other.statusCode).toBe(422);
});

describe('rights', () => {
  const secret = 'hydromelerie';
  beforeEach(() => refreshStatistics(t.services.db));

  test('what a member may not read is not found, counted, nor proposed', async () => {
    await openCase(`Vendre une ${secret}`, { audience_id: circle.audienceId, tags: [secret] });
    await refreshStatistics(t.services.db);
    expect(titles(await find('linus', `q=${secret}`))).toEqual([`Vendre une ${secret}`]);
    for (const who of ['newt', 'mo', 'ada'] as const) {
      for (const query of [
        `q=${secret}`,
        `q=hydrom&typing=1`,
        `q=tag:${secret}`,
        `q=hydromeleri`,
        `q="${secret}"`,
      ]) {
        const reply = await t.as(who).get(`/api/search?${query}`);
        expect(reply.body).not.toContain(`Vendre`);
        expect(reply.json()).toMatchObject({ items: [], total: 0, counts: [], corrected: null });
      }
    }
    const { rows } = await t.services.pool.query(
      `select (select count(*) from search_terms where lexeme like 'hydromel%') + (select count(*) from search_words where word like 'hydromel%') as n`,
    );
    expect(Number(rows[0].n)).toBe(0);
  });

  test('the answer is the same, order included, without the rows that a member may not read', async () => {
    const words = ['levier', 'poulie', 'treuil', 'palan', 'cabestan', 'guindeau'];
    // A fixed sequence that looks like chance (Park and Miller's generator).
    let seed = 20_261;
    const dice = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
    for (let i = 0; i < 40; i += 1) {
      const text = Array.from({ length: 3 + dice(6) }, () => words[dice(words.length)]).join(' ');
      await openCase(`Sujet ${text}`, {
        ...(dice(2) === 0 ? { audience_id: circle.audienceId } : {}),
        ...(dice(5) === 0 ? { language: 'en' } : {}),
      });
    }
    await refreshStatistics(t.services.db);
    const queries = [
      ...words,
      'levier+poulie',
      'treuil+palan+inconnu',
      'cabestn',
      '%22palan+treuil%22',
      'guin&typing=1',
      'levier&sort=date',
      'sujet&kind=thread',
      'poulie+-treuil',
    ];
    const ask = () => Promise.all(queries.map((q) => find('newt', `q=${q}&limit=50`)));
    const before = await ask();
    const readable = new Set(
      (
        await t.services.pool.query(
          `select id from threads where audience_id = '00000000-0000-7000-8000-000000000001'`,
        )
      ).rows.map(({ id }) => id),
    );
    for (const { items } of before)
      for (const { id, kind } of items) if (kind === 'thread') expect(readable).toContain(id);
    const gone = await t.services.pool.query(
      `delete from search_docs where audience_id <> '00000000-0000-7000-8000-000000000001'`,
    );
    expect(gone.rowCount).toBeGreaterThan(10);
    expect(await ask()).toEqual(before);
    await refreshStatistics(t.services.db);
    expect(await ask()).toEqual(before);
    await t.services.pool.query(
      `do $$ declare e record; begin for e in select kind, array_agg(id) ids from search_sources group by kind loop
        perform refresh_search(e.kind, e.ids); end loop; end $$`,
    );
  });
});

describe('the row of a thing', () => {
  const drift = async () => {
    const { rows } = await t.services.pool.query(`
      (select kind, id::text, group_id, audience_id, language, signed_member_id, tags, finished, title, body, expires_at from search_docs
        except select kind, id::text, group_id, audience_id, language, signed_member_id, tags, finished, title, body, expires_at from search_sources)
      union all
      (select kind, id::text, group_id, audience_id, language, signed_member_id, tags, finished, title, body, expires_at from search_sources
        except select kind, id::text, group_id, audience_id, language, signed_member_id, tags, finished, title, body, expires_at from search_docs)`);
    return rows;
  };

  test('follows it at once: written, changed, moved, finished, reopened, deleted', async () => {
    const found = async (word: string) => (await find('grace', `q=${word}`)).items.length;
    const id = await openCase('Suivre un zeppelin');
    expect(await found('zeppelin')).toBe(1);
    const post = await reply('grace', id, 'Une montgolfière ferait mieux.');
    expect(await found('montgolfiere')).toBe(1);
    await t.as('grace').patch(`/api/posts/${post}`, { body: 'Un autogire ferait mieux.' });
    expect([await found('montgolfiere'), await found('autogire')]).toEqual([0, 1]);
    await t.as('grace').delete(`/api/posts/${post}`);
    expect(await found('autogire')).toBe(0);
    await t.as('grace').patch(`/api/threads/${id}`, { title: 'Suivre un dirigeable' });
    expect([await found('zeppelin'), await found('dirigeable')]).toEqual([0, 1]);
    await t
      .as('grace')
      .put(`/api/threads/${id}/outcome`, { decision: 'Un cerf-volant', again: 'no', questions: [] });
    expect(await found('cerf-volant')).toBe(1);
    await t.as('grace').patch(`/api/threads/${id}`, { finished: false });
    expect(await found('volant')).toBe(0);
    await t.services.pool.query(`update threads set audience_id = $2 where id = $1`, [id, circle.audienceId]);
    expect((await find('newt', 'q=dirigeable')).items).toEqual([]);
    expect(await drift()).toEqual([]);
  });

  test('of a card waits for its person, and goes with it; of a member goes with a suspension', async () => {
    const id = await makeCard(t, 'grace', 'Bertille Cherchée', {}, false);
    expect((await find('grace', 'q=bertille')).items).toEqual([]);
    await t.as('grace').post(`/api/cards/${id}/attestation`, {
      on: new Date().toISOString().slice(0, 10),
      means: 'De vive voix',
    });
    expect((await find('newt', 'q=bertille')).items).toHaveLength(1);
    await t.services.pool.query(`update cards set expires_at = now() - interval '1 hour' where id = $1`, [
      id,
    ]);
    expect((await find('newt', 'q=bertille')).items).toEqual([]);
    await t.as('grace').delete(`/api/cards/${id}`);
    await t.services.pool.query(`update members set state = 'suspended' where id = $1`, [cast.mallory.id]);
    expect((await find('grace', 'q=mallory')).items).toEqual([]);
    await t.services.pool.query(`update members set state = 'active' where id = $1`, [cast.mallory.id]);
    expect(await drift()).toEqual([]);
  });

  test('is written and rolled back with its thing', async () => {
    const broken = t.services.db.transaction(async (tx) => {
      await tx.execute(`update threads set title = 'Un hélicon' where title = 'Suivre un dirigeable'`);
      throw new Error('Something else failed.');
    });
    await expect(broken).rejects.toThrow('Something else failed.');
    expect((await find('grace', 'q=helicon')).items).toEqual([]);
    expect(await drift()).toEqual([]);
  });
});

describe('a slip of the pen', () => {
  beforeAll(async () => {
    for (const each of ['un', 'deux', 'trois']) await openCase(`Délivrabilité des messages, partie ${each}`);
    await refreshStatistics(t.services.db);
  });

  test('is mended to a word that several open documents have, and can be searched as typed', async () => {
    const found = await find('newt', 'q=delivrablité+messages');
    expect(found.corrected).toBe('delivrabilite messages');
    expect(titles(found)[0]).toMatch(/^Délivrabilité/);
    const asTyped = await find('newt', 'q=delivrablité&as_typed=1');
    expect(asTyped).toMatchObject({ corrected: null, items: [] });
  });

  test('is no slip where the reader can read the word', async () => {
    await openCase('Le Délivrabilitor est un nom', { audience_id: circle.audienceId });
    expect((await find('linus', 'q=délivrabilitor')).corrected).toBeNull();
  });
});

test('a start does not wait until everything is counted', async () => {
  const { pool } = t.services;
  await pool.query('delete from search_totals');
  const client = await pool.connect();
  await client.query('begin; lock table search_totals in access exclusive mode');
  const from = performance.now();
  const twin = await makeTwin(t);
  try {
    await twin.app.listen({ port: 0, host: '127.0.0.1' });
    expect(performance.now() - from).toBeLessThan(4_000);
    await client.query('rollback');
    const counted = async () =>
      Number((await pool.query('select count(*) from search_totals')).rows[0].count);
    await expect.poll(counted, { timeout: 10_000 }).toBeGreaterThan(0);
  } finally {
    client.release();
    await twin.close();
  }
});
