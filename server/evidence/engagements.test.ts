import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const fine = { client: 'Société Gardée', public_label: 'Une PME du textile', started_on: '2025-03-01' };
const add = (body: object) => t.as('grace').post('/api/engagements', body);

describe('an engagement', () => {
  test('is kept for its member alone', async () => {
    const reply = await add({ ...fine, sector: 'Textile', size: '50-249', ended_on: '2025-09-30' });
    expect(reply.statusCode).toBe(201);
    const { id } = reply.json();
    expect(reply.json()).toMatchObject({ ...fine, sector: 'Textile', size: '50-249', can: { delete: true } });
    expect((await t.as('grace').get('/api/engagements')).json().items).toMatchObject([{ id }]);
    for (const who of ['linus', 'mo', 'ada'] as const) {
      const hidden = await t.as(who).get(`/api/engagements/${id}`);
      const random = await t.as(who).get(`/api/engagements/${newId()}`);
      expect([hidden.statusCode, hidden.body]).toEqual([404, random.body]);
      expect((await t.as(who).patch(`/api/engagements/${id}`, { client: 'Vu' })).statusCode).toBe(404);
      expect((await t.as(who).delete(`/api/engagements/${id}`)).statusCode).toBe(404);
      expect((await t.as(who).get('/api/engagements')).json().items).toEqual([]);
    }
    expect((await t.as('grace').get(`/api/engagements/${id}`)).json().client).toBe('Société Gardée');
  });

  test.each([
    [{ ...fine, client: ' ' }, 'client', 'required'],
    [{ ...fine, public_label: '' }, 'public_label', 'required'],
    [{ ...fine, started_on: '2025-13-01' }, 'started_on', 'bad_format'],
    [{ ...fine, ended_on: '2025-02-28' }, 'ended_on', 'out_of_order'],
    [{ ...fine, member_id: newId() }, 'member_id', 'unknown_field'],
  ])('%j is refused at %s', async (body, field, code) => {
    const reply = await add(body);
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field, code }]);
  });

  test('is changed, and an edit on top of another answers with what stands', async () => {
    const { id, version } = (await add(fine)).json();
    const first = await t.as('grace').patch(`/api/engagements/${id}`, { version, ended_on: '2025-06-30' });
    expect(first.json()).toMatchObject({ ended_on: '2025-06-30', version: version + 1 });
    const late = await t.as('grace').patch(`/api/engagements/${id}`, { version, sector: 'Bois' });
    expect(late.statusCode).toBe(409);
    expect(late.json().current).toMatchObject({ ended_on: '2025-06-30', sector: '' });
    const wrong = await t.as('grace').patch(`/api/engagements/${id}`, { started_on: '2025-07-01' });
    expect(wrong.json().errors).toMatchObject([{ field: 'ended_on', code: 'out_of_order' }]);
    expect(
      (await t.as('grace').patch(`/api/engagements/${id}`, { ended_on: null })).json().ended_on,
    ).toBeNull();
  });

  test('is deleted, and then is gone', async () => {
    const { id } = (await add(fine)).json();
    expect((await t.as('grace').delete(`/api/engagements/${id}`)).statusCode).toBe(204);
    expect((await t.as('grace').get(`/api/engagements/${id}`)).statusCode).toBe(404);
    expect((await t.guest.delete(`/api/engagements/${id}`)).statusCode).toBe(401);
  });

  test('repeated with its key makes one', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await t.as('grace').post('/api/engagements', fine, key);
    expect((await t.as('grace').post('/api/engagements', fine, key)).json().id).toBe(first.json().id);
  });
});

test('the list goes by beginning, the latest first, page after page', async () => {
  for (const started of ['2021-05-01', '2023-05-01', '2022-05-01'])
    await t.as('linus').post('/api/engagements', { ...fine, started_on: started });
  const page = async (query: string) => (await t.as('linus').get(`/api/engagements?limit=2${query}`)).json();
  const first = await page('');
  expect(first.items.map((item: { started_on: string }) => item.started_on)).toEqual([
    '2023-05-01',
    '2022-05-01',
  ]);
  const second = await page(`&after=${first.next}`);
  expect(second).toMatchObject({ items: [{ started_on: '2021-05-01' }], next: null });
  const wrong = Buffer.from(JSON.stringify(['2026-02-31', newId()])).toString('base64url');
  expect((await t.as('linus').get(`/api/engagements?after=${wrong}`)).statusCode).toBe(422);
});
