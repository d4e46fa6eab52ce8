import { tieTolerance } from './ranks.ts';
import { randomFrom } from './random.ts';
import { normalizeWeights } from './weights.ts';

/** What a utility may be: the same twice where it is certain, 0 to 1 where it is unknown. */
export interface UtilityRange {
  low: number;
  high: number;
}

/**
 * Which weightings are drawn: all there are; those that keep the order of the reader's; or those near the reader's, each
 * weight from half to half as much again.
 */
export type Weightings = 'all' | 'order' | 'near';

export interface SmaaInput {
  /** Rows are options, columns criteria. */
  utilities: readonly (readonly UtilityRange[])[];
  /** The reader's weights, relative; equal when left out. */
  weights?: readonly number[];
  /** [all] */
  weightings?: readonly Weightings[];
  /** [10,000] */
  draws?: number;
  seed: number;
}

export interface Acceptability {
  /** For each option, the share of the draws in which it takes the first place, the second, and so on. */
  rankShares: number[][];
  /** The mean weighting with which an option is first; null for one that never is. */
  centralWeights: (number[] | null)[];
}

/** Draws that a share rests on: the standard error of a share is then half a point at most. */
export const smaaDraws = 10_000;

/** Fills `weights` with one weighting of so many criteria. */
type Draw = (weights: Float64Array) => void;

/** Sorts a few numbers in place, the highest first: for so few faster than the array's own sort, and without an allocation. */
function sortFalling(values: Float64Array, length: number): void {
  for (let i = 1; i < length; i++) {
    const value = values[i] ?? 0;
    let at = i;
    while (at > 0 && (values[at - 1] ?? 0) < value) {
      values[at] = values[at - 1] ?? 0;
      at--;
    }
    values[at] = value;
  }
}

/** A uniform point of the simplex: the gaps that n - 1 uniform numbers leave between 0 and 1 (Rubin 1981). */
function drawAll(random: () => number): Draw {
  return (weights) => {
    const cuts = weights.length - 1;
    for (let i = 0; i < cuts; i++) weights[i] = random();
    sortFalling(weights, cuts);
    let above = 1;
    for (let i = 0; i <= cuts; i++) {
      const cut = i < cuts ? (weights[i] ?? 0) : 0;
      weights[i] = above - cut;
      above = cut;
    }
  };
}

/** The same, handed out in the order of the reader's weights; among those that they put level, as they come. */
function drawInOrder(random: () => number, given: readonly number[]): Draw {
  const any = drawAll(random);
  const order = given.map((_, j) => j).toSorted((a, b) => (given[b] ?? 0) - (given[a] ?? 0));
  const drawn = new Float64Array(given.length);
  const lots = new Float64Array(given.length);
  return (weights) => {
    any(drawn);
    sortFalling(drawn, drawn.length);
    for (let begin = 0; begin < order.length;) {
      let end = begin + 1;
      while (end < order.length && given[order[end] ?? 0] === given[order[begin] ?? 0]) end++;
      // A shuffle of the places that these share (Fisher and Yates).
      for (let i = begin; i < end; i++) {
        const pick = i + Math.floor(random() * (end - i));
        lots[i] = drawn[pick] ?? 0;
        drawn[pick] = drawn[i] ?? 0;
      }
      begin = end;
    }
    for (let place = 0; place < order.length; place++) weights[order[place] ?? 0] = lots[place] ?? 0;
  };
}

function drawNear(random: () => number, given: readonly number[]): Draw {
  return (weights) => {
    let sum = 0;
    for (let j = 0; j < weights.length; j++) {
      const weight = (given[j] ?? 0) * (0.5 + random());
      weights[j] = weight;
      sum += weight;
    }
    for (let j = 0; j < weights.length; j++) weights[j] = (weights[j] ?? 0) / sum;
  };
}

function drawOf(weightings: Weightings, random: () => number, shares: readonly number[]): Draw {
  if (weightings === 'order') return drawInOrder(random, shares);
  return weightings === 'near' ? drawNear(random, shares) : drawAll(random);
}

/** Counts who takes which place in how many draws by one sort of weightings. */
class Tally {
  readonly weights: Float64Array;
  readonly draw: Draw;
  readonly #options: number;
  readonly #places: Float64Array;
  readonly #central: Float64Array;
  readonly #order: number[];

  constructor(options: number, criteria: number, draw: Draw) {
    this.weights = new Float64Array(criteria);
    this.draw = draw;
    this.#options = options;
    this.#places = new Float64Array(options * options);
    this.#central = new Float64Array(options * criteria);
    this.#order = Array.from({ length: options }, (_, i) => i);
  }

  /** Adds what one draw says: those that are level share the places that they take. */
  add(scores: Float64Array): void {
    const order = this.#order;
    // They come nearly in order, as the draw before left them.
    for (let i = 1; i < order.length; i++) {
      const option = order[i] ?? 0;
      const score = scores[option] ?? 0;
      let at = i;
      while (at > 0 && (scores[order[at - 1] ?? 0] ?? 0) < score) {
        order[at] = order[at - 1] ?? 0;
        at--;
      }
      order[at] = option;
    }
    for (let begin = 0; begin < order.length;) {
      const best = scores[order[begin] ?? 0] ?? 0;
      let end = begin + 1;
      while (end < order.length && best - (scores[order[end] ?? 0] ?? 0) <= tieTolerance) end++;
      for (let i = begin; i < end; i++) this.#count(order[i] ?? 0, begin, end);
      begin = end;
    }
  }

  #count(option: number, begin: number, end: number): void {
    const share = 1 / (end - begin);
    for (let place = begin; place < end; place++) {
      const at = option * this.#options + place;
      this.#places[at] = (this.#places[at] ?? 0) + share;
    }
    if (begin > 0) return;
    for (let j = 0; j < this.weights.length; j++) {
      const at = option * this.weights.length + j;
      this.#central[at] = (this.#central[at] ?? 0) + share * (this.weights[j] ?? 0);
    }
  }

  result(draws: number): Acceptability {
    const row = (list: Float64Array, i: number, width: number) => [
      ...list.subarray(i * width, (i + 1) * width),
    ];
    const options = Array.from({ length: this.#options }, (_, i) => i);
    return {
      rankShares: options.map((i) => row(this.#places, i, this.#options).map((sum) => sum / draws)),
      centralWeights: options.map((i) => {
        const first = this.#places[i * this.#options] ?? 0;
        const sums = row(this.#central, i, this.weights.length);
        return first === 0 ? null : sums.map((sum) => sum / first);
      }),
    };
  }
}

/**
 * In which share of all weightings, and of all that uncertain values may be, an option takes each place (SMAA-2: Lahdelma
 * and Salminen 2001; central weights: Lahdelma, Hokkanen and Salminen 1998); one answer for each sort of weightings. Values
 * are drawn evenly from their range, each by itself. The same for the same seed. Throws RangeError for weights that
 * `normalizeWeights` refuses.
 */
export function acceptability(input: SmaaInput): Acceptability[] {
  const { utilities, weightings = ['all'], draws = smaaDraws, seed } = input;
  const [options, criteria] = [utilities.length, utilities[0]?.length ?? 0];
  const given = input.weights ?? Array.from({ length: criteria }, () => 1);
  const shares = normalizeWeights(given.slice(0, criteria)).weights;
  const random = randomFrom(seed);
  const tallies = weightings.map((each) => new Tally(options, criteria, drawOf(each, random, shares)));
  const lows = Float64Array.from(utilities.flatMap((row) => row.map(({ low }) => low)));
  const widths = Float64Array.from(utilities.flatMap((row) => row.map(({ low, high }) => high - low)));
  const values = new Float64Array(options * criteria);
  const scores = new Float64Array(options);
  for (let n = 0; n < draws; n++) {
    for (let at = 0; at < values.length; at++) {
      const width = widths[at] ?? 0;
      values[at] = (lows[at] ?? 0) + (width === 0 ? 0 : width * random());
    }
    for (const tally of tallies) {
      tally.draw(tally.weights);
      for (let i = 0, at = 0; i < options; i++) {
        let score = 0;
        for (let j = 0; j < criteria; j++, at++) score += (tally.weights[j] ?? 0) * (values[at] ?? 0);
        scores[i] = score;
      }
      tally.add(scores);
    }
  }
  return tallies.map((tally) => tally.result(draws));
}
