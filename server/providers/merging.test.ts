import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { makeProvider } from '../../test/make.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const merge = (id: string | undefined, into: string | undefined) =>
  t.as('mo').post(`/api/providers/${id}/merge`, { into, reason: 'Essai' });
const show = async (id: string) => (await t.as('newt').get(`/api/providers/${id}`)).json();
const names = async (query: string) =>
  (await t.as('newt').get(`/api/providers${query}`)).json().items.map(({ name }: { name: string }) => name);
const openCase = async (title: string): Promise<string> =>
  (
    await t.as('grace').post('/api/threads', { kind: 'case', title, sheet: { looking_for: 'Un avis' } })
  ).json().id;

describe('merging', () => {
  test('leads names, facts and choices to the other, and the address too', async () => {
    const winner = await makeProvider(t.services, 'Grand Large');
    const loser = (
      await t.as('grace').post('/api/providers', {
        name: 'Grande Largeur',
        place: 'Brest',
        distinct_from: [winner],
      })
    ).json().id;
    const opened = await t.as('grace').post('/api/threads', {
      kind: 'case',
      title: 'Choisir un large',
      sheet: { looking_for: 'Un avis' },
    });
    await t.as('grace').put(`/api/threads/${opened.json().id}/outcome`, {
      decision: 'Les deux',
      again: 'yes',
      provider_ids: [loser, winner],
    });
    const reply = await t.as('mo').post(`/api/providers/${loser}/merge`, { into: winner, reason: 'Essai' });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({ id: winner, other_names: ['Grande Largeur'], place: 'Brest' });
    expect((await t.as('newt').get(`/api/providers/${loser}`)).json()).toMatchObject({
      id: winner,
      finished_cases: [{ title: 'Choisir un large' }],
    });
    const outcome = (await t.as('newt').get(`/api/threads/${opened.json().id}`)).json().outcome;
    expect(outcome.providers).toEqual([{ id: winner, name: 'Grand Large', kind: 'firm' }]);
    expect(await names('?q=grande largeur')).toContain('Grand Large');
    expect(await names('')).not.toContain('Grande Largeur');
    // What led to the loser leads to the winner after another merge too.
    const third = await makeProvider(t.services, 'Plein Cap');
    await t.as('mo').post(`/api/providers/${winner}/merge`, { into: third, reason: 'Essai' });
    expect((await t.as('newt').get(`/api/providers/${loser}`)).json().id).toBe(third);
    const chosen = await t.as('grace').put(`/api/threads/${opened.json().id}/outcome`, {
      decision: 'Celui d’alors',
      again: 'yes',
      provider_ids: [loser],
    });
    expect(chosen.json().providers).toMatchObject([{ id: third }]);
  });

  test('is a moderator’s, in a session, and never into itself', async () => {
    const [one, two] = [await makeProvider(t.services, 'Un'), await makeProvider(t.services, 'Deux')];
    expect(
      (await t.guest.post(`/api/providers/${one}/merge`, { into: two, reason: 'Essai' })).statusCode,
    ).toBe(401);
    expect(
      (await t.as('grace').post(`/api/providers/${one}/merge`, { into: two, reason: 'Essai' })).statusCode,
    ).toBe(403);
    expect(
      (await t.as('mo').post(`/api/providers/${one}/merge`, { into: one, reason: 'Essai' })).statusCode,
    ).toBe(422);
    const unknown = await t.as('mo').post(`/api/providers/${one}/merge`, { into: newId(), reason: 'Essai' });
    expect(unknown.json().errors).toMatchObject([{ field: 'into', code: 'unknown_reference' }]);
    expect(
      (await t.as('mo').post(`/api/providers/${newId()}/merge`, { into: one, reason: 'Essai' })).statusCode,
    ).toBe(404);
    const shapeless = await t.as('mo').post(`/api/providers/${one}/merge`, { into: 'deux', reason: 'Essai' });
    expect(shapeless.json().errors).toMatchObject([{ field: 'into', code: 'bad_format' }]);
    expect((await show(one)).id).toBe(one);
    expect((await show(two)).id).toBe(two);
  });

  test('is done once, and into a merged one leads where that one went', async () => {
    const ids = [];
    for (const name of ['Ancre', 'Bouée', 'Corde']) ids.push(await makeProvider(t.services, name));
    const [anchor, buoy, rope] = ids;
    expect((await merge(anchor, buoy)).json().id).toBe(buoy);
    expect((await merge(anchor, rope)).statusCode).toBe(404);
    expect((await merge(buoy, anchor)).json().errors).toMatchObject([{ field: 'into', code: 'invalid' }]);
    expect((await merge(rope, anchor)).json()).toMatchObject({ id: buoy, other_names: ['Ancre', 'Corde'] });
  });

  test('takes the website with its domain, and no more names than a provider may have', async () => {
    const shared = { website: 'https://linkedin.com/company/x', domain: '' };
    const winner = await makeProvider(t.services, 'Garde ses pages', shared);
    const loser = await makeProvider(t.services, 'Perd son site', {
      website: 'https://perdu.example',
      domain: 'perdu.example',
    });
    const many = Array.from({ length: 12 }, (_, i) => `Enseigne numéro ${i}`);
    await t.as('grace').patch(`/api/providers/${winner}`, { other_names: many });
    const merged = (await merge(loser, winner)).json();
    expect(merged).toMatchObject({ website: shared.website, other_names: many });
    const twin = await t.as('linus').get('/api/providers/similar?website=perdu.example');
    expect(twin.json().items).toEqual([]);
  });

  test('and closing a case with the one that goes leave no choice behind', async () => {
    for (let i = 0; i < 5; i += 1) {
      const [from, to] = [
        await makeProvider(t.services, `Part ${i}`),
        await makeProvider(t.services, `Reste ${i}`),
      ];
      const id = await openCase(`Choix ${i}`);
      await Promise.all([
        merge(from, to),
        t
          .as('grace')
          .put(`/api/threads/${id}/outcome`, { decision: 'Oui', again: 'yes', provider_ids: [from] }),
      ]);
      const { outcome } = (await t.as('grace').get(`/api/threads/${id}`)).json();
      expect(outcome.providers).toMatchObject([{ id: to }]);
      expect((await show(to)).finished_cases).toMatchObject([{ id }]);
    }
  });
});
