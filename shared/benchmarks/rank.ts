import { flipWeights, nearestTransfer } from './flip.ts';
import { ranksOf, tieTolerance } from './ranks.ts';
import { anchoredUtility, type Direction } from './scales.ts';
import { unknownUtility, weightedSum } from './weighted-sum.ts';
import { normalizeWeights } from './weights.ts';

interface OptionInput {
  id: string;
  values: readonly (number | null)[];
  /** Criteria whose knock-out it fails, and those by which that is unknown. */
  failed?: readonly string[];
  toCheck?: readonly string[];
}

export interface RankingInput {
  criteria: readonly { id: string; direction: Direction; low: number; high: number }[];
  /** `values[j]` is the value of the option's cell for `criteria[j]`; null when it is missing. */
  options: readonly OptionInput[];
  /** As the reader gives them, in the order of the criteria: relative, from 0. */
  weights: readonly number[];
}

export interface RankedOption {
  option_id: string;
  /** Null for an option of which too little is known, or that a knock-out leaves out. */
  rank: number | null;
  failed: string[];
  to_check: string[];
  score: number;
  low: number;
  high: number;
  coverage: number;
  /** Weight times utility, an unknown one in the middle; in the order of the criteria. They sum to the score. */
  contributions: {
    criterion_id: string;
    value: number | null;
    utility: number | null;
    contribution: number;
  }[];
}

export interface Flip {
  rival_id: string;
  criterion_id: string;
  /** The share at which the rival draws level: beyond it, in this direction, the rival is ahead. */
  weight: number;
  direction: 'more' | 'less';
}

/** The fewest points of weight that must change hands for a rival to draw level. */
export interface Transfer {
  rival_id: string;
  /** A share of all the weight. */
  amount: number;
  moves: { from_id: string; to_id: string; amount: number }[];
}

export interface Lead {
  /** Several when the first place is shared. */
  leader_ids: string[];
  runner_up_id: string | null;
  /** The leader stays alone in the first place whatever the unknowns of the ranked options turn out to be. */
  robust: boolean;
  /** The nearest change of one weight that puts another ranked option ahead; null when none does, or the first place is shared. */
  flip: Flip | null;
  /** Null likewise. */
  transfer: Transfer | null;
}

export type RankingReason =
  'no_option' | 'no_evidence' | 'single_option' | 'all_out' | 'too_little_known' | 'all_equal';

export interface Ranking {
  /** Shares that sum to 1, in the order of the criteria. */
  weights: { criterion_id: string; weight: number }[];
  /** All weights were zero: every criterion counts the same. */
  equal_weights: boolean;
  /** The ranked ones first, by rank, then the others by what is known of them, those that are knocked out last. */
  options: RankedOption[];
  reason: RankingReason | null;
  lead: Lead | null;
}

/** Options of which less is known, by weight, are not ranked: their place would be made of guesses. */
export const coverageMin = 0.6;

interface Scored {
  option: RankedOption;
  /** Utilities with unknown ones in the middle. */
  points: number[];
}

function scoreOption(
  { id, values, failed = [], toCheck = [] }: OptionInput,
  criteria: RankingInput['criteria'],
  shares: readonly number[],
): Scored {
  const utilities = criteria.map((criterion, j) => {
    const value = values[j] ?? null;
    return value === null ? null : anchoredUtility(value, criterion);
  });
  const { low, high, point, coverage } = weightedSum(utilities, shares);
  const points = utilities.map((utility) => utility ?? unknownUtility);
  const contributions = criteria.map((criterion, j) => ({
    criterion_id: criterion.id,
    value: values[j] ?? null,
    utility: utilities[j] ?? null,
    contribution: (shares[j] ?? 0) * (points[j] ?? 0),
  }));
  const knockouts = { failed: [...failed], to_check: [...toCheck] };
  return {
    option: { option_id: id, rank: null, ...knockouts, score: point, low, high, coverage, contributions },
    points,
  };
}

/** Whether an option of which so much is known is ranked. Rounding must not throw out one that is known to exactly this share. */
export const isCovered = (coverage: number): boolean => coverage >= coverageMin - tieTolerance;

/** How far past a flip we look whether both are still ranked: less than any page shows, more than rounding does. */
const justPast = 1e-6;

/** Whether so much of an option is known when the j-th criterion weighs `share`, the others scaled in proportion. */
function isCoveredAt({ option }: Scored, shares: readonly number[], j: number, share: number): boolean {
  const isKnown = (i: number) => option.contributions[i]?.utility !== null;
  const others = shares.map((weight, i) => (i === j ? 0 : weight));
  const known = others.filter((_, i) => isKnown(i));
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  return isCovered((isKnown(j) ? share : 0) + ((1 - share) * sum(known)) / sum(others));
}

type Candidate = Flip & { distance: number };

/** Nearer first; of equally near ones, a weight that grows, then by name, so that the order of criteria changes nothing. */
const isNearer = (a: Candidate, b: Candidate): boolean => {
  if (Math.abs(a.distance - b.distance) > tieTolerance) return a.distance < b.distance;
  if (a.direction !== b.direction) return a.direction === 'more';
  return `${a.criterion_id} ${a.rival_id}` < `${b.criterion_id} ${b.rival_id}`;
};

/**
 * The nearest change of one weight past which a rival is ahead. A draw at 0 or at all the weight does not count, nor does
 * a weight at which too little would be known of one of the two, since the ranking there would not show the rival ahead.
 */
function nearestFlip(
  leader: Scored,
  rivals: readonly Scored[],
  criteria: RankingInput['criteria'],
  shares: readonly number[],
): Flip | null {
  const candidates = rivals.flatMap((rival) =>
    flipWeights(leader.points, rival.points, shares).flatMap((weight, j): Candidate[] => {
      if (weight === null || weight <= tieTolerance || weight >= 1 - tieTolerance) return [];
      const share = shares[j] ?? 0;
      const direction = weight > share ? 'more' : 'less';
      const distance = Math.abs(weight - share);
      const past = direction === 'more' ? Math.min(1, weight + justPast) : Math.max(0, weight - justPast);
      if (![leader, rival].every((scored) => isCoveredAt(scored, shares, j, past))) return [];
      return [
        {
          rival_id: rival.option.option_id,
          criterion_id: criteria[j]?.id ?? '',
          weight,
          direction,
          distance,
        },
      ];
    }),
  );
  const [first, ...others] = candidates;
  if (!first) return null;
  const { distance: _, ...flip } = others.reduce((best, each) => (isNearer(each, best) ? each : best), first);
  return flip;
}

/** Whether so much of an option is known by these weights. */
function isCoveredBy({ option }: Scored, weights: readonly number[]): boolean {
  return isCovered(
    option.contributions.reduce(
      (known, { utility }, j) => known + (utility === null ? 0 : (weights[j] ?? 0)),
      0,
    ),
  );
}

function transferOf(
  leader: Scored,
  rivals: readonly Scored[],
  criteria: RankingInput['criteria'],
  shares: readonly number[],
): Transfer | null {
  const nearest = nearestTransfer(
    leader.points,
    rivals.map(({ points }) => points),
    shares,
    (rival, weights) =>
      [leader, rivals[rival]].every((scored) => scored !== undefined && isCoveredBy(scored, weights)),
  );
  return (
    nearest && {
      rival_id: rivals[nearest.rival]?.option.option_id ?? '',
      amount: nearest.amount,
      moves: nearest.moves.map(({ from, to, amount }) => ({
        from_id: criteria[from]?.id ?? '',
        to_id: criteria[to]?.id ?? '',
        amount,
      })),
    }
  );
}

function leadOf(
  ranked: readonly Scored[],
  criteria: RankingInput['criteria'],
  shares: readonly number[],
): Lead | null {
  const leaders = ranked.filter(({ option }) => option.rank === 1);
  const rivals = ranked.filter(({ option }) => option.rank !== 1);
  const [leader] = leaders;
  if (!leader || ranked.length < 2) return null;
  const isAlone = leaders.length === 1;
  return {
    leader_ids: leaders.map(({ option }) => option.option_id),
    runner_up_id: rivals[0]?.option.option_id ?? null,
    robust: isAlone && rivals.every(({ option }) => leader.option.low > option.high + tieTolerance),
    flip: isAlone ? nearestFlip(leader, rivals, criteria, shares) : null,
    transfer: isAlone ? transferOf(leader, rivals, criteria, shares) : null,
  };
}

const isOut = ({ option }: Scored): boolean => option.failed.length > 0;

const isAnythingKnown = (scored: readonly Scored[]): boolean =>
  scored.some(({ option }) => option.contributions.some(({ utility }) => utility !== null));

function reasonOf(all: readonly Scored[], ranked: readonly Scored[]): RankingReason | null {
  if (all.length === 0) return 'no_option';
  if (!isAnythingKnown(all)) return 'no_evidence';
  if (all.length === 1) return 'single_option';
  if (all.every(isOut)) return 'all_out';
  if (ranked.length === 0) return 'too_little_known';
  if (ranked.length > 1 && ranked.every(({ option }) => option.rank === 1)) return 'all_equal';
  return null;
}

/**
 * The ranking by a reader's own weights: the weighted sum (Fishburn 1967) of anchored utilities, a missing one anywhere
 * from 0 to 1. Equal scores share a rank; who fails a knock-out has none. Pure and without any clock, so that browser and server say the same.
 * Throws RangeError for weights that are negative or not finite, or anchors out of order.
 */
export function rankOptions({ criteria, options, weights }: RankingInput): Ranking {
  const { weights: shares, equal } = normalizeWeights(criteria.map((_, j) => weights[j] ?? 0));
  const scored = options.map((option) => scoreOption(option, criteria, shares));
  const ranked = isAnythingKnown(scored)
    ? scored.filter((each) => !isOut(each) && isCovered(each.option.coverage))
    : [];
  const ranks = ranksOf(ranked.map(({ option }) => option.score));
  for (const [i, { option }] of ranked.entries()) option.rank = ranks[i] ?? null;
  const inOrder = ranked.toSorted((a, b) => (a.option.rank ?? 0) - (b.option.rank ?? 0));
  const others = scored
    .filter(({ option }) => option.rank === null)
    .toSorted((a, b) => Number(isOut(a)) - Number(isOut(b)) || b.option.coverage - a.option.coverage);
  return {
    weights: criteria.map(({ id }, j) => ({ criterion_id: id, weight: shares[j] ?? 0 })),
    equal_weights: equal,
    options: [...inOrder, ...others].map(({ option }) => option),
    reason: reasonOf(scored, ranked),
    lead: leadOf(inOrder, criteria, shares),
  };
}
