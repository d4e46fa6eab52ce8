import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Benchmark, Evaluation } from '@cenacle/shared/benchmarks/contract.ts';
import { newId } from '../database.ts';
import { writeEvaluation } from './evaluation-queries.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import {
  cellOf,
  evaluate,
  listed,
  openBenchmark,
  put,
  show,
  threeCriteria,
  valuesOf,
} from '../../test/benchmark.ts';
import { makeMember, makeProvider } from '../../test/make.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

describe('an evaluation', () => {
  test('is kept whole and shown to every reader', async () => {
    const benchmark = await openBenchmark(t);
    const reply = await put(t, benchmark, 'linus', {
      conflict: 'partner',
      comment: 'Six mois de projet.',
      values: valuesOf(benchmark, [2_150_000, 4, null]),
      evidence: {
        grade: 'opinion',
        role: 'Direction du projet',
        amount: '20k_50k',
        started_on: '2024-01-01',
      },
      submit: true,
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({
      mine: true,
      relation: 'client',
      conflict: 'partner',
      saw_others: false,
      version: 1,
      evidence: { grade: 'opinion', rests_on: 'nothing', role: 'Direction du projet', amount: '20k_50k' },
      values: [
        { status: 'known', value: 2_150_000 },
        { status: 'known', value: 4 },
        { status: 'unknown', value: null },
      ],
    });
    const [seen] = await listed(t, benchmark, 'newt');
    expect(seen).toEqual({ ...reply.json(), mine: false });
    expect((await show(t, benchmark, 'newt')).basis).toMatchObject({
      evaluation_count: 1,
      member_count: 1,
      finished_count: 0,
      conflict_count: 1,
    });
  });

  test.each<[string, (benchmark: Benchmark) => object, string, string]>([
    ['no value', (b) => ({ values: valuesOf(b, [null, null]) }), 'values', 'required'],
    ['half a star', (b) => ({ values: valuesOf(b, [null, 3.5]) }), 'values.1.value', 'bad_choice'],
    ['six stars', (b) => ({ values: valuesOf(b, [null, 6]) }), 'values.1.value', 'bad_choice'],
    ['half a cent', (b) => ({ values: valuesOf(b, [10.5]) }), 'values.0.value', 'bad_format'],
    ['less than nothing', (b) => ({ values: valuesOf(b, [-1]) }), 'values.0.value', 'bad_format'],
    ['half a yes', (b) => ({ values: valuesOf(b, [null, null, 0.5]) }), 'values.2.value', 'bad_choice'],
    ['too large a number', (b) => ({ values: valuesOf(b, [2e12]) }), 'values.0.value', 'out_of_range'],
    [
      'a rating on quotation',
      (b) => ({ values: valuesOf(b, [null, 'quotation']) }),
      'values.1.status',
      'not_for_this',
    ],
    [
      'an unknown with a value',
      (b) => ({ values: [{ criterion_id: b.criteria[0]?.id, status: 'unknown', value: 3 }] }),
      'values.0.value',
      'not_for_this',
    ],
    [
      'a known without one',
      (b) => ({ values: [{ criterion_id: b.criteria[0]?.id, status: 'known' }] }),
      'values.0.value',
      'required',
    ],
    [
      'a criterion twice',
      (b) => ({ values: [...valuesOf(b, [1]), ...valuesOf(b, [2])] }),
      'values.1.criterion_id',
      'repeated',
    ],
    [
      'a criterion of nowhere',
      () => ({ values: [{ criterion_id: newId(), status: 'known', value: 3 }] }),
      'values.0.criterion_id',
      'unknown_reference',
    ],
    [
      'an option of nowhere',
      (b) => ({ option_id: newId(), values: valuesOf(b, [1]) }),
      'option_id',
      'unknown_reference',
    ],
    ['no relation', (b) => ({ relation: undefined, values: valuesOf(b, [1]) }), 'relation', 'required'],
    ['no evidence', (b) => ({ evidence: null, values: valuesOf(b, [1]) }), 'evidence.grade', 'required'],
    [
      'another’s name',
      (b) => ({ member_id: newId(), values: valuesOf(b, [1]) }),
      'member_id',
      'unknown_field',
    ],
  ])('with %s is refused, and nothing is kept', async (_, body, field, code) => {
    const benchmark = await openBenchmark(t);
    const reply = await put(t, benchmark, 'linus', {
      evidence: { grade: 'opinion' },
      submit: true,
      ...body(benchmark),
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field, code }]);
    expect((await show(t, benchmark, 'linus')).mine).toEqual([]);
  });

  test('on top of another edit answers with what stands', async () => {
    const benchmark = await openBenchmark(t);
    const { version } = await evaluate(t, benchmark, 'linus', 0, [1_500_000, 3, 1]);
    await evaluate(t, benchmark, 'linus', 0, [1_600_000, 3, 1], { version });
    const late = await put(t, benchmark, 'linus', { version, values: valuesOf(benchmark, [9]) });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({
      code: 'conflict',
      current: { version: 2, values: [{ value: 1_600_000 }, {}, {}] },
    });
  });

  test('is one, also when its member sends it twice at once', async () => {
    const benchmark = await openBenchmark(t);
    await Promise.all([1, 2, 3].map((rating) => evaluate(t, benchmark, 'linus', 0, [null, rating, null])));
    expect(await listed(t, benchmark, 'newt')).toHaveLength(1);
    expect((await show(t, benchmark, 'grace')).basis.evaluation_count).toBe(1);
  });

  test('once submitted stays so', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [1_500_000, 3, 1]);
    const changed = await evaluate(t, benchmark, 'linus', 0, [1_700_000, 3, 1], { submit: false });
    expect(changed.submitted_at).not.toBeNull();
    expect(cellOf(await show(t, benchmark, 'grace'), 0, 0)?.mean).toBe(1_700_000);
  });

  test('of a natural person takes no comment', async () => {
    const person = await makeProvider(t.services, 'Camille Personne', { naturalPerson: true });
    const benchmark = await openBenchmark(t, { options: [{ provider_id: person }] });
    const values = valuesOf(benchmark, [null, 4]);
    const reply = await put(t, benchmark, 'linus', { values, comment: 'Désagréable.' });
    expect(reply.json().errors).toMatchObject([{ field: 'comment', code: 'no_criticism' }]);
    expect((await put(t, benchmark, 'linus', { values })).statusCode).toBe(200);
  });

  test('of who turned out to be a natural person shows its comment no more', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [null, 4, null], { comment: 'Un mot de trop' });
    const [option] = benchmark.options;
    await t.as('mo').patch(`/api/providers/${option?.provider.id}`, { natural_person: true });
    for (const who of ['newt', 'linus'] as const) {
      const seen = [await show(t, benchmark, who), await listed(t, benchmark, who)];
      expect(JSON.stringify(seen)).not.toContain('Un mot de trop');
    }
  });

  test('of a retired option or criterion is shown no more, and takes no new one', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [1_500_000, 3, 1]);
    await evaluate(t, benchmark, 'linus', 1, [1_500_000, 3, 1]);
    const [gone, kept] = benchmark.options;
    const [price] = benchmark.criteria;
    await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, {
      options: [{ id: kept?.id, provider_id: kept?.provider.id }],
      criteria: [{ ...threeCriteria[0], id: price?.id }],
    });
    const after = await show(t, benchmark, 'newt');
    expect(after).toMatchObject({ cells: [{ mean: 1_500_000 }], basis: { evaluation_count: 1 } });
    expect(await listed(t, benchmark, 'newt')).toMatchObject([
      { option_id: kept?.id, values: [{ criterion_id: price?.id }] },
    ]);
    const late = await put(t, benchmark, 'linus', { option_id: gone?.id, values: [] });
    expect(late.json().errors).toMatchObject([{ field: 'option_id', code: 'unknown_reference' }]);
    const old = await put(t, after, 'linus', { values: valuesOf(benchmark, [null, 3]) });
    expect(old.json().errors).toMatchObject([{ field: 'values.1.criterion_id', code: 'unknown_reference' }]);
  });

  test('says whether its member would do it again, which of a natural person is no refusal', async () => {
    const person = await makeProvider(t.services, 'Inès Vasseur', { naturalPerson: true });
    const firm = await makeProvider(t.services, 'Halage');
    const options = [{ provider_id: firm }, { provider_id: person }];
    const benchmark = await openBenchmark(t, { options });
    await evaluate(t, benchmark, 'linus', 0, [null, 3, null], { again: 'no' });
    await evaluate(t, benchmark, 'newt', 0, [null, 3, null], { again: 'yes', conflict: 'partner' });
    await evaluate(t, benchmark, 'mallory', 0, [null, 3, null], { again: 'partly' });
    const refused = await put(t, benchmark, 'linus', {
      option_id: benchmark.options[1]?.id,
      values: valuesOf(benchmark, [null, 3]),
      again: 'no',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toMatchObject([{ field: 'again', code: 'no_criticism' }]);
    const after = await show(t, benchmark, 'grace');
    expect(after.options).toMatchObject([
      { again: { yes: 0, partly: 1, no: 1, share: 0.25 } },
      { again: null },
    ]);
    expect((await listed(t, benchmark, 'grace')).map(({ again }) => again)).toEqual(['partly', 'yes', 'no']);
    // Of others' answers nothing shows while one's own is under way.
    await put(t, benchmark, 'newt', { option_id: benchmark.options[1]?.id, values: [] });
    expect((await show(t, benchmark, 'newt')).options).toMatchObject([{ again: null }, { again: null }]);
  });

  test('is withdrawn by its member alone', async () => {
    const benchmark = await openBenchmark(t);
    const { id } = await evaluate(t, benchmark, 'linus', 0, [1_500_000, 3, 1]);
    const path = `/api/benchmarks/${benchmark.id}/evaluations/${id}`;
    expect((await t.as('grace').delete(path)).statusCode).toBe(404);
    expect((await t.as('mo').delete(path)).statusCode).toBe(404);
    expect((await t.guest.delete(path)).statusCode).toBe(401);
    expect(await listed(t, benchmark, 'newt')).toHaveLength(1);
    expect((await t.as('linus').delete(path)).statusCode).toBe(204);
    expect(await listed(t, benchmark, 'newt')).toEqual([]);
    const left = await t.services.pool.query(
      'select count(*) from evaluation_values where evaluation_id = $1',
      [id],
    );
    expect(left.rows[0].count).toBe('0');
  });
});

describe('a detailed price', () => {
  const parts = {
    one_off: 500_000,
    recurring: { minor: 10_000, per: 'month' },
    per_use: 2_000,
    internal_days: 4,
  };
  const detailed = (benchmark: Benchmark, given: object, criterion = 0) => ({
    values: [{ criterion_id: benchmark.criteria[criterion]?.id, status: 'known', ...given }],
  });
  const usual = 500_000 + 36 * 10_000 + 4 * 40_000;

  test('counts by each reader’s months, volume, day rate and VAT', async () => {
    const benchmark = await openBenchmark(t);
    const path = `/api/benchmarks/${benchmark.id}`;
    const sent = await put(t, benchmark, 'linus', {
      ...detailed(benchmark, { parts }),
      evidence: { grade: 'opinion' },
      submit: true,
    });
    expect(sent.json().values).toMatchObject([{ status: 'known', value: usual, parts }]);
    await evaluate(t, benchmark, 'newt', 1, [1_000_000, 3, 1]);
    const page = await show(t, benchmark, 'grace');
    expect(page).toMatchObject({
      detailed: true,
      terms: { months: 36, volume: 0, day_rate: 40_000, vat: 'excluded' },
    });
    expect(cellOf(page, 0, 0)?.value).toBe(usual);
    const query = '?months=12&volume=1000&day_rate=0&vat=included';
    const asked: Benchmark = (await t.as('grace').get(`${path}${query}`)).json();
    expect(cellOf(asked, 0, 0)?.value).toBe(Math.round((500_000 + 12 * 10_000 + 12 * 200) * 1.2));
    expect(cellOf(asked, 1, 0)?.value).toBe(1_000_000);
    const scores = async (more: string) =>
      (await t.as('grace').get(`${path}/ranking${more}`)).json().options.map((o: { low: number }) => o.low);
    expect(await scores('')).not.toEqual(await scores(query));

    // Kept with the weights, for their member alone.
    const terms = { months: 24, volume: 10, day_rate: 30_000, vat: 'excluded' };
    await t.as('grace').put(`${path}/weights`, { weights: [], terms });
    expect((await show(t, benchmark, 'grace')).terms).toEqual(terms);
    expect((await show(t, benchmark, 'newt')).terms.months).toBe(36);
    await t.as('grace').put(`${path}/weights`, { weights: [] });
    expect((await show(t, benchmark, 'grace')).terms).toEqual(terms);
    await t.as('grace').put(`${path}/weights`, { weights: [], terms: null });
    expect((await show(t, benchmark, 'grace')).terms.months).toBe(36);
  });

  test('that is not sold for so many uses is unknown to who needs them', async () => {
    const benchmark = await openBenchmark(t);
    const steps = [{ base: 5_000, included: 100, overage: null }];
    await put(t, benchmark, 'linus', {
      ...detailed(benchmark, { parts: { steps } }),
      evidence: { grade: 'opinion' },
      submit: true,
    });
    expect(cellOf(await show(t, benchmark, 'grace'), 0, 0)).toMatchObject({ value: 36 * 5_000, unknown: 0 });
    const asked: Benchmark = (await t.as('grace').get(`/api/benchmarks/${benchmark.id}?volume=101`)).json();
    expect(cellOf(asked, 0, 0)).toMatchObject({ value: null, counted: 0, unknown: 1 });
  });

  test.each([
    ['no part', { parts: { vat_included: true } }, 0, 'parts', 'required'],
    ['an amount beside', { parts, value: 5 }, 0, 'value', 'not_for_this'],
    ['a rating', { parts }, 1, 'parts', 'not_for_this'],
    ['half a cent', { parts: { one_off: 0.5 } }, 0, 'parts.one_off', 'bad_type'],
  ] as const)('with %s is refused', async (_, given, criterion, field, code) => {
    const benchmark = await openBenchmark(t);
    const reply = await put(t, benchmark, 'linus', {
      values: detailed(benchmark, given, criterion).values,
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors[0]).toMatchObject({ field: `values.0.${field}`, code });
  });
});

describe('several evaluations of one cell', () => {
  test('are their mean, drawn to the middle of a rating’s scale, without those who declare a conflict', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 4, 1]);
    await evaluate(t, benchmark, 'newt', 0, [3_000_000, 5, null]);
    await evaluate(t, benchmark, 'mallory', 0, ['quotation', 1, 0], { conflict: 'commission' });
    const after = await show(t, benchmark, 'grace');
    expect(cellOf(after, 0, 0)).toMatchObject({
      mean: 2_500_000,
      value: 2_500_000,
      low: null,
      counted: 2,
      left_out: 0,
      quotation: 1,
    });
    expect(cellOf(after, 0, 1)).toMatchObject({ mean: 4.5, counted: 2, left_out: 1 });
    expect(cellOf(after, 0, 1)?.value).toBeCloseTo((0.4 * 4.5 + 3 * 3) / 3.4, 9);
    expect(cellOf(after, 0, 2)).toMatchObject({ mean: 1, counted: 1, left_out: 1, unknown: 1 });
    expect(cellOf(after, 1, 0)).toMatchObject({ mean: null, value: null, counted: 0 });
    expect(after.basis).toMatchObject({ evaluation_count: 3, member_count: 3, conflict_count: 1 });
    const [, quality] = benchmark.criteria;
    const behind = await listed(
      t,
      benchmark,
      'grace',
      `?option_id=${benchmark.options[0]?.id}&criterion_id=${quality?.id}`,
    );
    expect(behind).toHaveLength(3);
    expect(await listed(t, benchmark, 'grace', `?option_id=${benchmark.options[1]?.id}`)).toEqual([]);
  });

  test('count also when their member was suspended, drawn to what a source says', async () => {
    const benchmark = await openBenchmark(t);
    const gone = await makeMember(t.services, 'Zoé Partie', 'zoe@example.test');
    const path = `/api/benchmarks/${benchmark.id}/evaluations`;
    const option = benchmark.options[0]?.id ?? '';
    const quality = benchmark.criteria[1]?.id ?? '';
    await t.as(gone.email).put(path, {
      option_id: option,
      relation: 'user',
      values: valuesOf(benchmark, [null, 2]),
      evidence: { grade: 'opinion' },
      submit: true,
    });
    await t.as('mo').patch(`/api/members/${gone.id}`, { state: 'suspended', reason: 'Essai' });
    const at = new Date('2020-05-04T00:00:00Z');
    await t.services.db.transaction((tx) =>
      writeEvaluation(
        tx,
        {
          id: newId(),
          benchmarkId: benchmark.id,
          optionId: option,
          relation: 'none',
          conflict: 'none',
          sawOthers: false,
          submittedAt: at,
          createdAt: at,
        },
        [{ criterionId: quality, status: 'known', number: 3, amountMinor: null }],
      ),
    );
    const after = await show(t, benchmark, 'newt');
    // The source's mark is what the member's is drawn to, and no evaluation of its own.
    expect(cellOf(after, 0, 1)).toMatchObject({ mean: 2, counted: 1, source: 3 });
    expect(cellOf(after, 0, 1)?.value).toBeCloseTo((0.2 * 2 + 3 * 3) / 3.2, 9);
    expect(after.basis).toMatchObject({
      evaluation_count: 2,
      member_count: 1,
      oldest_at: at.toISOString(),
    });
    expect(await listed(t, benchmark, 'newt')).toMatchObject([
      { member: { name: 'Zoé Partie' } },
      { member: null, mine: false, evidence: null },
    ]);
    // What a source says is another’s too.
    expect((await evaluate(t, benchmark, 'newt', 1, [null, 2, null])).saw_others).toBe(true);
  });

  test('say where one’s own differs most from the others, once it is submitted', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 5, 1]);
    await evaluate(t, benchmark, 'mallory', 0, [2_100_000, 5, 1]);
    await put(t, benchmark, 'newt', { values: valuesOf(benchmark, [2_000_000, 2, 0]) });
    expect((await show(t, benchmark, 'newt')).differs).toEqual([]);
    await evaluate(t, benchmark, 'newt', 0, [2_000_000, 2, 0]);
    const [option] = benchmark.options;
    const [, quality, takeover] = benchmark.criteria;
    expect((await show(t, benchmark, 'newt')).differs).toEqual([
      { option_id: option?.id, criterion_id: takeover?.id, own: 0, others: 1, counted: 2 },
      { option_id: option?.id, criterion_id: quality?.id, own: 2, others: 5, counted: 2 },
    ]);
    expect((await show(t, benchmark, 'grace')).differs).toEqual([]);
    // One under way of another option hides the others’ again.
    await put(t, benchmark, 'newt', { option_id: benchmark.options[1]?.id, values: [] });
    expect((await show(t, benchmark, 'newt')).differs).toEqual([]);
  });

  test('are listed page after page', async () => {
    const benchmark = await openBenchmark(t);
    for (const [i, who] of (['linus', 'newt', 'mallory'] as const).entries())
      await evaluate(t, benchmark, who, 0, [null, i + 1, null]);
    const ids: string[] = [];
    let after = '';
    do {
      const page = (
        await t.as('grace').get(`/api/benchmarks/${benchmark.id}/evaluations?limit=1${after}`)
      ).json();
      ids.push(...page.items.map(({ id }: Evaluation) => id));
      after = page.next ? `&after=${page.next}` : '';
    } while (after);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('an evaluation under way', () => {
  test('is seen by nobody else, and hides the others’ from its member until it is submitted', async () => {
    const benchmark = await openBenchmark(t);
    const begun = await put(t, benchmark, 'newt', { values: valuesOf(benchmark, [null, 2]) });
    expect(begun.json()).toMatchObject({ submitted_at: null, saw_others: false });
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 5, 1], { comment: 'Excellent' });
    await evaluate(t, benchmark, 'linus', 1, [2_000_000, 5, 1]);

    expect((await show(t, benchmark, 'grace')).basis.evaluation_count).toBe(2);
    expect(await listed(t, benchmark, 'grace')).toHaveLength(2);
    const own = await show(t, benchmark, 'newt');
    expect(own).toMatchObject({ sees: 'own', basis: { evaluation_count: 1 } });
    expect(cellOf(own, 0, 1)).toMatchObject({ mean: 2, counted: 1 });
    expect(cellOf(own, 1, 1)).toMatchObject({ mean: null });
    const paths = ['', '/ranking', '/evaluations'];
    for (const path of paths)
      expect((await t.as('newt').get(`/api/benchmarks/${benchmark.id}${path}`)).body).not.toContain(
        'Excellent',
      );
    expect((await t.as('newt').get(`/api/benchmarks/${benchmark.id}/ranking`)).json().sees).toBe('own');

    const sent = await evaluate(t, benchmark, 'newt', 0, [null, 2, null]);
    expect(sent.saw_others).toBe(false);
    expect(await show(t, benchmark, 'newt')).toMatchObject({ sees: 'all', basis: { evaluation_count: 3 } });
  });

  test('is seen whole again when it is withdrawn, or the benchmark is closed', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 5, 1]);
    const begun = (await put(t, benchmark, 'newt', { values: [] })).json();
    expect((await show(t, benchmark, 'newt')).sees).toBe('own');
    await t.as('newt').delete(`/api/benchmarks/${benchmark.id}/evaluations/${begun.id}`);
    expect((await show(t, benchmark, 'newt')).sees).toBe('all');
    await put(t, benchmark, 'mallory', { values: [] });
    await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { state: 'closed' });
    expect((await show(t, benchmark, 'mallory')).sees).toBe('all');
  });

  test.each(['', '/ranking', '/evaluations'])(
    'begun after results were read at “%s” is marked so',
    async (path) => {
      const benchmark = await openBenchmark(t);
      await t.as('newt').get(`/api/benchmarks/${benchmark.id}${path}`);
      const blind = await evaluate(t, benchmark, 'newt', 1, [null, 2, null]);
      expect(blind.saw_others).toBe(false);
      await evaluate(t, benchmark, 'linus', 0, [2_000_000, 5, 1]);
      await t.as('newt').get(`/api/benchmarks/${benchmark.id}${path}`);
      expect((await evaluate(t, benchmark, 'newt', 0, [null, 2, null])).saw_others).toBe(true);
      // One that was begun before stays as it was.
      expect((await evaluate(t, benchmark, 'newt', 1, [null, 3, null])).saw_others).toBe(false);
    },
  );
});
