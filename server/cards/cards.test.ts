import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cardOf, makeCard, makeEngagement, vouchOn } from '../../test/card.ts';
import { cast } from '../../test/cast.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';
import { upload } from '../../test/upload.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const deckOf = async (who: 'grace' | 'linus' | 'mo', query = '') =>
  (await t.as(who).get(`/api/cards${query}`)).json().items as { id: string; person: string }[];
const fieldsOf = (reply: { json: () => { errors: { field: string; code: string }[] } }) =>
  reply.json().errors.map(({ field, code }) => `${field} ${code}`);

describe('a card', () => {
  test('of a firm is there for its audience at once', async () => {
    const providerId = await makeProvider(t.services, 'Ferronnerie du Lac');
    const made = await t.as('grace').post('/api/cards', {
      provider_id: providerId,
      for_what: 'Portails sur mesure',
      stance: 'innovates',
      price_min: 100_000,
      price_max: 500_000,
      languages: ['fr', 'en'],
    });
    expect(made.statusCode).toBe(201);
    const { id } = made.json();
    const seen = (await t.as('linus').get(`/api/cards/${id}`)).json();
    expect(seen).toMatchObject({
      provider: { name: 'Ferronnerie du Lac' },
      person_state: 'none',
      contact_points: null,
      mine: false,
      can: { edit: false, tell: false, vouch: true, pass: true },
    });
    expect((await deckOf('linus', '?stance=innovates')).map((card) => card.id)).toContain(id);
    expect((await deckOf('linus', '?stance=deploys')).map((card) => card.id)).not.toContain(id);
    expect((await deckOf('linus', '?language=en&price_to=100000&q=ferronnerie+PORTAILS')).length).toBe(1);
    expect(await deckOf('linus', '?price_to=99999&q=ferronnerie')).toEqual([]);
  });

  test('of a person who was not told is there for its owner alone', async () => {
    const id = await makeCard(t, 'grace', 'Paule Intouchée', {}, false);
    expect((await t.as('grace').get(`/api/cards/${id}`)).json()).toMatchObject({ person_state: 'untold' });
    for (const who of ['linus', 'mo', 'ada'] as const) {
      expect((await t.as(who).get(`/api/cards/${id}`)).statusCode).toBe(404);
      expect((await t.as(who).get('/api/cards')).body).not.toContain('Intouchée');
      expect((await t.as(who).post(`/api/cards/${id}/reveal`)).statusCode).toBe(404);
    }
    const passed = await t.as('grace').post(`/api/cards/${id}/passes`, { member_id: cast.linus.id });
    expect(passed.statusCode).toBe(403);
  });

  test('is refused where it says too little or the wrong thing', async () => {
    const grace = t.as('grace');
    const bare = { for_what: 'Rien', stance: 'deploys' };
    expect(fieldsOf(await grace.post('/api/cards', bare))).toEqual(['person needs_somebody']);
    expect(fieldsOf(await grace.post('/api/cards', { ...bare, person: 'Une Personne' }))).toEqual([
      'source required',
    ]);
    const twisted = { ...bare, firm: 'Une', price_min: 2, price_max: 1 };
    expect(fieldsOf(await grace.post('/api/cards', twisted))).toEqual(['price_max max_below_min']);
    const points = [
      { kind: 'email', raw: 'pas une adresse' },
      { kind: 'website', raw: 'localhost' },
      { kind: 'phone', raw: 'bureau' },
    ];
    expect(
      fieldsOf(await grace.post('/api/cards', { ...bare, firm: 'Une', contact_points: points })),
    ).toEqual([
      'contact_points.0.raw bad_email',
      'contact_points.1.raw bad_website',
      'contact_points.2.raw bad_format',
    ]);
    const elsewhere = { ...bare, firm: 'Une', audience_id: newId() };
    expect(fieldsOf(await grace.post('/api/cards', elsewhere))).toEqual(['audience_id unknown_reference']);
    expect(fieldsOf(await grace.post('/api/cards', { ...bare, provider_id: newId() }))).toEqual([
      'provider_id unknown_reference',
    ]);
  });

  test('keeps a phone that is only improbable, as it was typed', async () => {
    const made = await t.as('grace').post('/api/cards', {
      firm: 'Improbable',
      for_what: 'Appeler',
      stance: 'deploys',
      contact_points: [{ kind: 'phone', raw: '(613) 555-0199' }],
    });
    expect(made.json().contact_points).toEqual([{ kind: 'phone', raw: '(613) 555-0199', e164: null }]);
  });

  test('sent twice with one key is made once', async () => {
    const key = { 'idempotency-key': newId() };
    const [one, two] = await Promise.all([
      t.as('grace').post('/api/cards', cardOf('Doublette Unique'), key),
      t.as('grace').post('/api/cards', cardOf('Doublette Unique'), key),
    ]);
    expect(one.json().id).toBe(two.json().id);
    expect(await deckOf('grace', '?q=Doublette')).toHaveLength(1);
  });

  test('is changed by its owner, not on top of another edit, and another person has not been told', async () => {
    const id = await makeCard(t, 'grace', 'Maud Corrigée');
    const { version } = (await t.as('grace').get(`/api/cards/${id}`)).json();
    const first = await t.as('grace').patch(`/api/cards/${id}`, { version, area: 'Lyon' });
    expect(first.json()).toMatchObject({ area: 'Lyon', person_state: 'told' });
    const late = await t.as('grace').patch(`/api/cards/${id}`, { version, area: 'Nice' });
    expect(late.statusCode).toBe(409);
    expect(late.json().current.area).toBe('Lyon');
    expect((await t.as('mo').patch(`/api/cards/${id}`, { area: 'Nice' })).statusCode).toBe(403);
    await t.as('grace').patch(`/api/cards/${id}`, { person: 'Toute Autre' });
    expect((await t.as('linus').get(`/api/cards/${id}`)).statusCode).toBe(404);
  });

  test('taken back by its owner leaves nothing', async () => {
    const id = await makeCard(t, 'grace', 'Reprise Bientôt');
    expect((await t.as('linus').delete(`/api/cards/${id}`)).statusCode).toBe(403);
    expect((await t.as('grace').delete(`/api/cards/${id}`)).statusCode).toBe(204);
    expect((await t.as('grace').get(`/api/cards/${id}`)).statusCode).toBe(404);
    // Its owner may change their mind: nobody objected.
    expect((await t.as('grace').post('/api/cards', cardOf('Reprise Bientôt'))).statusCode).toBe(201);
  });

  test('expires when its person was told too long ago, and is told again', async () => {
    const id = await makeCard(t, 'grace', 'Ancienne Connue');
    await t.services.pool.query(`update cards set expires_at = now() - interval '1 hour' where id = $1`, [
      id,
    ]);
    expect((await t.as('linus').get(`/api/cards/${id}`)).statusCode).toBe(404);
    expect((await t.as('grace').get(`/api/cards/${id}`)).json()).toMatchObject({
      expired: true,
      can: { tell: true },
    });
  });
});

describe('contact points', () => {
  test('are given by POST alone, and it is noted to whom', async () => {
    const id = await makeCard(t, 'grace', 'Joignable Demain');
    const shown = await t.as('linus').get(`/api/cards/${id}`);
    expect(shown.body).not.toContain('canari.example');
    expect(shown.json()).toMatchObject({ contact_kinds: ['phone', 'email'], contact_points: null });
    const revealed = (await t.as('linus').post(`/api/cards/${id}/reveal`)).json();
    expect(revealed.contact_points[0]).toEqual({
      kind: 'phone',
      raw: '01 99 00 12 34',
      e164: '+33199001234',
    });
    expect(revealed.vcard).toContain('\r\nFN:Joignable Demain\r\n');
    expect(revealed.qr).toMatch(/^<svg /);
    expect(revealed.file_name).toBe('joignable-demain.vcf');
    const { rows } = await t.services.pool.query(`select member_id from reveals where card_id = $1`, [id]);
    expect(rows).toEqual([{ member_id: cast.linus.id }]);
  });
});

describe('a vouch', () => {
  test('rests on a finished case or an engagement, and is counted in words', async () => {
    const id = await makeCard(t, 'grace', 'Louée Partout');
    const engagementId = await makeEngagement(t, 'linus');
    const opinion = vouchOn(engagementId, { evidence: { grade: 'opinion' } });
    expect(fieldsOf(await t.as('linus').put(`/api/cards/${id}/vouch`, opinion))).toEqual([
      'evidence.grade needs_ground',
    ]);
    expect(fieldsOf(await t.as('mo').put(`/api/cards/${id}/vouch`, vouchOn(engagementId)))).toEqual([
      'evidence.engagement_id unknown_reference',
    ]);
    const given = await t.as('linus').put(`/api/cards/${id}/vouch`, vouchOn(engagementId));
    expect(given.statusCode).toBe(200);
    await t.as('linus').put(`/api/cards/${id}/vouch`, vouchOn(engagementId, { conflict: 'partner' }));
    const seen = (await t.as('mo').get(`/api/cards/${id}`)).json();
    expect(seen.vouches).toMatchObject({ count: 1, finished: 1, conflicts: 1 });
    expect(seen.vouch_list[0].evidence.engagement.public_label).toBe('Groupe agroalimentaire, 80 personnes');
    expect(JSON.stringify(seen)).not.toContain('Client tu');
    expect((await t.as('mo').delete(`/api/cards/${id}/vouch`)).statusCode).toBe(404);
    expect((await t.as('linus').delete(`/api/cards/${id}/vouch`)).statusCode).toBe(204);
    expect((await t.as('mo').get(`/api/cards/${id}`)).json().vouch_list).toEqual([]);
  });

  test('brings its document to those who read the card, and to nobody else', async () => {
    const { audienceId } = await makeCircle(t.services, 'Cercle des preuves', ['grace', 'linus']);
    const id = await makeCard(t, 'grace', 'Prouvée Noirsurblanc', { audience_id: audienceId });
    const uploaded = (await upload(t, t.as('linus'), 'bilan.txt', 'Six semaines, sans retard.')).json();
    const engagementId = await makeEngagement(t, 'linus');
    const evidence = { grade: 'finished_documented', engagement_id: engagementId, file_id: uploaded.id };
    const given = await t.as('linus').put(`/api/cards/${id}/vouch`, vouchOn(engagementId, { evidence }));
    expect(given.statusCode, given.body).toBe(200);
    const { url } = given.json().vouch_list[0].evidence.file;
    expect((await t.as('grace').get(url)).body).toContain('Six semaines');
    expect((await t.as('mo').get(url)).statusCode).toBe(404);
    expect((await t.guest.get(url)).statusCode).toBe(401);
  });

  test('of others keeps a card from being opened to more', async () => {
    const { audienceId } = await makeCircle(t.services, 'Cercle des louanges', ['grace', 'linus']);
    const id = await makeCard(t, 'grace', 'Gardée Dedans', { audience_id: audienceId });
    await t.as('linus').put(`/api/cards/${id}/vouch`, vouchOn(await makeEngagement(t, 'linus')));
    const all = '00000000-0000-7000-8000-000000000001';
    expect(fieldsOf(await t.as('grace').patch(`/api/cards/${id}`, { audience_id: all }))).toEqual([
      'audience_id would_widen',
    ]);
    expect((await t.as('mo').get(`/api/cards/${id}`)).statusCode).toBe(404);
  });
});

describe('passing', () => {
  const textOf = async (who: 'linus' | 'mo', path: string) => (await t.as(who).get(path)).body;

  test('brings a card before a member or a circle, with a word', async () => {
    const { id: circleId } = await makeCircle(t.services, 'Cercle qui reçoit', ['linus', 'mo', 'grace']);
    const id = await makeCard(t, 'grace', 'Passée Deuxfois');
    const note = 'Pour ton atelier';
    const toMember = await t.as('grace').post(`/api/cards/${id}/passes`, { member_id: cast.linus.id, note });
    expect(toMember.statusCode).toBe(201);
    await t.as('grace').post(`/api/cards/${id}/passes`, { circle_id: circleId });
    const received = (await t.as('linus').get('/api/passes')).json().items;
    expect(received.map((each: { to: string }) => each.to)).toEqual(['circle', 'member']);
    expect(received[1]).toMatchObject({ note, from: { id: cast.grace.id }, card: { id } });
    expect((await t.as('mo').get('/api/passes')).json().items).toHaveLength(1);
    expect((await t.as('mallory').get('/api/passes')).json().items).toEqual([]);
  });

  test('opens a card to nobody', async () => {
    const { id: circleId, audienceId } = await makeCircle(t.services, 'Cercle clos', ['grace', 'linus']);
    const other = await makeCircle(t.services, 'Cercle voisin', ['grace', 'mo']);
    const id = await makeCard(t, 'grace', 'Close Ici', { audience_id: audienceId });
    const pass = (body: object) => t.as('grace').post(`/api/cards/${id}/passes`, body);
    expect(fieldsOf(await pass({ member_id: cast.mo.id }))).toEqual(['member_id would_widen']);
    expect(fieldsOf(await pass({ circle_id: other.id }))).toEqual(['circle_id would_widen']);
    expect((await pass({ member_id: cast.linus.id })).statusCode).toBe(201);
    expect((await pass({ circle_id: circleId })).statusCode).toBe(201);
    const thread = (
      await t.as('grace').post('/api/threads', { kind: 'discussion', title: 'Ouverte', body: 'À tous' })
    ).json();
    expect(fieldsOf(await pass({ thread_id: thread.id, note: 'Voici' }))).toEqual(['thread_id would_widen']);
    expect(await textOf('mo', `/api/threads/${thread.id}/posts`)).not.toContain('Voici');
    const inside = await t.as('grace').post('/api/threads', {
      kind: 'discussion',
      title: 'Dedans',
      body: 'À nous',
      member_ids: [cast.linus.id],
    });
    expect((await pass({ thread_id: inside.json().id, note: 'Voici' })).statusCode).toBe(201);
  });

  test('into a thread is a reply that carries the card, once for one key', async () => {
    const id = await makeCard(t, 'grace', 'Portée Ailleurs');
    const thread = (
      await t.as('linus').post('/api/threads', { kind: 'discussion', title: 'Qui ?', body: 'Qui sait ?' })
    ).json();
    const key = { 'idempotency-key': newId() };
    const body = { thread_id: thread.id, note: 'Elle sait.' };
    expect(fieldsOf(await t.as('grace').post(`/api/cards/${id}/passes`, { thread_id: thread.id }))).toEqual([
      'note required',
    ]);
    const first = await t.as('grace').post(`/api/cards/${id}/passes`, body, key);
    const again = await t.as('grace').post(`/api/cards/${id}/passes`, body, key);
    expect(again.json()).toEqual(first.json());
    const carried = (await t.as('linus').get(`/api/threads/${thread.id}/cards`)).json().items;
    expect(carried).toEqual([{ post_id: first.json().post_id, card: expect.objectContaining({ id }) }]);
    expect(await textOf('linus', `/api/threads/${thread.id}/posts`)).toContain('Elle sait.');
    await t.as('grace').delete(`/api/cards/${id}`);
    expect((await t.as('linus').get(`/api/threads/${thread.id}/cards`)).json().items).toEqual([
      { post_id: first.json().post_id, card: null },
    ]);
  });

  test('needs one receiver', async () => {
    const id = await makeCard(t, 'grace', 'Sans Personne');
    const pass = (body: object) => t.as('grace').post(`/api/cards/${id}/passes`, body);
    expect(fieldsOf(await pass({}))).toEqual(['member_id required']);
    expect(fieldsOf(await pass({ member_id: cast.linus.id, circle_id: newId() }))).toEqual([
      'member_id repeated',
    ]);
    expect(fieldsOf(await pass({ member_id: newId() }))).toEqual(['member_id unknown_reference']);
    expect(fieldsOf(await pass({ thread_id: newId(), note: 'x' }))).toEqual(['thread_id unknown_reference']);
  });
});

test('a card is saved for one member', async () => {
  const id = await makeCard(t, 'grace', 'Gardée Précieusement');
  expect((await t.as('linus').put(`/api/cards/${id}/saved`, { saved: true })).json()).toEqual({
    saved: true,
  });
  expect((await deckOf('linus', '?saved=1')).map((card) => card.id)).toEqual([id]);
  expect(await deckOf('mo', '?saved=1')).toEqual([]);
  await t.as('linus').put(`/api/cards/${id}/saved`, { saved: false });
  expect(await deckOf('linus', '?saved=1')).toEqual([]);
});
