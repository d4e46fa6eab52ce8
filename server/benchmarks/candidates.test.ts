import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Candidate } from '@cenacle/shared/benchmarks/answers-contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { openBenchmark, show } from '../../test/benchmark.ts';
import type { Name } from '../../test/cast.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const candidatesOf = async (id: string, who: Name = 'grace'): Promise<Candidate[]> =>
  (await t.as(who).get(`/api/benchmarks/${id}/candidates`)).json().items;

test('providers named elsewhere become candidates, counted once a sentence, and evidence of nothing', async () => {
  for (const name of ['Tournesol', 'Garance Studio', 'Pervenche']) await makeProvider(t.services, name);
  const circle = await makeCircle(t.services, 'Lecteurs', ['grace', 'linus']);
  const benchmark = await openBenchmark(t, { options: [], audience_id: circle.audienceId });
  const paste = (body: object, who: Name = 'linus') =>
    t.as(who).post(`/api/benchmarks/${benchmark.id}/answers`, body);
  const text = [
    '[12/03/2026, 10:15] Paul Durand: Tournesol chez nous depuis deux ans, le support répond vite.',
    '[12/03/2026, 10:16] Anne: Garance Studio',
    '[12/03/2026, 10:17] Paul Durand: tournesol !',
    '[12/03/2026, 10:18] Luc: Inconnu au bataillon',
  ].join('\n');
  const pasted = await paste({ source: 'whatsapp', note: 'Groupe des DAF', text });
  expect([pasted.statusCode, pasted.json()]).toEqual([201, { messages: 4, providers: 2, mentions: 3 }]);
  // What was pasted before adds nothing.
  await paste({ source: 'whatsapp', text });
  const found = await candidatesOf(benchmark.id);
  expect(found).toMatchObject([
    { provider: { name: 'Tournesol' }, named: 2, reasons: 1, accepted: null },
    { provider: { name: 'Garance Studio' }, named: 1, reasons: 0 },
  ]);
  expect(found[0]?.mentions[0]).toMatchObject({ source: 'whatsapp', note: 'Groupe des DAF', reason: true });
  expect(JSON.stringify(found)).not.toMatch(/Durand|Anne|Luc/);
  expect((await paste({ source: 'list', text: 'Tournesol' }, 'newt')).statusCode).toBe(404);
  const settle = (i: number, accepted: boolean, who: Name = 'linus') =>
    t.as(who).put(`/api/benchmarks/${benchmark.id}/candidates/${found[i]?.id}`, { accepted });
  expect((await settle(0, true, 'newt')).statusCode).toBe(404);
  expect([(await settle(0, true)).statusCode, (await settle(1, false)).statusCode]).toEqual([204, 204]);
  await settle(0, true);
  const after = await show(t, benchmark, 'grace');
  expect(after.options.map(({ provider }) => provider.name)).toEqual(['Tournesol']);
  expect(after.basis.evaluation_count).toBe(0);
  expect((await candidatesOf(benchmark.id)).map(({ accepted }) => accepted)).toEqual([true, false]);
  await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { state: 'closed' });
  expect((await paste({ source: 'list', text: 'Pervenche' })).statusCode).toBe(409);
});
