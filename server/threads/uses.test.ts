import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProviderRecord } from '@cenacle/shared/providers/record-contract.ts';
import type { DueUse } from '@cenacle/shared/threads/use-contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';

const dayMs = 86_400_000;
let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  // Sessions end by the real clock, ninety days ahead: what follows lasts a year, and begins so long ago.
  t.travel(-380 * dayMs);
  circle = await makeCircle(t.services, 'Témoins', ['grace', 'linus']);
});
afterAll(() => t.close());

const due = async (who: Name = 'grace'): Promise<DueUse[]> =>
  (await t.as(who).get('/api/use-questions')).json().items;
const recordOf = async (id: string, who: Name): Promise<ProviderRecord> =>
  (await t.as(who).get(`/api/providers/${id}/record`)).json();
async function finished(providerIds: string[]): Promise<string> {
  const body = {
    kind: 'case',
    title: 'Un outil choisi',
    audience_id: circle.audienceId,
    sheet: { looking_for: 'x' },
  };
  const { id } = (await t.as('grace').post('/api/threads', body)).json();
  const outcome = { decision: 'Retenu', again: 'yes', provider_ids: providerIds };
  await t.as('grace').put(`/api/threads/${id}/outcome`, outcome);
  return id;
}

test('the author is asked after 6 and 12 months, and what they say stands beside the provider', async () => {
  const [tool, other] = [await makeProvider(t.services, 'Ocre'), await makeProvider(t.services, 'Safran')];
  const id = await finished([tool]);
  const answer = (body: object, who: Name = 'grace') =>
    t.as(who).put(`/api/threads/${id}/use`, {
      provider_id: tool,
      months: 6,
      still: true,
      again: 'yes',
      ...body,
    });
  expect(await due()).toEqual([]);
  expect((await answer({})).statusCode).toBe(403);
  t.travel(186 * dayMs);
  expect(await due()).toMatchObject([{ thread: { id }, provider: { id: tool, name: 'Ocre' }, months: 6 }]);
  expect(await due('linus')).toEqual([]);
  expect((await answer({}, 'linus')).statusCode).toBe(403);
  expect((await answer({}, 'newt')).statusCode).toBe(404);
  expect((await answer({ months: 12 })).statusCode).toBe(403);
  expect((await answer({ provider_id: other })).json()).toMatchObject({
    errors: [{ field: 'provider_id', code: 'unknown_reference' }],
  });
  expect((await answer({ line: 'Support lent' })).statusCode).toBe(204);
  expect(await due()).toEqual([]);
  expect((await answer({ again: 'partly', line: 'Support très lent' })).statusCode).toBe(204);
  const said = { months: 6, still: true, again: 'partly', line: 'Support très lent' };
  expect((await recordOf(tool, 'linus')).uses).toMatchObject([
    { ...said, case: { id }, member: { id: cast.grace.id } },
  ]);
  // Who does not read the case learns nothing of it.
  expect((await recordOf(tool, 'newt')).uses).toEqual([]);
  t.travel(182 * dayMs);
  expect(await due()).toMatchObject([{ months: 12 }]);
  expect((await answer({ months: 12, still: false, again: 'no' })).statusCode).toBe(204);
  expect((await recordOf(tool, 'linus')).uses).toMatchObject([{ months: 12, still: false }, said]);
});
