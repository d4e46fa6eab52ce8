import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const add = (body: object, who: 'grace' | 'linus' = 'grace') => t.as(who).post('/api/providers', body);
const count = async () =>
  Number((await t.services.pool.query('select count(*) from providers')).rows[0].count);
const names = async (query: string) =>
  (await t.as('newt').get(`/api/providers${query}`)).json().items.map(({ name }: { name: string }) => name);

describe('adding a provider', () => {
  test('keeps all its facts, and nobody learns who added it', async () => {
    const reply = await add({
      name: '  Alpaga   Flux ',
      other_names: ['Alpaga SAS', 'ALPAGA FLUX', 'Alpaca'],
      website: 'www.alpaga-flux.example/',
      identity: '732 829 320 00074',
      place: 'Lille',
      size: '10-49',
      summary: 'Relie les boutiques aux places de marché.',
    });
    expect(reply.statusCode).toBe(201);
    expect(reply.json()).toMatchObject({
      name: 'Alpaga   Flux',
      kind: 'firm',
      other_names: ['Alpaga SAS', 'Alpaca'],
      website: 'https://www.alpaga-flux.example',
      siren: '732829320',
      siret: '73282932000074',
      natural_person: false,
      benchmarks: [],
      finished_cases: [],
      can: { edit: true, merge: false },
    });
    const seen = await t.as('linus').get(`/api/providers/${reply.json().id}`);
    expect(seen.body).not.toContain('01900000-0000-7000-8000-00000000000');
    expect(Object.keys(seen.json())).not.toContain('added_by');
  });

  test.each([
    [{ name: ' ' }, 'name', 'required'],
    [{ name: 'Bon nom', identity: '123456789' }, 'identity', 'bad_identity'],
    [{ name: 'Bon nom', identity: 'FR 552 100 554' }, 'identity', 'bad_format'],
    [{ name: 'Bon nom', website: `exemple.fr/${'é'.repeat(200)}` }, 'website', 'too_long'],
    [{ name: 'Bon nom', other_names: ['Autre', '  '] }, 'other_names.1', 'required'],
    [{ name: 'Bon nom', website: 'javascript:alert(1)' }, 'website', 'bad_website'],
    [{ name: 'Bon nom', size: 'grande' }, 'size', 'bad_choice'],
    [{ name: 'Bon nom', added_by: newId() }, 'added_by', 'unknown_field'],
  ])('%j is refused at %s', async (body, field, code) => {
    const before = await count();
    const reply = await add(body);
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field, code }]);
    expect(await count()).toBe(before);
  });

  test('is not for the signed out', async () => {
    expect((await t.guest.post('/api/providers', { name: 'Personne' })).statusCode).toBe(401);
  });

  test('repeated with its key makes one, and with another body is refused', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await t.as('grace').post('/api/providers', { name: 'Clef de voûte' }, key);
    const again = await t.as('grace').post('/api/providers', { name: 'Clef de voûte' }, key);
    expect([again.statusCode, again.json().id]).toEqual([201, first.json().id]);
    const other = await t.as('grace').post('/api/providers', { name: 'Tout autre nom' }, key);
    expect([other.statusCode, other.json().code]).toEqual([422, 'key_reused']);
    expect(await names('?q=Tout autre nom')).not.toContain('Tout autre nom');
  });
});

describe('twins', () => {
  test.each([
    ['the same SIREN', { name: 'Tout autre chose', identity: '732829320' }, 'siren'],
    [
      'the same site',
      { name: 'Encore autre chose', website: 'http://alpaga-flux.example/contact' },
      'domain',
    ],
    ['a name that is nearly the same', { name: 'Alpagga Flux' }, 'name'],
    ['another name that it is known by', { name: 'ALPACA S.A.S.' }, 'name'],
  ])('are proposed by %s', async (_, body, because) => {
    const before = await count();
    const reply = await add(body);
    expect(reply.statusCode).toBe(409);
    expect(reply.json()).toMatchObject({
      code: 'similar_provider',
      current: [{ provider: { name: 'Alpaga   Flux' }, because }],
    });
    expect(await count()).toBe(before);
    const confirmed = await add({ ...body, distinct_from: [reply.json().current[0].provider.id] });
    expect(confirmed.statusCode).toBe(201);
    await t.services.pool.query('delete from provider_names where provider_id = $1', [confirmed.json().id]);
    await t.services.pool.query('delete from providers where id = $1', [confirmed.json().id]);
  });

  test('are proposed while one types, and a field that is not yet right is left aside', async () => {
    const similar = async (query: string) =>
      (await t.as('linus').get(`/api/providers/similar?${query}`)).json().items;
    expect(await similar('name=alpaga&identity=12')).toMatchObject([{ provider: { siren: '732829320' } }]);
    expect(await similar('website=alpaga-flux.example')).toMatchObject([{ because: 'domain' }]);
    expect(await similar('website=linkedin.com/company/autre')).toEqual([]);
    expect(await similar('')).toEqual([]);
  });

  test('are told apart from those proposed, also where there are more of them', async () => {
    for (let i = 0; i < 8; i += 1) await makeProvider(t.services, `Gamme ${i}`, { domain: 'gammes.example' });
    const body = { name: 'Perce-neige', website: 'gammes.example' };
    const refused = (await add(body)).json();
    expect(refused.current).toHaveLength(6);
    const ids = refused.current.map(({ provider }: { provider: { id: string } }) => provider.id);
    expect((await add({ ...body, distinct_from: ids.slice(1) })).statusCode).toBe(409);
    expect((await add({ ...body, distinct_from: ids })).statusCode).toBe(201);
    // The very name is the first proposed, however many share the site.
    const namesake = await makeProvider(t.services, 'Perce-muraille');
    const again = (await add({ ...body, name: 'Perce-muraille SAS' })).json();
    expect(again.current[0]).toMatchObject({ provider: { id: namesake }, because: 'name' });
  });

  test('are found by a name that trigrams see nothing in', async () => {
    const id = await makeProvider(t.services, '½');
    expect((await add({ name: '½' })).json().current).toMatchObject([{ provider: { id } }]);
  });

  test('are not made by two who add the same at once', async () => {
    const replies = await Promise.all(
      ['grace', 'linus', 'newt', 'mo'].map((who) =>
        t.as(who).post('/api/providers', { name: 'Quatre à la fois', identity: '552100554' }),
      ),
    );
    expect(replies.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409, 409, 409]);
  });
});

describe('the directory', () => {
  test('is found by any name, in any case, without accents and mistyped', async () => {
    await makeProvider(t.services, 'Élégance Numérique');
    expect(await names('?q=elegance')).toContain('Élégance Numérique');
    expect(await names('?q=élégence numerique')).toContain('Élégance Numérique');
    expect(await names('?q=alpaca')).toContain('Alpaga   Flux');
    expect(await names('?q=100%25')).toEqual([]);
  });

  test('pages by name, and by kind', async () => {
    await makeProvider(t.services, 'Zèbre', { kind: 'product' });
    await makeProvider(t.services, 'Éclair', { kind: 'product' });
    const first = (await t.as('newt').get('/api/providers?kind=product&limit=1')).json();
    expect(first.items).toMatchObject([{ name: 'Éclair' }]);
    const second = (await t.as('newt').get(`/api/providers?kind=product&after=${first.next}`)).json();
    expect(second).toMatchObject({ items: [{ name: 'Zèbre' }], next: null });
    expect(await names('?kind=product&q=éclair')).toEqual(['Éclair']);
    expect(await names('?kind=firm&q=éclair')).not.toContain('Éclair');
  });

  test('shows two of one name on two pages, each once', async () => {
    const twins = [
      await makeProvider(t.services, 'Homonyme', { kind: 'product' }),
      await makeProvider(t.services, 'Homonyme', { kind: 'product' }),
    ];
    const seen: string[] = [];
    let after = '';
    do {
      const { items, next } = (await t.as('newt').get(`/api/providers?limit=1${after}`)).json();
      seen.push(...items.map(({ id }: { id: string }) => id));
      after = next ? `&after=${next}` : '';
    } while (after);
    expect(seen.filter((id) => twins.includes(id))).toEqual(twins.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('is not for the signed out, and a random id is nobody', async () => {
    expect((await t.guest.get('/api/providers')).statusCode).toBe(401);
    expect((await t.as('grace').get(`/api/providers/${newId()}`)).statusCode).toBe(404);
    expect((await t.as('grace').get('/api/providers?after=n-importe-quoi')).statusCode).toBe(422);
  });
});

describe('mending an entry', () => {
  test('is everybody’s, and an edit on top of another answers with what stands', async () => {
    const { id, version } = (await add({ name: 'Verveine' })).json();
    const first = await t.as('linus').patch(`/api/providers/${id}`, { version, place: 'Nantes' });
    expect(first.json()).toMatchObject({ place: 'Nantes', version: version + 1 });
    const late = await t.as('grace').patch(`/api/providers/${id}`, { version, place: 'Angers' });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'conflict', current: { place: 'Nantes' } });
    expect((await t.guest.patch(`/api/providers/${id}`, { place: 'Nulle part' })).statusCode).toBe(401);
    expect((await t.as('grace').patch(`/api/providers/${newId()}`, { place: 'x' })).statusCode).toBe(404);
  });

  test.each([
    [{ name: '  ' }, 'name', 'required'],
    [{ identity: '552100555' }, 'identity', 'bad_identity'],
    [{ website: 'localhost' }, 'website', 'bad_website'],
    [{ merged_into: newId() }, 'merged_into', 'unknown_field'],
  ])('%j is refused at %s, and nothing changes', async (body, field, code) => {
    const id = await makeProvider(t.services, 'Inchangé');
    const before = (await t.as('grace').get(`/api/providers/${id}`)).body;
    const reply = await t.as('grace').patch(`/api/providers/${id}`, { place: 'Ailleurs', ...body });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field, code }]);
    expect((await t.as('grace').get(`/api/providers/${id}`)).body).toBe(before);
  });

  test('renames it, and what it was called no more is found by what it is called now', async () => {
    const { id } = (await add({ name: 'Coquelicot', other_names: ['Pavot rouge'] })).json();
    const reply = await t.as('linus').patch(`/api/providers/${id}`, { name: 'Pavot Rouge', kind: 'product' });
    // A name is not another name of its own.
    expect(reply.json()).toMatchObject({ name: 'Pavot Rouge', other_names: [], kind: 'product' });
    expect(await names('?q=coquelicot')).not.toContain('Pavot Rouge');
    expect(await names('?q=pavot')).toContain('Pavot Rouge');
  });

  test('takes the number and the site away again', async () => {
    const { id } = (await add({ name: 'Mimosa', website: 'mimosa.example', identity: '356000000' })).json();
    const reply = await t.as('grace').patch(`/api/providers/${id}`, { website: '', identity: '' });
    expect(reply.json()).toMatchObject({ website: '', siren: null, siret: null });
  });
});

test('a case of a circle shows on the provider’s page to its readers alone', async () => {
  const circle = await makeCircle(t.services, 'Discrets', ['grace', 'linus']);
  const provider = await makeProvider(t.services, 'Ouvert à tous');
  const opened = await t.as('grace').post('/api/threads', {
    kind: 'case',
    title: 'Entre nous',
    sheet: { looking_for: 'Un avis' },
    audience_id: circle.audienceId,
  });
  await t.as('grace').put(`/api/threads/${opened.json().id}/outcome`, {
    decision: 'Retenu',
    again: 'yes',
    provider_ids: [provider],
  });
  const inside = await t.as('linus').get(`/api/providers/${provider}`);
  expect(inside.json().finished_cases).toMatchObject([{ title: 'Entre nous' }]);
  const outside = await t.as('mallory').get(`/api/providers/${provider}`);
  expect(outside.json().finished_cases).toEqual([]);
  expect(outside.body).not.toContain('Entre nous');
});
