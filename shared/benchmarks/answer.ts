import { likeCriteria, type Likeness } from './correlation.ts';
import type { Criterion } from './contract.ts';
import { efficientFrontier, type Dominated } from './frontier.ts';
import { secondOpinions, type SecondOpinions } from './opinions.ts';
import type { RankedOption, Ranking } from './rank.ts';
import { acceptability, smaaDraws, type SmaaInput, type UtilityRange } from './smaa.ts';
import { anchoredUtility } from './scales.ts';
import { sumWithout } from './weighted-sum.ts';

type Judged = Pick<Criterion, 'id' | 'kind' | 'direction' | 'low' | 'high'>;

/** Options by their price, and what the other criteria say of them. */
export interface PriceAndQuality {
  criterion_id: string;
  /** Quality is the score by all other criteria, from 0 to 1; the cheapest first. Those without a known price are left out. */
  offers: { option_id: string; price: number; quality: number }[];
  /** Offers that no other one beats on both, the cheapest first. */
  efficient: string[];
  dominated: Dominated[];
}

/** What a ranking says beyond the order. */
export interface Answer {
  methods: SecondOpinions | null;
  /** Criteria that say nearly the same. */
  alike: Likeness[];
  /** Null without a price that two ranked options have. */
  price_quality: PriceAndQuality | null;
}

function priceAndQuality(
  criteria: readonly Judged[],
  ranked: readonly RankedOption[],
  shares: readonly number[],
): PriceAndQuality | null {
  const at = criteria.findIndex(({ kind }) => kind === 'price');
  const criterion = criteria[at];
  if (!criterion || criteria.length < 2) return null;
  const offers = ranked
    .flatMap((option) => {
      const price = option.contributions[at]?.value ?? null;
      const utilities = option.contributions.map(({ utility }) => utility);
      const quality = sumWithout(utilities, shares, at).score;
      return price === null ? [] : [{ id: option.option_id, price, quality }];
    })
    .toSorted((a, b) => a.price - b.price || b.quality - a.quality);
  if (offers.length < 2) return null;
  return {
    criterion_id: criterion.id,
    offers: offers.map(({ id, ...offer }) => ({ option_id: id, ...offer })),
    ...efficientFrontier(offers),
  };
}

/** What two other methods say of the options that are ranked, criteria that say the same, and price against quality. */
export function answerOf(criteria: readonly Judged[], ranking: Ranking): Answer {
  const shares = ranking.weights.map(({ weight }) => weight);
  const ranked = ranking.options.filter(({ rank }) => rank !== null);
  return {
    methods: secondOpinions(
      criteria,
      ranked.map(({ option_id: id, contributions }) => ({
        id,
        values: contributions.map(({ value }) => value),
      })),
      shares,
      ranking.lead?.leader_ids ?? [],
    ),
    alike: likeCriteria(
      criteria.map(({ id }) => id),
      ranking.options.map(({ contributions }) => contributions.map(({ utility }) => utility)),
    ),
    price_quality: priceAndQuality(criteria, ranked, shares),
  };
}

/** Where a rating lies at 90 %; of other kinds and without a rating null. */
interface Interval {
  option_id: string;
  criterion_id: string;
  low?: number | null;
  high?: number | null;
}

/** What is drawn of the ranked options, in their order. Plain values, which a worker can be given. */
export interface Drawn extends Pick<SmaaInput, 'utilities'> {
  option_ids: string[];
  /** The reader's, as shares. */
  weights: number[];
}

/**
 * What is drawn to see how far a ranking holds: an unknown utility is anywhere from 0 to 1, a rating anywhere in its
 * interval of 90 %.
 */
export function drawnOf(
  criteria: readonly Judged[],
  cells: readonly Interval[],
  ranking: Pick<Ranking, 'options' | 'weights'>,
): Drawn {
  const byCell = new Map(cells.map((cell) => [`${cell.option_id} ${cell.criterion_id}`, cell] as const));
  const rangeOf = (optionId: string, criterion: Judged, utility: number | null): UtilityRange => {
    if (utility === null) return { low: 0, high: 1 };
    const { low = null, high = null } = byCell.get(`${optionId} ${criterion.id}`) ?? {};
    if (low === null || high === null) return { low: utility, high: utility };
    const ends = [anchoredUtility(low, criterion), anchoredUtility(high, criterion)];
    return { low: Math.min(...ends), high: Math.max(...ends) };
  };
  const ranked = ranking.options.filter(({ rank }) => rank !== null);
  return {
    option_ids: ranked.map(({ option_id: id }) => id),
    utilities: ranked.map(({ option_id: id, contributions }) =>
      criteria.map((criterion, j) => rangeOf(id, criterion, contributions[j]?.utility ?? null)),
    ),
    weights: ranking.weights.map(({ weight }) => weight),
  };
}

/** What drawn weightings say; shares from 0 to 1. */
export interface Simulation {
  draws: number;
  options: {
    option_id: string;
    /** How often it is first: of all weightings, of those in the reader's order, and of those near the reader's. */
    first: { all: number; order: number; near: number };
    /** How often it takes each place, of all weightings; the first place first. */
    places: number[];
  }[];
}

/** Any number would do: with the same one, page and API say the same. */
const seed = 1;

/** Draws weightings and uncertain values ten thousand times; the ranked options in their order. */
export function simulate({ option_ids: ids, utilities, weights }: Drawn): Simulation {
  const [all, order, near] = acceptability({
    utilities,
    weights,
    weightings: ['all', 'order', 'near'],
    seed,
  });
  const firstOf = (drawn: typeof all, i: number) => drawn?.rankShares[i]?.[0] ?? 0;
  return {
    draws: smaaDraws,
    options: ids.map((id, i) => ({
      option_id: id,
      first: { all: firstOf(all, i), order: firstOf(order, i), near: firstOf(near, i) },
      places: all?.rankShares[i] ?? [],
    })),
  };
}
