import {
  kendallW,
  krippendorffAlpha,
  type AgreementLevel,
  type Ratings,
} from '@cenacle/shared/benchmarks/agreement.ts';
import { flipWeights, leastTransfer } from '@cenacle/shared/benchmarks/flip.ts';
import {
  normalize,
  rankMatrix,
  type CriterionType,
  type Matrix,
  type Normalization,
} from '@cenacle/shared/benchmarks/normalize.ts';
import { anchoredPrices, linearPrices, proportionalPrices } from '@cenacle/shared/benchmarks/price.ts';
import { promethee, type Thresholds } from '@cenacle/shared/benchmarks/promethee.ts';
import { cellSummary, wilsonInterval } from '@cenacle/shared/benchmarks/raters.ts';
import { rocWeights } from '@cenacle/shared/benchmarks/roc.ts';
import { piecewiseLinear } from '@cenacle/shared/benchmarks/scales.ts';
import { acceptability } from '@cenacle/shared/benchmarks/smaa.ts';
import { topsis } from '@cenacle/shared/benchmarks/topsis.ts';
import { exactCost, type Amount } from '@cenacle/shared/benchmarks/total-cost.ts';
import { isOrderRobust, weightedSum } from '@cenacle/shared/benchmarks/weighted-sum.ts';

/** One published vector: kind, input, and what the source says comes out, to so many decimals. */
interface Vector {
  id: string;
  kind: string;
  input: Record<string, unknown>;
  expected: unknown;
  expected_decimals: number;
}

interface Edge {
  id: string;
  input: Record<string, unknown>;
  expected: Record<string, unknown>;
}

export interface CaseReport {
  /** Ids of the cases that were calculated. */
  ran: string[];
  /** One line for each that came out otherwise. */
  failures: string[];
}

/** The form by the beginning of its name in a vector; the rest of the name says how costs are treated. */
const formOf = (name: string): Normalization => {
  if (name.startsWith('linear')) return 'ratio';
  for (const form of ['minmax', 'vector', 'sum'] as const) if (name.startsWith(form)) return form;
  throw new Error(`A form that nobody knows: ${name}`);
};

/** What we calculate for a vector; undefined for a kind that is not ours. */
function calculate({ kind, input }: Vector): unknown {
  if (kind.startsWith('normalize.'))
    return normalize(
      input.matrix as Matrix,
      input.types as CriterionType[],
      formOf(kind.slice('normalize.'.length)),
    );
  if (kind === 'weighted_sum') return matrix(input).scores;
  if (kind === 'value_curve.piecewise_linear') {
    const curve = { cutoffs: input.cutoffs as number[], values: input.values as number[] };
    return (input.x as number[]).map((x) => piecewiseLinear(curve, x));
  }
  if (kind === 'topsis') {
    const form = formOf(String(input.normalization ?? 'vector'));
    return topsis(input.matrix as Matrix, input.types as CriterionType[], input.weights as number[], form)
      .scores;
  }
  if (kind === 'promethee2') return flows(input);
  if (kind === 'weights.roc') return rocWeights(Number(input.n));
  if (kind.startsWith('smaa')) return shares(input);
  if (kind.startsWith('agreement.krippendorff'))
    return [krippendorffAlpha(input.raters as Ratings, input.level as AgreementLevel)];
  if (kind === 'interval.wilson') {
    const confidence = input.confidence as 0.9 | 0.95 | 0.99 | undefined;
    const interval = wilsonInterval(Number(input.successes), Number(input.n), confidence);
    return interval && [interval.low, interval.high];
  }
  if (kind === 'shrink.bayes_mean') return [ratings(input).shrunk];
  return undefined;
}

/** What we calculate for an edge case, by the names that it expects; undefined for those that are not ours. */
function calculateEdge({ input }: Edge): Record<string, unknown> | undefined {
  if ('prices' in input) return prices(input);
  if ('months' in input) return cost(input);
  if ('ratings' in input) return ratings(input);
  if ('raters' in input) return { W: kendallW(input.raters as Ratings) };
  if ('matrix' in input && 'normalization' in input) return matrix(input);
  if ('utilities' in input && 'rival' in input) return flip(input);
  if ('utilities' in input && 'weights' in input) return intervals(input);
  if ('utilities' in input) return shares(input);
  return undefined;
}

function prices(input: Record<string, unknown>): Record<string, unknown> {
  const given = input.prices as number[];
  const anchors = { target: Number(input.target), ceiling: Number(input.ceiling) };
  return {
    proportional: proportionalPrices(given),
    linear: linearPrices(given),
    ...('ceiling' in input ? { anchored: anchoredPrices(given, anchors) } : {}),
  };
}

/** The thresholds that turn the linear preference function into the one that is named. */
function thresholds(name: unknown, q: unknown, p: unknown): Thresholds {
  if (name === 'usual') return { q: 0, p: 0 };
  if (name === 'ushape') return { q: Number(q), p: Number(q) };
  if (name === 'vshape') return { q: 0, p: Number(p) };
  if (name === 'linear') return { q: Number(q), p: Number(p) };
  throw new Error(`A preference function that nobody knows: ${String(name)}`);
}

function flows(input: Record<string, unknown>): unknown {
  const [q, p] = [input.q ?? [], input.p ?? []] as unknown[][];
  return promethee(
    input.matrix as Matrix,
    input.types as CriterionType[],
    input.weights as number[],
    (input.pref as unknown[]).map((name, j) => thresholds(name, q?.[j], p?.[j])),
  ).scores;
}

function shares(input: Record<string, unknown>): Record<string, unknown> {
  const utilities = (input.utilities as (number | null)[][]).map((row) =>
    row.map((utility) => ({ low: utility ?? 0, high: utility ?? 1 })),
  );
  const [drawn] = acceptability({ utilities, seed: 1 });
  const { rankShares, centralWeights } = drawn ?? { rankShares: [], centralWeights: [] };
  const first = rankShares.map((row) => row[0]);
  const rows = rankShares.map((row, i) => [`rank_share_row${i + 1}`, row] as const);
  return {
    rank1: first,
    first_rank_share: first,
    central_weights: centralWeights,
    ...Object.fromEntries(rows),
  };
}

/** A part of a cost as a case names it: `…_ht` without VAT, `…_ttc` with it; nothing for a part that it does not have. */
function amount(input: Record<string, unknown>, name: string): Amount | undefined {
  if (`${name}_ht` in input) return { minor: Number(input[`${name}_ht`]) };
  if (`${name}_ttc` in input) return { minor: Number(input[`${name}_ttc`]), vatIncluded: true };
  return undefined;
}

function cost(input: Record<string, unknown>): Record<string, unknown> {
  const [oneOff, monthly, exit] = ['one_off', 'monthly', 'exit'].map((name) => amount(input, name));
  const parts = {
    ...(oneOff ? { oneOff } : {}),
    ...(monthly ? { recurring: { ...monthly, per: 'month' as const } } : {}),
    ...('internal_days' in input ? { internalDays: Number(input.internal_days) } : {}),
    ...(exit ? { exit } : {}),
  };
  const terms = {
    months: Number(input.months),
    volume: 0,
    dayRate: Number(input.day_rate ?? 0),
    vatRate: Number(input.vat ?? 0),
  };
  return {
    tco_ht: exactCost(parts, { ...terms, withVat: false }),
    tco_ttc: exactCost(parts, { ...terms, withVat: true }),
  };
}

function ratings(input: Record<string, unknown>): Record<string, unknown> {
  const given = (input.weights ?? []) as number[];
  const marks = (input.ratings as number[]).map((value, i) => ({ value, weight: given[i] ?? 1, at: 0 }));
  const summary = cellSummary(marks, {
    prior: Number(input.prior_mean),
    strength: Number(input.prior_count),
  });
  return {
    weight: summary.weight,
    n_eff: summary.effective,
    mean: summary.mean,
    shrunk: summary.shrunk?.value ?? null,
    low: summary.shrunk?.low ?? null,
    high: summary.shrunk?.high ?? null,
  };
}

function matrix(input: Record<string, unknown>): Record<string, unknown> {
  const ranking = rankMatrix(
    input.matrix as Matrix,
    input.types as CriterionType[],
    input.weights as number[],
    formOf(String(input.normalization)),
  );
  return {
    non_discriminating: ranking.nonDiscriminating,
    effective_weights: ranking.effectiveWeights,
    scores: ranking.scores,
    ranks: ranking.ranks,
    reason: ranking.reason,
  };
}

function intervals(input: Record<string, unknown>): Record<string, unknown> {
  const weights = input.weights as number[];
  const sums = (input.utilities as (number | null)[][]).map((row) => weightedSum(row, weights));
  return {
    low: sums.map(({ low }) => low),
    high: sums.map(({ high }) => high),
    point: sums.map(({ point }) => point),
    coverage: sums.map(({ coverage }) => coverage),
    robust_order: isOrderRobust(sums),
  };
}

function flip(input: Record<string, unknown>): Record<string, unknown> {
  const utilities = input.utilities as number[][];
  const weights = input.weights as number[];
  const first = utilities[input.first as number] ?? [];
  const rival = utilities[input.rival as number] ?? [];
  const scores = utilities.map((row) => weightedSum(row, weights).point);
  const transfer = leastTransfer(first, rival, weights);
  return {
    scores,
    gap: (scores[input.first as number] ?? 0) - (scores[input.rival as number] ?? 0),
    flip_weight_per_criterion: flipWeights(first, rival, weights),
    least_transfer: transfer?.amount ?? null,
    moves: transfer?.moves.map(({ from, to, amount }) => ({ from_: from, to, amount })) ?? null,
  };
}

/** Whether two answers are the same, numbers to within `tolerance`. */
function isSame(actual: unknown, expected: unknown, tolerance: number): boolean {
  if (typeof expected === 'number')
    return typeof actual === 'number' && Math.abs(actual - expected) <= tolerance;
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((part, i) => isSame(actual[i], part, tolerance))
    );
  if (expected !== null && typeof expected === 'object')
    return Object.entries(expected).every(([name, part]) =>
      isSame((actual as Record<string, unknown> | null)?.[name], part, tolerance),
    );
  return actual === expected;
}

const edgeTolerance = 1e-9;
/** Of shares of drawn weightings. */
const drawnTolerance = 0.02;

/** Calculates every vector and edge case; one that nothing of ours calculates has failed. Runs in Node and in a browser. */
export function runRankingCases(vectors: readonly Vector[], edges: readonly Edge[]): CaseReport {
  const report: CaseReport = { ran: [], failures: [] };
  const compare = (id: string, calculateIt: () => unknown, expected: unknown, tolerance: number) => {
    try {
      const actual = calculateIt();
      if (actual === undefined) throw new Error('Nothing of ours calculates this.');
      if (!isSame(actual, expected, tolerance))
        report.failures.push(`${id}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
    } catch (failure) {
      // One case that we refuse must not hide how the others come out.
      report.failures.push(`${id}: ${String(failure)}`);
    }
    report.ran.push(id);
  };
  for (const vector of vectors) {
    const isDrawn = vector.kind.startsWith('smaa');
    const tolerance = isDrawn ? drawnTolerance : 0.5000001 * 10 ** -vector.expected_decimals;
    compare(vector.id, () => calculate(vector), vector.expected, tolerance);
  }
  for (const edge of edges) {
    const tolerance = edge.id.startsWith('smaa') ? drawnTolerance : edgeTolerance;
    compare(edge.id, () => calculateEdge(edge), edge.expected, tolerance);
  }
  return report;
}
