import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, Work } from '@cenacle/shared/knowledge/contract.ts';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { makeCard, makeEngagement, vouchOn } from '../../test/card.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Cercle du savoir', ['grace', 'linus']);
});
afterAll(() => t.close());

async function finish(title: string, more: object = {}, questions: string[] = []): Promise<string> {
  const sheet = { looking_for: 'Un retour' };
  const opened = await t.as('grace').post('/api/threads', { kind: 'case', title, sheet, ...more });
  const { id } = opened.json();
  await t
    .as('grace')
    .put(`/api/threads/${id}/outcome`, { decision: `Décision de ${title}`, again: 'yes', questions });
  return id;
}
const findings = async (who: Name, query = ''): Promise<Finding[]> =>
  (await t.as(who).get(`/api/knowledge/cases${query}`)).json().items;
const titlesOf = (items: { title: string }[]) => items.map(({ title }) => title);

describe('knowledge', () => {
  test('is the finished cases that one reads, by tag, with their questions', async () => {
    await finish('Isoler un toit', { tags: ['chantier'] }, ['Qui assure ?', 'Et la pluie ?']);
    await finish('Isoler un mur', { tags: ['chantier'], audience_id: circle.audienceId }, ['Et le voisin ?']);
    await t.as('grace').post('/api/threads', {
      kind: 'case',
      title: 'Isoler encore ouvert',
      sheet: { looking_for: 'x' },
      tags: ['chantier'],
    });
    const tagsOf = async (who: Name) => (await t.as(who).get('/api/knowledge')).json().items;
    expect(await tagsOf('linus')).toEqual([{ tag: 'chantier', case_count: 2, question_count: 3 }]);
    expect(await tagsOf('newt')).toEqual([{ tag: 'chantier', case_count: 1, question_count: 2 }]);
    const [seen] = await findings('newt', '?tag=Chantier');
    expect(seen).toMatchObject({
      title: 'Isoler un toit',
      decision: 'Décision de Isoler un toit',
      questions: ['Qui assure ?', 'Et la pluie ?'],
      pin: null,
    });
    expect((await t.as('newt').get('/api/knowledge/cases')).body).not.toContain('mur');
  });

  test('opens with what moderators pinned, in their order, each for who reads it', async () => {
    const ids = [];
    for (const each of ['un', 'deux', 'trois'])
      ids.push(await finish(`Chauffer ${each}`, { tags: ['chauffage'] }));
    const closed = await finish('Chauffer à part', { tags: ['chauffage'], audience_id: circle.audienceId });
    const pin = (who: Name, threadIds: unknown[]) =>
      t.as(who).put('/api/knowledge/pins', { tag: 'chauffage', thread_ids: threadIds });
    expect((await pin('grace', [ids[0]])).statusCode).toBe(403);
    for (const bad of [closed, newId(), await finish('Autre sujet', { tags: ['autre'] })])
      expect((await pin('mo', [bad])).json().errors[0].code).toBe('unknown_reference');
    expect((await pin('mo', [ids[2], ids[0]])).statusCode).toBe(204);
    const all = await findings('newt', '?tag=chauffage');
    expect(titlesOf(all)).toEqual(['Chauffer trois', 'Chauffer un', 'Chauffer deux']);
    expect(all.map(({ pin: place }) => place)).toEqual([1, 2, null]);
    const first = (await t.as('newt').get('/api/knowledge/cases?tag=chauffage&limit=2')).json();
    const rest = (
      await t.as('newt').get(`/api/knowledge/cases?tag=chauffage&limit=2&after=${first.next}`)
    ).json();
    expect(titlesOf([...first.items, ...rest.items])).toEqual(titlesOf(all));
    expect((await pin('mo', [])).statusCode).toBe(204);
    expect((await findings('newt', '?tag=chauffage')).every(({ pin: place }) => place === null)).toBe(true);
  });
});

test('what a member has done is what the reader may see of it', async () => {
  await finish('Recruter à part', { audience_id: circle.audienceId });
  const card = await makeCard(t, 'linus', 'Honorine Louable');
  const closedCard = await makeCard(t, 'linus', 'Gontran Caché', { audience_id: circle.audienceId });
  const engagement = await makeEngagement(t, 'grace');
  for (const id of [card, closedCard]) await t.as('grace').put(`/api/cards/${id}/vouch`, vouchOn(engagement));
  const workOf = async (who: Name): Promise<Work> =>
    (await t.as(who).get(`/api/members/${cast.grace.id}/work`)).json();
  const [inside, outside] = [await workOf('linus'), await workOf('newt')];
  expect(inside.finished_case_count).toBeGreaterThan(outside.finished_case_count);
  expect(inside.finished_cases.map(({ title }) => title)).toContain('Recruter à part');
  expect([inside.vouch_count, outside.vouch_count]).toEqual([2, 1]);
  expect(outside.vouches).toEqual([expect.objectContaining({ name: 'Honorine Louable' })]);
  expect(JSON.stringify(outside)).not.toMatch(/à part|Gontran/);
  expect((await t.as('newt').get(`/api/members/${newId()}/work`)).statusCode).toBe(404);
});
