import { anchoredPrices, linearPrices, proportionalPrices } from '@cenacle/shared/benchmarks/price.ts';

type CurveName = 'anchored' | 'proportional' | 'linear';

/** What a price is worth, from 0 to 1; null where the curve says nothing of it. */
export interface PriceCurve {
  name: CurveName;
  worthAt: (price: number) => number | null;
}

/**
 * The three curves over the same prices: between the criterion's anchors, which is what the ranking uses; the share of the
 * lowest price; and from the lowest to the highest. A curve that says nothing of these prices gives null.
 */
export function worthOf(
  prices: readonly number[],
  { low, high }: { low: number; high: number },
): PriceCurve[] {
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  return [
    {
      name: 'anchored',
      worthAt: (price) => anchoredPrices([price], { target: low, ceiling: high })[0] ?? null,
    },
    {
      name: 'proportional',
      // Under the lowest price there is none to compare with.
      worthAt: (price) => (price < lowest ? null : (proportionalPrices([lowest, price])?.[1] ?? null)),
    },
    {
      name: 'linear',
      worthAt: (price) =>
        price < lowest || price > highest ? null : (linearPrices([lowest, highest, price])[2] ?? null),
    },
  ];
}
