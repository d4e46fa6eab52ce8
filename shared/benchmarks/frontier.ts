import { tieTolerance } from './ranks.ts';

/** An offer between what it costs and what it is worth by the other criteria, from 0 to 1. */
export interface Offer {
  id: string;
  price: number;
  quality: number;
}

/** An offer that another one beats on both counts; of several, the cheapest of the best. */
export interface Dominated {
  id: string;
  by: string;
}

/** Whether an offer costs no more and is worth no less than another, and is better in one of the two. */
const dominates = (a: Offer, b: Offer): boolean =>
  a.price <= b.price &&
  a.quality >= b.quality - tieTolerance &&
  (a.price < b.price || a.quality > b.quality + tieTolerance);

/**
 * The offers that nobody beats on price and quality at once, the cheapest first, and those that somebody does, each with one
 * that does (efficient set: Pareto 1906).
 */
export function efficientFrontier(offers: readonly Offer[]): { efficient: string[]; dominated: Dominated[] } {
  const inOrder = offers.toSorted(
    (a, b) => a.price - b.price || b.quality - a.quality || (a.id < b.id ? -1 : 1),
  );
  const isEfficient = (offer: Offer) => !inOrder.some((other) => dominates(other, offer));
  const efficient = inOrder.filter(isEfficient);
  const dominated = inOrder.flatMap((offer): Dominated[] => {
    const better = inOrder.filter((other) => dominates(other, offer));
    const best = better.toSorted((a, b) => b.quality - a.quality || a.price - b.price)[0];
    return best ? [{ id: offer.id, by: best.id }] : [];
  });
  return { efficient: efficient.map(({ id }) => id), dominated };
}
