import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerOf, drawnOf } from './answer.ts';
import { rankOptions, type RankingInput } from './rank.ts';
import { acceptability } from './smaa.ts';
import { leadersAlong } from './track.ts';

type Kind = 'rating' | 'price' | 'number' | 'yesno';
interface World {
  criteria: { id: string; kind: Kind; direction: 'benefit' | 'cost'; low: number; high: number }[];
  options: { id: string; values: (number | null)[] }[];
  weights: number[];
}

const criterion = (j: number) =>
  fc.oneof(
    fc.constant({ id: `c${j}`, kind: 'rating' as const, direction: 'benefit' as const, low: 1, high: 5 }),
    fc.constant({ id: `c${j}`, kind: 'yesno' as const, direction: 'benefit' as const, low: 0, high: 1 }),
    fc.constant({ id: `c${j}`, kind: 'price' as const, direction: 'cost' as const, low: 0, high: 10_000 }),
    fc.constant({ id: `c${j}`, kind: 'number' as const, direction: 'cost' as const, low: -20, high: 20 }),
  );
// Few different values, so that ties and equal options come up, and some far beyond the anchors.
const value = fc.oneof(
  fc.constantFrom(null, -1e12, 0, 1, 2, 3, 4.5, 5, 1e12),
  fc.double({ min: -30, max: 12_000, noNaN: true }),
);

const world: fc.Arbitrary<World> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 6 }))
  .chain(([n, many]) =>
    fc.record({
      criteria: fc.tuple(...Array.from({ length: n }, (_, j) => criterion(j))),
      options: fc.tuple(
        ...Array.from({ length: many }, (_, i) =>
          fc.record({ id: fc.constant(`o${i}`), values: fc.array(value, { minLength: n, maxLength: n }) }),
        ),
      ),
      weights: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: n, maxLength: n }),
    }),
  );

const ranked = ({ criteria, options, weights }: World) =>
  rankOptions({ criteria, options, weights } satisfies RankingInput);
const byId = (each: World) =>
  new Map(ranked(each).options.map((option) => [option.option_id, { ...option, contributions: [] }]));
/** Scores to the precision in which sums in another order agree. */
const rounded = (each: World) =>
  [...byId(each)]
    .map(([id, { rank, score }]) => [id, rank, Math.round(score * 1e9) / 1e9] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

test('the order in which options and criteria come changes nothing', () => {
  fc.assert(
    fc.property(world, (each) => {
      const turned = {
        criteria: each.criteria.toReversed(),
        options: each.options.toReversed().map(({ id, values }) => ({ id, values: values.toReversed() })),
        weights: each.weights.toReversed(),
      };
      expect(rounded(turned)).toEqual(rounded(each));
    }),
  );
});

test('who is nowhere better and somewhere worse is never above', () => {
  fc.assert(
    fc.property(world, (each) => {
      const ranking = ranked(each);
      const options = ranking.options.filter(({ rank, coverage }) => rank !== null && coverage === 1);
      for (const better of options) {
        for (const worse of options) {
          const isDominated = worse.contributions.every(
            ({ utility }, j) => (utility ?? 0) <= (better.contributions[j]?.utility ?? 0),
          );
          if (isDominated) expect(worse.rank).toBeGreaterThanOrEqual(better.rank ?? 0);
        }
      }
    }),
  );
});

test('weights on another scale change nothing', () => {
  fc.assert(
    fc.property(world, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (each, factor) => {
      const scaled = { ...each, weights: each.weights.map((weight) => weight * factor) };
      expect(rounded(scaled)).toEqual(rounded(each));
    }),
  );
});

test('another option changes nobody’s score', () => {
  fc.assert(
    fc.property(world, fc.array(value, { minLength: 5, maxLength: 5 }), (each, values) => {
      const newcomer = { id: 'new', values: values.slice(0, each.criteria.length) };
      const before = byId(each);
      const after = byId({ ...each, options: [...each.options, newcomer] });
      for (const [id, { score, low, high, coverage }] of before)
        expect(after.get(id)).toMatchObject({ score, low, high, coverage });
    }),
  );
});

test('every number is one, whatever is equal, missing or alone', () => {
  const numbersIn = (part: unknown): number[] => {
    if (typeof part === 'number') return [part];
    return part && typeof part === 'object' ? Object.values(part).flatMap(numbersIn) : [];
  };
  fc.assert(
    fc.property(world, (each) => {
      const ranking = ranked(each);
      const drawn = drawnOf(each.criteria, [], ranking);
      const said = [
        ranking,
        answerOf(each.criteria, ranking),
        acceptability({ ...drawn, weights: each.weights, weightings: ['order', 'near'], draws: 20, seed: 1 }),
        each.criteria.map((_, j) => leadersAlong(ranking, each.weights, j, 10)),
      ];
      expect(numbersIn(said).filter((number) => !Number.isFinite(number))).toEqual([]);
    }),
  );
});

test('the leader at a slider’s position is the ranking’s there', () => {
  fc.assert(
    fc.property(world, fc.nat(100), (each, position) => {
      const ranking = ranked(each);
      for (const j of each.criteria.keys()) {
        const moved = { ...each, weights: each.weights.with(j, position) };
        const stretch = leadersAlong(ranking, each.weights, j, 100).find(({ to }) => position <= to);
        const { lead, options } = ranked(moved);
        const leaders =
          lead?.leader_ids ?? options.filter(({ rank }) => rank === 1).map(({ option_id: id }) => id);
        // Where nothing at all is known nobody leads, though all are level.
        if (leaders.length > 0) expect(leaders).toContain(stretch?.option_id);
      }
    }),
  );
});
