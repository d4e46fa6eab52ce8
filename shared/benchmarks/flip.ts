/** Differences of utilities below this are rounding, and so are weights that leave 0 to 1 by less. */
const rounding = 1e-12;

/** How much the first is better by each criterion: their utilities' difference, in the order of the weights. */
const differences = (first: readonly number[], rival: readonly number[]): number[] =>
  first.map((utility, j) => utility - (rival[j] ?? 0));

const dot = (weights: readonly number[], values: readonly number[]): number =>
  weights.reduce((sum, weight, j) => sum + weight * (values[j] ?? 0), 0);

/**
 * The weight of each criterion at which the rival draws level, the other weights scaled in proportion: with
 * R = sum of w_i d_i over the others divided by 1 - w_j, the gap at weight t is t d_j + (1 - t) R, which is zero at
 * t = R / (R - d_j). Null where no weight from 0 to 1 does it, where they are level at every weight, or where one
 * criterion has all the weight (the others then have no proportion). The closed form follows from the linearity of the weighted sum.
 */
export function flipWeights(
  first: readonly number[],
  rival: readonly number[],
  weights: readonly number[],
): (number | null)[] {
  const d = differences(first, rival);
  return weights.map((_, j) => {
    // Summed without j, since 1 - w_j loses digits where w_j is nearly all.
    const others = weights.reduce((sum, other, i) => (i === j ? sum : sum + other), 0);
    if (others <= 0) return null;
    const rest = weights.reduce((sum, other, i) => (i === j ? sum : sum + other * (d[i] ?? 0)), 0) / others;
    const slope = rest - (d[j] ?? 0);
    if (Math.abs(slope) <= rounding) return null;
    const at = rest / slope;
    return at >= -rounding && at <= 1 + rounding ? Math.min(1, Math.max(0, at)) : null;
  });
}

/** Weight that goes from one criterion to another, both by their index. */
export interface Move {
  from: number;
  to: number;
  amount: number;
}

/**
 * The least weight that must change hands for the rival to draw level, and how. A share moved from criterion a to b
 * changes the gap by d_b - d_a; so all goes to the criterion that favours the rival most, taken first from those that
 * favour the first most. That greedy order is the optimum of the linear programme (a fractional knapsack: every move has
 * the same cost, and each criterion can give no more than it weighs). Null when even all the weight there is not enough.
 */
export function leastTransfer(
  first: readonly number[],
  rival: readonly number[],
  weights: readonly number[],
): { amount: number; moves: Move[] } | null {
  const d = differences(first, rival);
  let gap = dot(weights, d);
  if (gap <= 0) return { amount: 0, moves: [] };
  const to = d.indexOf(Math.min(...d));
  const best = d[to] ?? 0;
  const moves: Move[] = [];
  const givers = d.map((_, j) => j).toSorted((a, b) => (d[b] ?? 0) - (d[a] ?? 0) || a - b);
  for (const from of givers) {
    const gain = (d[from] ?? 0) - best;
    const held = weights[from] ?? 0;
    if (gain <= 0) break;
    if (held === 0) continue;
    const amount = Math.min(held, gap / gain);
    moves.push({ from, to, amount });
    gap -= amount * gain;
    if (gap <= rounding) return { amount: moves.reduce((sum, move) => sum + move.amount, 0), moves };
  }
  return null;
}

/** The least weight that must change hands for one of several rivals to draw level. */
export interface NearestTransfer {
  /** The rival, by its index. */
  rival: number;
  amount: number;
  moves: Move[];
}

/**
 * The least transfer to any rival; of equal ones the first rival's. `isAllowed` leaves out weights at which the comparison
 * would not stand. Null when no rival can draw level.
 */
export function nearestTransfer(
  first: readonly number[],
  rivals: readonly (readonly number[])[],
  weights: readonly number[],
  isAllowed: (rival: number, weights: readonly number[]) => boolean = () => true,
): NearestTransfer | null {
  let nearest: NearestTransfer | null = null;
  for (const [rival, utilities] of rivals.entries()) {
    const transfer = leastTransfer(first, utilities, weights);
    if (!transfer || (nearest && transfer.amount >= nearest.amount)) continue;
    if (isAllowed(rival, afterMoves(weights, transfer.moves))) nearest = { rival, ...transfer };
  }
  return nearest;
}

function afterMoves(weights: readonly number[], moves: readonly Move[]): number[] {
  const moved = [...weights];
  for (const { from, to, amount } of moves) {
    moved[from] = Math.max(0, (moved[from] ?? 0) - amount);
    moved[to] = (moved[to] ?? 0) + amount;
  }
  return moved;
}
