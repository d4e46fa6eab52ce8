import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, openBenchmark } from '../../test/benchmark.ts';
import { makeCircle } from '../../test/make.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Acheteurs', ['grace', 'linus', 'mo']);
});
afterAll(() => t.close());

describe('the directory', () => {
  const needs = async (query: string) =>
    (await t.as('newt').get(`/api/benchmarks${query}`))
      .json()
      .items.map(({ need }: { need: string }) => need);

  test('goes by freshness, by evidence or by need, page after page', async () => {
    const [a, b] = [
      await openBenchmark(t, { need: 'Zèle à vendre', language: 'fr' }),
      await openBenchmark(t, { need: 'Étude à vendre' }),
      await openBenchmark(t, { need: 'Audit à vendre' }),
    ];
    const engagement = (
      await t.as('linus').post('/api/engagements', {
        client: 'C',
        public_label: 'L',
        started_on: '2024-01-01',
        ended_on: '2024-02-01',
      })
    ).json();
    await evaluate(t, b, 'linus', 0, [1_500_000, 3, 1], {
      evidence: { grade: 'finished', engagement_id: engagement.id },
    });
    t.travel(1000);
    await evaluate(t, a, 'linus', 0, [1_500_000, 3, 1]);
    const query = '?q=vendre à';
    expect((await needs(query)).slice(0, 2)).toEqual(['Zèle à vendre', 'Étude à vendre']);
    expect((await needs(`${query}&order=evidence`)).slice(0, 2)).toEqual(['Étude à vendre', 'Zèle à vendre']);
    expect(await needs(`${query}&order=need`)).toEqual(['Audit à vendre', 'Étude à vendre', 'Zèle à vendre']);
    for (const order of ['fresh', 'evidence', 'need']) {
      const all = await needs(`${query}&order=${order}`);
      const paged: string[] = [];
      let after = '';
      do {
        const page = (
          await t.as('newt').get(`/api/benchmarks${query}&order=${order}&limit=1${after}`)
        ).json();
        paged.push(...page.items.map(({ need }: { need: string }) => need));
        after = page.next ? `&after=${page.next}` : '';
      } while (after);
      expect(paged).toEqual(all);
    }
    expect(await needs('?q=VENDRE etude')).toEqual(['Étude à vendre']);
    expect(await needs('?q=100%25')).toEqual([]);
    const [row] = (await t.as('newt').get('/api/benchmarks?q=etude')).json().items;
    expect(row).toMatchObject({ evaluation_count: 1, member_count: 1, finished_count: 1, option_count: 3 });
  });

  test.each(['[1e999,"2026-01-01T00:00:00.000Z","n","ID"]', '[0.5,"2026-01-01T00:00:00.000Z","n","ID"]'])(
    'goes on behind any place that a cursor may name: %s',
    async (text) => {
      const after = Buffer.from(text.replace('ID', newId())).toString('base64url');
      for (const order of ['fresh', 'evidence', 'need'])
        expect((await t.as('newt').get(`/api/benchmarks?order=${order}&after=${after}`)).statusCode).toBe(
          200,
        );
      expect((await t.as('newt').get('/api/benchmarks?after=abc')).statusCode).toBe(422);
    },
  );

  test('shows one’s own, and those of a state', async () => {
    const { id } = await openBenchmark(t, { need: 'À moi', audience_id: circle.audienceId }, 'linus');
    await t.as('linus').patch(`/api/benchmarks/${id}`, { state: 'closed' });
    const own = (await t.as('linus').get('/api/benchmarks?mine=1&state=closed')).json().items;
    expect(own).toMatchObject([{ need: 'À moi', state: 'closed' }]);
    expect((await t.as('linus').get('/api/benchmarks?mine=1&state=collecting')).json().items).toEqual([]);
  });
});

describe('stale benchmarks', () => {
  const rowOf = async (id: string, query = '') =>
    (await t.as('linus').get(`/api/benchmarks?limit=100${query}`))
      .json()
      .items.find((row: { id: string }) => row.id === id);
  const asked = async (who: 'linus' | 'mo' | 'newt') =>
    (await t.as(who).get('/api/benchmarks/to-refresh')).json().items;

  async function finish(who: 'linus' | 'mo', outcome: object, tags: string[] = []): Promise<string> {
    const sheet = { looking_for: 'Des noms' };
    const opened = await t
      .as(who)
      .post('/api/threads', { kind: 'case', title: `Cas de ${who}`, sheet, tags });
    const { id } = opened.json();
    const body = { decision: 'Pris', again: 'yes', ...outcome };
    expect((await t.as(who).put(`/api/threads/${id}/outcome`, body)).statusCode).toBe(200);
    return id;
  }

  test('say so after 18 months, and ask those whose newer finished cases know more', async () => {
    const benchmark = await openBenchmark(t, { need: 'À rafraîchir', category: 'erp' });
    await evaluate(t, benchmark, 'newt', 0, [1_500_000, 3, 1]);
    await t.services.pool.query(
      `update evaluations set submitted_at = submitted_at - interval '550 days' where benchmark_id = $1`,
      [benchmark.id],
    );
    const provider_ids = [benchmark.options[1]?.provider.id];
    await finish('linus', { provider_ids, finished_on: '2020-01-15' });
    expect(await rowOf(benchmark.id)).toMatchObject({ stale: true, category: 'erp' });
    expect(await rowOf(benchmark.id, '&stale=1')).toMatchObject({ id: benchmark.id, stale: true });
    // Nobody evaluates further in one that is closed.
    const set = (state: string) => t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { state });
    await set('closed');
    expect(await rowOf(benchmark.id)).toMatchObject({ stale: false });
    expect(await rowOf(benchmark.id, '&stale=1')).toBeUndefined();
    await set('collecting');
    // What was finished before the last evidence knows nothing newer.
    expect(await asked('linus')).toEqual([]);
    const caseId = await finish('linus', { provider_ids });
    const mo = await finish('mo', {}, ['ERP']);
    await finish('mo', {}, ['paie']);
    expect(await asked('newt')).toEqual([]);
    expect(await asked('linus')).toMatchObject([
      { id: benchmark.id, case: { id: caseId, title: 'Cas de linus' }, provider: 'Flux' },
    ]);
    expect(await asked('mo')).toMatchObject([{ id: benchmark.id, case: { id: mo }, provider: null }]);
    await evaluate(t, benchmark, 'mo', 1, [1_500_000, 3, 1]);
    expect(await asked('linus')).toEqual([]);
    expect(await rowOf(benchmark.id)).toMatchObject({ stale: false });
  });

  test('the directory narrows by category, size and what the first year may cost', async () => {
    const budget = { min_minor: 100_000, max_minor: 300_000, currency: 'EUR', per: 'month' };
    const { id } = await openBenchmark(t, { category: 'seo', company_size: '10-49', budget });
    for (const query of ['&category=seo', '&size=10-49', '&budget=5k_20k', '&budget=20k_50k'])
      expect(await rowOf(id, query), query).toMatchObject({ budget });
    for (const query of [
      '&category=erp',
      '&size=250%2B',
      '&budget=under_5k',
      '&budget=over_200k',
      '&stale=1',
    ])
      expect(await rowOf(id, query), query).toBeUndefined();
  });
});
