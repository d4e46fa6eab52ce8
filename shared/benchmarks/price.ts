import { anchoredUtility, shareBetween } from './scales.ts';

function refuseWhatIsNoPrice(prices: readonly number[]): void {
  if (!prices.every(Number.isFinite)) throw new RangeError('A price is not finite.');
}

/**
 * Each price as its share of the lowest, Pmin / P: the usual formula of French public tenders. Null where a price is 0 or
 * less, since the ratio then says nothing. Throws RangeError for a price that is not finite.
 */
export function proportionalPrices(prices: readonly number[]): number[] | null {
  refuseWhatIsNoPrice(prices);
  if (prices.some((price) => price <= 0)) return null;
  const lowest = Math.min(...prices);
  return prices.map((price) => lowest / price);
}

/**
 * The lowest price is worth 1, the highest 0, straight between; 1 for all when they are equal. Any sign. Throws RangeError
 * for a price that is not finite.
 */
export function linearPrices(prices: readonly number[]): number[] {
  refuseWhatIsNoPrice(prices);
  const lowest = Math.min(...prices);
  const highest = Math.max(...prices);
  return prices.map((price) => 1 - shareBetween(price, lowest, highest));
}

/**
 * The reader's target and below is worth 1, their ceiling and above 0, straight between. Throws RangeError for what is not
 * finite, or a target that does not lie below the ceiling.
 */
export function anchoredPrices(
  prices: readonly number[],
  { target, ceiling }: { target: number; ceiling: number },
): number[] {
  return prices.map((price) => anchoredUtility(price, { low: target, high: ceiling, direction: 'cost' }));
}
