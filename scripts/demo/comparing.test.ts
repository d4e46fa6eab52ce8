import { describe, expect, test } from 'vitest';
import { rankOptions } from '@cenacle/shared/benchmarks/rank.ts';
import { cellSummary, evaluationWeight } from '@cenacle/shared/benchmarks/raters.ts';
import { decisionMax, questionMax, resultMax } from '@cenacle/shared/threads/outcome-contract.ts';
import { readSite } from '@cenacle/shared/providers/site.ts';
import { cleanCriteria } from '../../server/benchmarks/criteria.ts';
import { demonstration } from './content.ts';
import { selections } from './content/selections.ts';

const { providers, engagements, benchmarks, threads, members, circles } = demonstration;
const memberKeys = new Set(members.map(({ key }) => key));
const providerKeys = new Set(providers.map(({ key }) => key));
const byKey = <T extends { key: string }>(list: readonly T[]) =>
  new Map(list.map((item) => [item.key, item]));
const threadsByKey = byKey(threads);
const providersByKey = byKey(providers);
const engagementsByKey = byKey(engagements);
const joinedHoursAgo = (key: string) =>
  (members.find((member) => member.key === key)?.joinedDaysAgo ?? 0) * 24;
/** Every text that members read of what is compared; documents are what a program wrote. */
const texts: { where: string; text: string }[] = [
  ...providers.flatMap(({ key, name, summary, place, otherNames = [] }) =>
    [name, summary, place, ...otherNames].map((text) => ({ where: key, text })),
  ),
  ...engagements.flatMap(({ key, client, label, sector }) =>
    [client, label, sector].map((text) => ({ where: key, text })),
  ),
  ...threads.flatMap(({ key, outcome }) =>
    outcome
      ? [outcome.decision, outcome.result, ...outcome.questions].map((text) => ({ where: key, text }))
      : [],
  ),
  ...benchmarks.flatMap(({ key, need, description, criteria, options, evaluations }) =>
    [
      need,
      description,
      ...criteria.flatMap(({ name, note = '', low_words: low = '', high_words: high = '', unit = '' }) => [
        name,
        note,
        low,
        high,
        unit,
      ]),
      ...options.map(({ product = '' }) => product),
      ...evaluations.flatMap(({ comment = '', evidence }) => [comment, evidence.role ?? '']),
    ].map((text) => ({ where: key, text })),
  ),
  ...selections.flatMap(({ id, need, description, criteria }) =>
    [need, description, ...criteria.map(({ name }) => name)].map((text) => ({ where: id, text })),
  ),
];

/** Keys of the members who read what has this audience. */
function readersOf(audience: 'all' | { circle: string } | { named: string[] }): string[] {
  if (audience === 'all') return [...memberKeys];
  if ('named' in audience) return audience.named;
  return circles.find(({ key }) => key === audience.circle)?.members ?? [];
}

describe('the directory of the demonstration', () => {
  test('has each provider once, added by a member who was there', () => {
    expect(providerKeys.size).toBe(providers.length);
    expect(new Set(providers.map(({ name }) => name)).size).toBe(providers.length);
    for (const { by, addedDaysAgo } of providers)
      expect(addedDaysAgo * 24).toBeLessThanOrEqual(joinedHoursAgo(by));
  });

  test('gives invented firms addresses that nobody can own, and everybody one that can be read', () => {
    for (const { key, kind, website } of providers) {
      expect(readSite(website), key).not.toBe('bad_website');
      if (kind === 'firm' && website) expect(website, key).toMatch(/\.example(\/|$)/);
    }
  });
});

describe('the finished cases of the demonstration', () => {
  const finished = threads.flatMap(({ key, outcome, by }) => (outcome ? [{ key, outcome, by }] : []));

  test('chose providers of the directory', () => {
    for (const { outcome } of finished)
      for (const key of outcome.providers)
        expect(providersByKey.get(key)?.addedDaysAgo, key).toBeGreaterThanOrEqual(outcome.finishedDaysAgo);
  });

  test('have answers that their form would accept', () => {
    for (const { key, outcome } of finished) {
      const { cost, questions } = outcome;
      expect(outcome.decision.length, key).toBeLessThanOrEqual(decisionMax);
      expect(outcome.result.length, key).toBeLessThanOrEqual(resultMax);
      for (const text of questions) expect(text.length, text).toBeLessThanOrEqual(questionMax);
      if (cost) expect(cost.maxEuros ?? cost.minEuros, key).toBeGreaterThanOrEqual(cost.minEuros);
    }
  });
});

describe('the texts of what is compared', () => {
  test.each([
    ['a straight apostrophe or quotation mark', /['"]/],
    ['an ordinary space before : ; ! ? or »', / [:;!?»]/],
    ['no space before ; ! ? or »', /[^\u00a0\u202f\s\d][;!?»]/],
    ['a guillemet without its no-break space', /«(?!\u00a0)|(?<!\u00a0)»/],
    ['an ordinary space before a unit', /\d (?:%|€|k€|M€)/],
    ['an ordinary space between thousands', /(?<!\d)\d{1,3} \d{3}(?!\d)/],
    ['three dots for an ellipsis', /\.\.\./],
    ['a decomposed accent', /\p{M}/u],
  ])('have nowhere %s', (_name, pattern) => {
    expect(texts.filter(({ text }) => pattern.test(text))).toEqual([]);
  });

  test('name a client nowhere but in the engagement itself', () => {
    const clients = engagements.map(({ client }) => client);
    const open = [demonstration.threads, providers, benchmarks, members, circles];
    expect(clients.filter((client) => JSON.stringify(open).includes(client))).toEqual([]);
  });
});

describe.each(benchmarks)('the benchmark $key', (benchmark) => {
  const { criteria, options, evaluations, audience, by, hoursAgo } = benchmark;
  const criteriaByKey = byKey(criteria);

  test('holds what its form would accept, with a price among its criteria', () => {
    expect(() => cleanCriteria(criteria)).not.toThrow();
    expect(criteria.some(({ kind }) => kind === 'price')).toBe(true);
    expect(options.length).toBeGreaterThanOrEqual(4);
    for (const { provider } of options)
      expect((providersByKey.get(provider)?.addedDaysAgo ?? 0) * 24, provider).toBeGreaterThanOrEqual(
        hoursAgo,
      );
    expect(hoursAgo).toBeLessThanOrEqual(joinedHoursAgo(by));
  });

  test('is evaluated by its readers, each option once by each, after it was opened', () => {
    const readers = readersOf(audience);
    const pairs = evaluations.map(({ by: member, option }) => `${member} ${option}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const evaluation of evaluations) {
      expect(readers).toContain(evaluation.by);
      expect(options.map(({ key }) => key)).toContain(evaluation.option);
      expect(evaluation.hoursAgo).toBeLessThan(hoursAgo);
      expect(evaluation.hoursAgo).toBeLessThanOrEqual(joinedHoursAgo(evaluation.by));
    }
  });

  test('marks as begun after seeing results only what others came before, and criticises no person', () => {
    for (const { by: member, sawOthers, hoursAgo: at, option, comment } of evaluations) {
      const earlier = evaluations.filter((other) => other.by !== member && other.hoursAgo > at);
      if (sawOthers) expect(earlier.length, `${member} ${option}`).toBeGreaterThan(0);
      const provider = providersByKey.get(options.find(({ key }) => key === option)?.provider ?? '');
      if (provider?.naturalPerson) expect(comment).toBeUndefined();
    }
  });

  test('has values that go with their criteria', () => {
    for (const { values } of evaluations)
      for (const [key, value] of Object.entries(values)) {
        const criterion = criteriaByKey.get(key);
        expect(criterion, key).toBeDefined();
        if (typeof value !== 'number') continue;
        if (criterion?.kind === 'rating') expect([1, 2, 3, 4, 5]).toContain(value);
        if (criterion?.kind === 'yesno') expect([0, 1]).toContain(value);
        if (criterion?.kind === 'price') expect(value).toBeGreaterThanOrEqual(0);
      }
  });

  test('rests on what its members really have: cases they read, engagements of their own, grades that hold', () => {
    for (const { by: member, evidence, hoursAgo: at } of evaluations) {
      const thread = evidence.case ? threadsByKey.get(evidence.case) : undefined;
      const engagement = evidence.engagement ? engagementsByKey.get(evidence.engagement) : undefined;
      if (evidence.case) {
        expect(readersOf(thread?.audience ?? { named: [] })).toContain(member);
        expect((thread?.outcome?.finishedDaysAgo ?? 0) * 24).toBeGreaterThanOrEqual(at);
      }
      if (evidence.engagement) expect(engagement?.by).toBe(member);
      const endedHoursAgo = (thread?.outcome?.finishedDaysAgo ?? engagement?.endedDaysAgo ?? 0) * 24;
      const hasEnded = endedHoursAgo >= at;
      if (evidence.grade.startsWith('finished')) expect(hasEnded, `${member} ${evidence.grade}`).toBe(true);
      if (evidence.grade === 'finished_documented') expect(evidence.document).toBeDefined();
      if (evidence.grade === 'under_way') expect(engagement && !hasEnded, `${member} under way`).toBe(true);
    }
  });
});

/** The ranking of a benchmark when its price weighs this much, as proposed when not given, and the rest as proposed. */
function rankAt(benchmark: (typeof benchmarks)[number], priceWeight?: number) {
  const columns = cleanCriteria(benchmark.criteria);
  const marks = (option: string, key: string) =>
    benchmark.evaluations.flatMap(({ option: one, conflict = 'none', values, evidence, hoursAgo }) => {
      const value = values[key];
      if (one !== option || typeof value !== 'number') return [];
      const ageMonths = hoursAgo / (24 * 30.4);
      return [{ value, weight: evaluationWeight({ ageMonths, grade: evidence.grade, conflict }), at: 0 }];
    });
  const valueOf = (option: string, { key, kind }: (typeof benchmark.criteria)[number]) => {
    const middle = { prior: 3, low: 1, high: 5 };
    const { mean, shrunk } = cellSummary(marks(option, key), kind === 'rating' ? middle : null);
    return mean === null ? null : (shrunk?.value ?? mean);
  };
  return rankOptions({
    criteria: columns.map((column, j) => ({ ...column, id: benchmark.criteria[j]?.key ?? '' })),
    options: benchmark.options.map(({ key }) => ({
      id: key,
      values: benchmark.criteria.map((criterion) => valueOf(key, criterion)),
    })),
    weights: columns.map(({ kind, weight }) => (kind === 'price' ? (priceWeight ?? weight) : weight)),
  });
}

/** The weight of the price that is this share of all weights. */
function priceWeightOf(benchmark: (typeof benchmarks)[number], share: number): number {
  const others = cleanCriteria(benchmark.criteria).filter(({ kind }) => kind !== 'price');
  return (share / (1 - share)) * others.reduce((sum, { weight }) => sum + weight, 0);
}

test('some benchmark says at which weight of the price another leads, and then another does', () => {
  const margin = 0.01;
  const turned = benchmarks.filter((benchmark) => {
    const flip = rankAt(benchmark).lead?.flip;
    const kind = benchmark.criteria.find(({ key }) => key === flip?.criterion_id)?.kind;
    if (!flip || kind !== 'price' || flip.direction !== 'more') return false;
    const leaderAt = (share: number) =>
      rankAt(benchmark, priceWeightOf(benchmark, share)).lead?.leader_ids ?? [];
    expect(leaderAt(flip.weight - margin)).toEqual(rankAt(benchmark).lead?.leader_ids);
    expect(leaderAt(flip.weight + margin)).toEqual([flip.rival_id]);
    return true;
  });
  expect(turned.length).toBeGreaterThanOrEqual(1);
});

test('every benchmark has a leader, and some option of which too little is known', () => {
  const rankings = benchmarks.map((benchmark) => rankAt(benchmark));
  for (const { lead } of rankings) expect(lead?.leader_ids).toHaveLength(1);
  expect(rankings.some(({ options }) => options.some(({ rank }) => rank === null))).toBe(true);
});

test('somebody declares a conflict, somebody does not know, and some price is on quotation', () => {
  const all = benchmarks.flatMap(({ evaluations }) => evaluations);
  expect(all.filter(({ conflict = 'none' }) => conflict !== 'none').length).toBeGreaterThanOrEqual(2);
  const values = new Set<unknown>(all.flatMap(({ values: given }) => Object.values(given)));
  expect(values).toContain('unknown');
  expect(values).toContain('quotation');
});

test('by the agency’s own must-haves at double weight, Sendy, which it chose, comes sixth of six', () => {
  const selection = selections.find(({ chosen }) => chosen === 'Sendy');
  const { options, reason } = rankOptions({
    criteria: (selection?.criteria ?? []).map(({ source }) => ({
      id: source,
      direction: 'benefit' as const,
      low: 0,
      high: 1,
    })),
    options: (selection?.options ?? []).map(({ key, utilities }) => ({ id: key, values: utilities })),
    weights: (selection?.criteria ?? []).map(({ isNiceToHave }) => (isNiceToHave ? 1 : 2)),
  });
  expect(reason).toBeNull();
  expect(options.map(({ option_id: id, rank }) => [id, rank]).at(-1)).toEqual(['Sendy', 6]);
});
