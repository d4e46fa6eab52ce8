/** An amount in minor units of a currency, VAT excluded unless it says otherwise. */
export interface Amount {
  minor: number;
  vatIncluded?: boolean;
}

/** What is paid again each month or year. */
export interface Recurring extends Amount {
  per: 'month' | 'year';
}

/** A price of one use, in millionths of the currency (of a euro, not of a cent). */
export interface UnitPrice {
  micros: number;
  vatIncluded?: boolean;
}

/** One step of a plan: a price a month in minor units, the uses a month that it includes, and each further one in millionths. */
export interface PlanStep {
  base: number;
  included: number;
  /** Null where no more is sold than what is included. */
  overage: number | null;
}

/** The steps that can be chosen from; the cheapest for the volume is what is paid. */
export interface Plan {
  steps: readonly PlanStep[];
  vatIncluded?: boolean;
}

/**
 * What an offer is made of. A part that is left out is none; null is one that is on quotation or unknown, which is
 * missing and never 0.
 */
export interface OfferParts {
  oneOff?: Amount | null;
  recurring?: Recurring | null;
  perUse?: UnitPrice | null;
  plan?: Plan | null;
  /** Days of one's own people; they carry no VAT. */
  internalDays?: number | null;
  exit?: Amount | null;
}
export type OfferPart = keyof OfferParts;

/** What a reader counts with. */
export interface CostTerms {
  /** [36] */
  months?: number;
  /** Uses each month. */
  volume: number;
  /** Minor units for one day of one's own people. */
  dayRate: number;
  /** A share, such as 0.2. */
  vatRate: number;
  /** Whether the total is to hold VAT: for whoever can't recover it. */
  withVat: boolean;
}

/** Months that a cost is counted over when nobody says otherwise. */
const costMonths = 36;
/** Of a currency with two decimals: millionths in a minor unit. */
const microsPerMinor = 10_000;

export interface TotalCost {
  /** Minor units over all months; null when a part is missing. */
  total: number | null;
  /** What the known parts come to: the least that it will cost. */
  known: number;
  missing: OfferPart[];
}

function refuseTerms({ months = costMonths, volume, dayRate, vatRate }: CostTerms): void {
  if (![months, volume, dayRate, vatRate].every((term) => Number.isFinite(term) && term >= 0))
    throw new RangeError('Months, volume, day rate and VAT are from 0.');
}

/** An amount with or without VAT, as the reader wants it; any unit. */
function asWanted(amount: number, vatIncluded = false, { vatRate, withVat }: CostTerms): number {
  if (vatIncluded === withVat) return amount;
  return withVat ? amount * (1 + vatRate) : amount / (1 + vatRate);
}

const monthly = ({ minor, per }: Recurring): number => (per === 'year' ? minor / 12 : minor);

/** Minor units a month that one step costs for so many uses; null where it does not sell so many. */
function stepCost({ base, included, overage }: PlanStep, volume: number): number | null {
  if (volume <= included) return base;
  return overage === null ? null : base + ((volume - included) * overage) / microsPerMinor;
}

/** Minor units a month that a plan costs for so many uses a month, by its cheapest step; null where none sells so many. */
export function planCost(steps: readonly PlanStep[], volume: number): number | null {
  const costs = steps.flatMap((step) => stepCost(step, volume) ?? []);
  return costs.length > 0 ? Math.min(...costs) : null;
}

const monthsOf = ({ months = costMonths }: CostTerms): number => months;

const costOf = <Part>(part: Part | null | undefined, cost: (part: Part) => number | null): number | null =>
  part === null || part === undefined ? null : cost(part);

/** What each part comes to over all months, in minor units not yet rounded; null when it is missing. */
const partCosts: Record<OfferPart, (parts: OfferParts, terms: CostTerms) => number | null> = {
  oneOff: ({ oneOff }, terms) =>
    costOf(oneOff, ({ minor, vatIncluded }) => asWanted(minor, vatIncluded, terms)),
  recurring: ({ recurring }, terms) =>
    costOf(recurring, (part) => asWanted(monthly(part), part.vatIncluded, terms) * monthsOf(terms)),
  perUse: ({ perUse }, terms) =>
    costOf(
      perUse,
      ({ micros, vatIncluded }) =>
        (asWanted(micros, vatIncluded, terms) * terms.volume * monthsOf(terms)) / microsPerMinor,
    ),
  plan: ({ plan }, terms) =>
    costOf(plan, ({ steps, vatIncluded }) =>
      costOf(planCost(steps, terms.volume), (month) => asWanted(month, vatIncluded, terms) * monthsOf(terms)),
    ),
  internalDays: ({ internalDays }, { dayRate }) => costOf(internalDays, (days) => days * dayRate),
  exit: ({ exit }, terms) => costOf(exit, ({ minor, vatIncluded }) => asWanted(minor, vatIncluded, terms)),
};

const partsOf = (parts: OfferParts): OfferPart[] =>
  (Object.keys(partCosts) as OfferPart[]).filter((name) => parts[name] !== undefined);

/**
 * The total cost of an offer over some months: once + recurring + per use × volume + one's own days × their rate + exit
 * (total cost of ownership: Ellram, 1995; VAT by what the reader can recover). Rounded to minor units once, at the end.
 * Throws RangeError for terms that are negative or not finite.
 */
export function totalCost(parts: OfferParts, terms: CostTerms): TotalCost {
  refuseTerms(terms);
  const names = partsOf(parts);
  const costs = names.map((name) => partCosts[name](parts, terms));
  const known = Math.round(costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0));
  const missing = names.filter((_, i) => costs[i] === null);
  return { total: names.length > 0 && missing.length === 0 ? known : null, known, missing };
}

/**
 * The total cost before it is rounded: infinite where the offer does not sell so much, NaN where a part is missing.
 */
export function exactCost(parts: OfferParts, terms: CostTerms): number {
  return partsOf(parts).reduce((sum, name) => {
    const isSoldOut = name === 'plan' && parts.plan && planCost(parts.plan.steps, terms.volume) === null;
    return sum + (isSoldOut ? Number.POSITIVE_INFINITY : (partCosts[name](parts, terms) ?? Number.NaN));
  }, 0);
}

/** A volume at which two offers cost the same, or one stops being sold, and which costs less beyond it. */
export interface Crossing {
  volume: number;
  cheaper: 'first' | 'second';
}

/** The volumes at which the cost of a plan bends or jumps: where a step is used up, and where two steps cost the same. */
function bends({ plan }: OfferParts): number[] {
  const steps = plan?.steps ?? [];
  const lines = steps.flatMap(({ base, included, overage }) => [
    { at: base, slope: 0 },
    ...(overage === null
      ? []
      : [{ at: base - (included * overage) / microsPerMinor, slope: overage / microsPerMinor }]),
  ]);
  const meets = lines.flatMap((a, i) => lines.slice(i + 1).map((b) => (b.at - a.at) / (a.slope - b.slope)));
  return [...steps.map(({ included }) => included), ...meets].filter(Number.isFinite);
}

/** Costs closer than this, in minor units, are the same: far below a cent, far above what rounding does. */
const sameWithin = 1e-3;

/** Which of two offers costs less. */
const cheaperOf = (gap: number): 'first' | 'second' | null => {
  if (Math.abs(gap) <= sameWithin) return null;
  return gap < 0 ? 'first' : 'second';
};

/**
 * The volumes up to `most` at which the cheaper of two offers changes, rising. Between two bends both costs are straight,
 * so that the crossing is where their line meets zero. None when a part other than the volume's is missing.
 */
export function crossings(first: OfferParts, second: OfferParts, terms: CostTerms, most: number): Crossing[] {
  refuseTerms(terms);
  const gapAt = (volume: number) => {
    const [a, b] = [exactCost(first, { ...terms, volume }), exactCost(second, { ...terms, volume })];
    // Where neither is sold, infinite less infinite.
    return a === b ? 0 : a - b;
  };
  const edges = [...new Set([0, most, ...bends(first), ...bends(second)])]
    .filter((volume) => volume >= 0 && volume <= most)
    .toSorted((a, b) => a - b);
  const found: Crossing[] = [];
  let last: 'first' | 'second' | null = null;
  const note = (volume: number, gap: number) => {
    const cheaper = cheaperOf(gap);
    if (cheaper === null) return;
    if (last !== null && cheaper !== last) found.push({ volume, cheaper });
    last = cheaper;
  };
  for (const [i, left] of edges.entries()) {
    note(left, gapAt(left));
    const right = edges[i + 1];
    if (right === undefined) break;
    // Two points inside, since at an edge itself the cost may jump.
    const [near, far] = [left + (right - left) / 3, left + ((right - left) * 2) / 3];
    const [nearGap, farGap] = [gapAt(near), gapAt(far)];
    const slope = (farGap - nearGap) / (far - near);
    const begin = Number.isFinite(slope) ? nearGap - slope * (near - left) : nearGap;
    const end = Number.isFinite(slope) ? farGap + slope * (right - far) : farGap;
    note(left, begin);
    const isCrossed = cheaperOf(begin) !== null && begin * end < 0;
    note(isCrossed ? left + ((right - left) * begin) / (begin - end) : left, end);
  }
  return found;
}
