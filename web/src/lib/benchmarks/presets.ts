import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { readWeights, writeWeights } from '@cenacle/shared/benchmarks/given-weights.ts';

/** Weights by criterion, as the sliders hold them. */
export type Weights = Record<string, number>;

const fullWeight = 100;
/** What other criteria weigh where the price comes first. */
const behindPrice = 25;
const evenWeight = 50;

type Ranked = Pick<Benchmark, 'criteria' | 'weights' | 'weights_from'>;

/** The weights of an address (`?w=ID:N,…`, or `?c.ID=N` as the form without script sends them); null without any. */
export function weightsOf(
  params: URLSearchParams,
  { criteria }: Pick<Benchmark, 'criteria'>,
): Weights | null {
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

/** Whether both come to the same shares, to the precision of a slider. */
export function isSameWeighting(a: Weights, b: Weights): boolean {
  const sum = (weights: Weights): number =>
    Object.values(weights).reduce((total, each) => total + each, 0) || 1;
  const [totalA, totalB] = [sum(a), sum(b)];
  return [...Object.keys(a), ...Object.keys(b)].every(
    (id) => Math.abs((a[id] ?? 0) / totalA - (b[id] ?? 0) / totalB) < 1e-6,
  );
}

type PresetName = 'mine' | 'proposed' | 'equal' | 'priceFirst';

/** Weights to take over at one press, with the text that an address carries. */
export function presetsOf(benchmark: Ranked): { name: PresetName; weights: Weights; text: string }[] {
  const { criteria, weights_from: from } = benchmark;
  const each = (weightOf: (criterion: Benchmark['criteria'][number]) => number): Weights =>
    Object.fromEntries(criteria.map((criterion) => [criterion.id, weightOf(criterion)]));
  const hasPrice = criteria.some(({ kind }) => kind === 'price');
  const presets: [PresetName, Weights][] = [
    ...(from === 'mine' ? [['mine', keptWeights(benchmark)] as [PresetName, Weights]] : []),
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
