import { isCovered, type Ranking } from './rank.ts';
import { tieTolerance } from './ranks.ts';
import { sumWithout, unknownUtility } from './weighted-sum.ts';

/** From which weight on an option leads, on the slider's own scale; null where none is ranked. */
export interface Stretch {
  from: number;
  to: number;
  option_id: string | null;
}

/** What an option comes to without one criterion: per share of the others' weight. */
interface Rest {
  id: string;
  utility: number | null;
  score: number;
  known: number;
}

function restOf(
  { option_id: id, contributions }: Ranking['options'][number],
  shares: readonly number[],
  j: number,
): Rest {
  const utilities = contributions.map(({ utility }) => utility);
  return { id, utility: utilities[j] ?? null, ...sumWithout(utilities, shares, j) };
}

/** Who leads when the criterion has this share of the weight; of several that are level, the first in the ranking. */
function leaderAt(rests: readonly Rest[], share: number): string | null {
  let leader: string | null = null;
  let best = Number.NEGATIVE_INFINITY;
  for (const { id, utility, score, known } of rests) {
    if (!isCovered((utility === null ? 0 : share) + (1 - share) * known)) continue;
    const total = share * (utility ?? unknownUtility) + (1 - share) * score;
    if (total > best + tieTolerance) [leader, best] = [id, total];
  }
  return leader;
}

/**
 * Who leads at every position of one criterion's slider, from 0 to `most` by whole steps, the other sliders as they stand:
 * the stretches in order. `weights` are what the sliders hold.
 */
export function leadersAlong(
  { options, weights: shareRows }: Pick<Ranking, 'options' | 'weights'>,
  weights: readonly number[],
  j: number,
  most: number,
): Stretch[] {
  const others = weights.reduce((sum, weight, i) => (i === j ? sum : sum + weight), 0);
  const shares = shareRows.map(({ weight }) => weight);
  const rests = options
    .filter(({ failed }) => failed.length === 0)
    .map((option) => restOf(option, shares, j));
  const stretches: Stretch[] = [];
  for (let weight = 0; weight <= most; weight++) {
    // Where all sliders are at 0 every criterion counts the same.
    const share = weight + others === 0 ? 1 / weights.length : weight / (weight + others);
    const leader = leaderAt(rests, share);
    const last = stretches.at(-1);
    if (last?.option_id === leader) last.to = weight;
    else stretches.push({ from: weight, to: weight, option_id: leader });
  }
  return stretches;
}
