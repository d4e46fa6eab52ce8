import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { readWeights, writeWeights } from '@cenacle/shared/benchmarks/given-weights.ts';
import { orderWeights } from '@cenacle/shared/benchmarks/roc.ts';

/** Weights by criterion, as the sliders hold them. */
export type Weights = Record<string, number>;

const fullWeight = 100;
/** What other criteria weigh where the price comes first. */
const behindPrice = 25;
const evenWeight = 50;

type Ranked = Pick<Benchmark, 'criteria' | 'weights' | 'weights_from' | 'group_weights'>;

/** The criteria of an address (`?o=ID,ID,…`) in the reader's order, the most important first; none without any. */
export function orderOf(params: URLSearchParams, { criteria }: Pick<Benchmark, 'criteria'>): string[] {
  const named = new Set((params.get('o') ?? '').split(','));
  return [...named].filter((id) => criteria.some((criterion) => criterion.id === id));
}

/** The weights that an order comes to. */
export const weightsOfOrder = (
  { criteria }: Pick<Benchmark, 'criteria'>,
  order: readonly string[],
): Weights =>
  Object.fromEntries(
    orderWeights(
      criteria.map(({ id }) => id),
      order,
    ),
  );

/**
 * The weights of an address (`?o=ID,…` as an order, `?w=ID:N,…`, or `?c.ID=N` as the form without script sends them); null
 * without any.
 */
export function weightsOf(
  params: URLSearchParams,
  { criteria }: Pick<Benchmark, 'criteria'>,
): Weights | null {
  const order = orderOf(params, { criteria });
  if (order.length > 0) return weightsOfOrder({ criteria }, order);
  const known = new Set(criteria.map(({ id }) => id));
  const given = readWeights(params.get('w') ?? '')?.map(
    ({ criterion_id: id, weight }) => [id, weight] as const,
  );
  const sliders = [...params].flatMap(([name, value]) =>
    name.startsWith('c.') && /^\d{1,3}$/.test(value) ? [[name.slice(2), Number(value)] as const] : [],
  );
  const weights = (given ?? sliders).filter(([id]) => known.has(id));
  return weights.length > 0 ? Object.fromEntries(weights) : null;
}

/** The reader's own weights, or those proposed. */
const keptWeights = ({ weights }: Pick<Benchmark, 'weights'>): Weights =>
  Object.fromEntries(weights.map(({ criterion_id: id, weight }) => [id, weight]));

/** The weights that the page begins with: those of the address, of which criteria not named are 0, or those kept. */
export const startingWeights = (
  benchmark: Pick<Benchmark, 'criteria' | 'weights'>,
  given: Weights | null,
): Weights =>
  given
    ? Object.fromEntries(benchmark.criteria.map(({ id }) => [id, given[id] ?? 0]))
    : keptWeights(benchmark);

/** Weights with those of criteria that came while the page was open, which nobody has moved yet. */
export const withNewCriteria = (benchmark: Pick<Benchmark, 'weights'>, weights: Weights): Weights => ({
  ...keptWeights(benchmark),
  ...weights,
});

/** Weights as sliders can hold them: whole numbers to 100, in about the same proportion where an address gave others. */
export function forSliders(weights: Weights): Weights {
  const all = Object.values(weights);
  if (all.every((weight) => Number.isInteger(weight) && weight <= fullWeight)) return weights;
  const most = Math.max(...all);
  return Object.fromEntries(
    Object.entries(weights).map(([id, weight]) => [id, Math.round((weight / most) * fullWeight)]),
  );
}

/**
 * Weights after one slider was moved to `value`; criteria in `locked` keep the share that stands there. As they were where
 * the locked ones leave nothing to share out.
 */
export function moveWeight(
  weights: Weights,
  id: string,
  value: number,
  locked: ReadonlyMap<string, number>,
): Weights {
  const next = { ...forSliders(weights), [id]: value };
  const kept = [...locked].filter(([other]) => other !== id && other in next);
  if (kept.length === 0) return next;
  const held = kept.reduce((sum, [, share]) => sum + share, 0);
  const isHeld = new Set(kept.map(([other]) => other));
  const free = Object.entries(next).reduce(
    (sum, [other, weight]) => (isHeld.has(other) ? sum : sum + weight),
    0,
  );
  if (held >= 1 || free <= 0) return weights;
  for (const [other, share] of kept) next[other] = Math.round((share * free) / (1 - held));
  return forSliders(next);
}

/** Whether both come to the same shares, to the precision of a slider. */
export function isSameWeighting(a: Weights, b: Weights): boolean {
  const sum = (weights: Weights): number =>
    Object.values(weights).reduce((total, each) => total + each, 0) || 1;
  const [totalA, totalB] = [sum(a), sum(b)];
  return [...Object.keys(a), ...Object.keys(b)].every(
    (id) => Math.abs((a[id] ?? 0) / totalA - (b[id] ?? 0) / totalB) < 1e-6,
  );
}

type PresetName = 'mine' | 'group' | 'proposed' | 'equal' | 'priceFirst';

/** Weights to take over at one press, with the text that an address carries. */
export function presetsOf(benchmark: Ranked): { name: PresetName; weights: Weights; text: string }[] {
  const { criteria, weights_from: from, group_weights: group } = benchmark;
  const each = (weightOf: (criterion: Benchmark['criteria'][number]) => number): Weights =>
    Object.fromEntries(criteria.map((criterion) => [criterion.id, weightOf(criterion)]));
  const hasPrice = criteria.some(({ kind }) => kind === 'price');
  const presets: [PresetName, Weights][] = [
    ...(from === 'mine' ? [['mine', keptWeights(benchmark)] as [PresetName, Weights]] : []),
    ...(group
      ? [
          [
            'group',
            Object.fromEntries(group.weights.map(({ criterion_id: id, weight }) => [id, weight])),
          ] as [PresetName, Weights],
        ]
      : []),
    ['proposed', each(({ weight }) => weight)],
    ['equal', each(() => evenWeight)],
    ...(hasPrice
      ? [
          ['priceFirst', each(({ kind }) => (kind === 'price' ? fullWeight : behindPrice))] as [
            PresetName,
            Weights,
          ],
        ]
      : []),
  ];
  return presets.map(([name, weights]) => ({
    name,
    weights,
    text: writeWeights(Object.entries(weights).map(([id, weight]) => ({ criterion_id: id, weight }))),
  }));
}
