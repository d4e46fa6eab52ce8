import type { Conflict, Grade } from '../evidence/contract.ts';

/** After so many months an evaluation counts half. */
const halfLifeMonths = 18;
/** How much a judgement counts by what it comes from; one without any evidence is an opinion. */
const evidenceWeights: Record<Grade, number> = {
  finished_documented: 1,
  finished: 0.7,
  under_way: 0.4,
  opinion: 0.2,
};
/** As much as so many evaluations of full weight that say the prior. */
const priorStrength = 3;
/** How far the marks of two raters of the same thing lie apart, as a standard deviation in marks. */
const markDeviation = 1;

const msPerMonth = (365.25 / 12) * 24 * 60 * 60 * 1000;

/** The months of 30.4 days from one moment to another, in milliseconds since 1970; 0 when it lies ahead. */
export const monthsBetween = (from: number, to: number): number => Math.max(0, to - from) / msPerMonth;

/**
 * What an evaluation counts: 2^(-age / half-life) by its age in months (exponential decay, by half each `halfLife`), times
 * what its evidence counts; 0 with any conflict of interest, whatever the relation. From 0 to 1.
 */
export function evaluationWeight(given: {
  ageMonths: number;
  grade: Grade | null;
  conflict: Conflict;
  /** Months [18]. */
  halfLife?: number;
}): number {
  if (given.conflict !== 'none') return 0;
  const age = Math.max(0, given.ageMonths);
  return 2 ** (-age / (given.halfLife ?? halfLifeMonths)) * evidenceWeights[given.grade ?? 'opinion'];
}

/** A known value and what its evaluation counts; a weight of 0 leaves it out. `at` is in milliseconds since 1970. */
export interface WeighedMark {
  value: number;
  weight: number;
  at: number;
}

/** How marks are drawn to a prior. All in the marks' own unit. */
export interface Shrinkage {
  /** Given from outside: the middle of the scale or the mark of a published source, never a mean of these providers. */
  prior: number;
  /** [3] */
  strength?: number;
  /** The standard deviation of one mark [1 mark]. */
  deviation?: number;
  /** The scale that the interval is clipped to; none leaves it as it is. */
  low?: number;
  high?: number;
}

export interface CellSummary {
  /** Marks that count. */
  count: number;
  /** Marks of which the weight is 0. */
  leftOut: number;
  /** The sum of the weights. */
  weight: number;
  /** How many marks of equal weight would say as much: (Σω)² / Σω². */
  effective: number;
  /** Of what counts; null without any. */
  mean: number | null;
  median: number | null;
  lowest: number | null;
  highest: number | null;
  /** The mean drawn to the prior, and its 90 % interval; null without a prior. */
  shrunk: { value: number; low: number; high: number } | null;
  /** When the oldest and the newest of what counts was submitted; null without any. */
  oldestAt: number | null;
  newestAt: number | null;
  /** Nothing counts: `shrunk` is the prior alone, which is no evidence. */
  reason: 'no_evidence' | null;
}

/** The 95 % point of the normal distribution: an interval of 90 % leaves 5 % on each side. */
const deviations90 = 1.6448536269514722;

/** The sum of the weights and the effective number of Kish, Survey Sampling (1965): (Σω)² / Σω². */
function effectiveNumber(weights: readonly number[]): { weight: number; effective: number } {
  const largest = Math.max(0, ...weights);
  if (largest === 0) return { weight: 0, effective: 0 };
  // By the largest first, so that the square of a very small weight does not vanish.
  const scaled = weights.map((weight) => weight / largest);
  const sum = scaled.reduce((total, each) => total + each, 0);
  const squares = scaled.reduce((total, each) => total + each * each, 0);
  return { weight: sum * largest, effective: (sum * sum) / squares };
}

/** The mean of values in rising order, by their weights. */
function weightedMean(marks: readonly WeighedMark[], weight: number): number {
  const [lowest, highest] = [marks[0]?.value ?? 0, marks.at(-1)?.value ?? 0];
  // As distances from the lowest, so that rounding never leaves the range of what was said.
  const above = marks.reduce((sum, mark) => sum + (mark.weight / weight) * (mark.value - lowest), 0);
  return Math.min(highest, Math.max(lowest, lowest + above));
}

/** The value at which half of the weight is reached, in rising order; midway to the next where it is reached exactly. */
function weightedMedian(marks: readonly WeighedMark[], weight: number): number {
  let below = 0;
  for (const [i, mark] of marks.entries()) {
    below += mark.weight / weight;
    if (Math.abs(below - 0.5) <= 1e-12) return mark.value / 2 + (marks[i + 1]?.value ?? mark.value) / 2;
    if (below > 0.5) return mark.value;
  }
  return marks.at(-1)?.value ?? 0;
}

/**
 * m̂ = (Σωx + km) / (Σω + k) (an average with a prior of k observations: the posterior mean of a normal with a known
 * deviation, Gelman et al., Bayesian Data Analysis, section 2.5), and the interval of 90 % m̂ ± 1.645 σ / √(k + n), with n
 * the effective number, clipped to the scale. Null where there is neither a prior nor a mark.
 */
function shrink(
  mean: number | null,
  { weight, effective }: { weight: number; effective: number },
  given: Shrinkage,
): CellSummary['shrunk'] {
  const { prior, strength = priorStrength, deviation = markDeviation } = given;
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = given;
  if (weight + strength === 0) return null;
  const value = mean === null ? prior : mean + (prior - mean) * (strength / (weight + strength));
  const width = (deviations90 * deviation) / Math.sqrt(strength + effective);
  const clip = (bound: number) => Math.min(high, Math.max(low, bound));
  return { value, low: clip(value - width), high: clip(value + width) };
}

/**
 * What the marks of one cell come to, whatever their order. Without `shrinkage` (numbers, prices, yes or no) nothing is
 * drawn to a prior. Throws RangeError for a value or weight that is not finite, or a negative weight.
 */
export function cellSummary(marks: readonly WeighedMark[], shrinkage: Shrinkage | null): CellSummary {
  if (marks.some(({ value, weight }) => !Number.isFinite(value) || !Number.isFinite(weight) || weight < 0))
    throw new RangeError('A mark has a finite value, and a weight from 0.');
  const counted = marks
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => a.value - b.value || a.weight - b.weight);
  const sums = effectiveNumber(counted.map(({ weight }) => weight));
  const hasAny = counted.length > 0;
  const mean = hasAny ? weightedMean(counted, sums.weight) : null;
  const moments = counted.map(({ at }) => at);
  return {
    count: counted.length,
    leftOut: marks.length - counted.length,
    ...sums,
    mean,
    median: hasAny ? weightedMedian(counted, sums.weight) : null,
    lowest: counted[0]?.value ?? null,
    highest: counted.at(-1)?.value ?? null,
    shrunk: shrinkage && shrink(mean, sums, shrinkage),
    oldestAt: hasAny ? Math.min(...moments) : null,
    newestAt: hasAny ? Math.max(...moments) : null,
    reason: hasAny ? null : 'no_evidence',
  };
}

/** Standard deviations on each side that hold so much of the normal distribution. */
const deviationsOf = { 0.9: deviations90, 0.95: 1.959963984540054, 0.99: 2.5758293035489004 };

/**
 * The interval of Wilson (Probable inference, the law of succession, and statistical inference, 1927) for a share of
 * `successes` among `answers`; the lower bound is what "would do again" is ranked by. A success may be half of one.
 * Null without an answer. Throws RangeError for successes that are not from 0 to the answers.
 */
export function wilsonInterval(
  successes: number,
  answers: number,
  confidence: keyof typeof deviationsOf = 0.95,
): { low: number; high: number } | null {
  if (!(successes >= 0 && successes <= answers && Number.isFinite(answers)))
    throw new RangeError('Successes are from 0 to the number of answers.');
  if (answers === 0) return null;
  const z = deviationsOf[confidence];
  const share = successes / answers;
  const spread = z * Math.sqrt((share * (1 - share)) / answers + (z * z) / (4 * answers * answers));
  const [middle, scale] = [share + (z * z) / (2 * answers), 1 + (z * z) / answers];
  // Of none or all the bound is exactly 0 or 1, which rounding would miss.
  return {
    low: successes === 0 ? 0 : Math.max(0, (middle - spread) / scale),
    high: successes === answers ? 1 : Math.min(1, (middle + spread) / scale),
  };
}

/** Answers to "would you do it again?"; partly counts half. */
export interface AgainAnswers {
  yes: number;
  partly: number;
  no: number;
}

/** The share of members who would do it again and its lower bound at 95 %; null without an answer. */
export function wouldDoAgain({
  yes,
  partly,
  no,
}: AgainAnswers): { share: number; low: number; answers: number } | null {
  const answers = yes + partly + no;
  const successes = yes + partly / 2;
  const interval = wilsonInterval(successes, answers);
  return interval && { share: successes / answers, low: interval.low, answers };
}
