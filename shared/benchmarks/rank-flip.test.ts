import { describe, expect, test } from 'vitest';
import { rankOptions, type Ranking, type RankingInput } from './rank.ts';

const rating = (id: string) => ({ id, direction: 'benefit' as const, low: 1, high: 5 });
const at = ({ options }: Ranking, id: string) => options.find(({ option_id: option }) => option === id);

/** Numbers from 0 to 1, the same at each run (Lehmer's generator with the multiplier 48,271). */
function numbers(seed: number): () => number {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  // The first of a small seed is always near 0.
  next();
  return next;
}

/** Benchmarks of two to six options by two to five criteria, every ninth cell or so unknown when `gaps` says so. */
const benchmarks = (gaps: boolean): RankingInput[] =>
  Array.from({ length: 150 }, (_, seed) => {
    const next = numbers(seed + 1);
    const n = 2 + Math.floor(next() * 4);
    return {
      criteria: Array.from({ length: n }, (__, j) => ({
        ...rating(`c${j}`),
        direction: next() < 0.3 ? ('cost' as const) : ('benefit' as const),
      })),
      options: Array.from({ length: 2 + Math.floor(next() * 5) }, (__, i) => ({
        id: `o${i}`,
        values: Array.from({ length: n }, () =>
          gaps && next() < 0.12 ? null : 1 + Math.round(next() * 8) / 2,
        ),
      })),
      weights: Array.from({ length: n }, () => 1 + Math.floor(next() * 100)),
    };
  });

/** The same ranking with the weight of one criterion at `share`, the others scaled in proportion. */
function rankedAt(input: RankingInput, criterionId: string, share: number): Ranking {
  const j = input.criteria.findIndex(({ id }) => id === criterionId);
  const others = input.weights.reduce((sum, weight, i) => (i === j ? sum : sum + weight), 0);
  const weights = input.weights.map((weight, i) => (i === j ? share : (weight * (1 - share)) / others));
  return rankOptions({ ...input, weights });
}
const step = 1e-5;

describe('the flip of many benchmarks', () => {
  test('is looked for among two to five criteria and two to six options', () => {
    const sizes = (count: (input: RankingInput) => number) => new Set(benchmarks(true).map(count));
    expect(sizes(({ criteria }) => criteria.length)).toEqual(new Set([2, 3, 4, 5]));
    expect(sizes(({ options }) => options.length)).toEqual(new Set([2, 3, 4, 5, 6]));
  });

  test('is where the leader changes, and not before', () => {
    let flips = 0;
    for (const each of benchmarks(false)) {
      const { lead, weights } = rankOptions(each);
      if (!lead?.flip) continue;
      flips += 1;
      const { criterion_id: id, rival_id: rival, weight, direction } = lead.flip;
      const sign = direction === 'more' ? 1 : -1;
      const start = weights.find(({ criterion_id: criterion }) => criterion === id)?.weight ?? Number.NaN;
      expect(Math.sign(weight - start)).toBe(sign);
      for (let part = 0; part < 20; part += 1) {
        const before = start + (weight - sign * step - start) * (part / 19);
        if ((weight - before) * sign > 0)
          expect(rankedAt(each, id, before).lead?.leader_ids).toEqual(lead.leader_ids);
      }
      const past = rankedAt(each, id, weight + sign * step);
      expect(at(past, rival)?.score).toBeGreaterThan(at(past, lead.leader_ids[0] ?? '')?.score ?? 1);
      expect(past.lead?.leader_ids).not.toContain(lead.leader_ids[0]);
    }
    expect(flips).toBeGreaterThan(50);
  });

  test('is the nearest: no smaller change of any weight changes the leader', () => {
    for (const each of benchmarks(false)) {
      const { lead, weights } = rankOptions(each);
      if (lead?.leader_ids.length !== 1) continue;
      const flip = lead.flip;
      const start = weights.find(({ criterion_id: id }) => id === flip?.criterion_id)?.weight ?? 0;
      const distance = flip ? Math.abs(flip.weight - start) : 1;
      for (const { criterion_id: id, weight } of weights) {
        for (let percent = 1; percent < 100; percent += 3) {
          if (Math.abs(percent / 100 - weight) >= distance - step) continue;
          expect(rankedAt(each, id, percent / 100).lead?.leader_ids).toContain(lead.leader_ids[0]);
        }
      }
    }
  });

  test('names only a rival that is still ranked, and ahead of the leader, past it', () => {
    let gapped = 0;
    for (const each of benchmarks(true)) {
      const { lead, options } = rankOptions(each);
      if (!lead?.flip) continue;
      if (options.some(({ coverage }) => coverage < 1)) gapped += 1;
      const { criterion_id: id, rival_id: rival, weight, direction } = lead.flip;
      const past = rankedAt(each, id, weight + (direction === 'more' ? step : -step));
      const ahead = at(past, rival)?.rank ?? Infinity;
      expect(ahead).toBeLessThan(at(past, lead.leader_ids[0] ?? '')?.rank ?? 0);
    }
    expect(gapped).toBeGreaterThan(20);
  });

  test('is none at a weight at which too little would be known of the rival', () => {
    const options = [
      { id: 'known', values: [4.6, 1.8] },
      { id: 'unknown', values: [3, null] },
    ];
    const given = { criteria: [rating('a'), rating('b')], options, weights: [70, 30] };
    expect(at(rankOptions(given), 'unknown')?.rank).toBe(2);
    // The scores would be level with b at 57 %, but from 40 % on the rival is no longer ranked.
    expect(at(rankedAt(given, 'b', 0.58), 'unknown')?.rank).toBeNull();
    expect(rankOptions(given).lead?.flip).toBeNull();
    // Here level with b at exactly 40 %: still ranked there, but nowhere past it.
    const edge = [
      { id: 'known', values: [4.2, 1.8] },
      { id: 'unknown', values: [3.4, null] },
    ];
    expect(at(rankedAt({ ...given, options: edge }, 'b', 0.4), 'unknown')?.rank).not.toBeNull();
    expect(at(rankedAt({ ...given, options: edge }, 'b', 0.4 + step), 'unknown')?.rank).toBeNull();
    expect(rankOptions({ ...given, options: edge }).lead?.flip).toBeNull();
  });
});
