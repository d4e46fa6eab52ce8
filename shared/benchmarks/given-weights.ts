/** A reader's weight of one criterion. */
export interface GivenWeight {
  criterion_id: string;
  weight: number;
}

const weightPattern = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}):(\d{1,12}(?:\.\d{1,12})?)$/;

/**
 * Weights as an address carries them, `CRITERION:WEIGHT,…`: numbers from 0, in decimal notation. Null for any other text,
 * and for a criterion that is named twice.
 */
export function readWeights(text: string): GivenWeight[] | null {
  const parts = text.split(',').map((part) => weightPattern.exec(part));
  const weights = parts.flatMap((part) =>
    part?.[1] && part[2] ? [{ criterion_id: part[1], weight: Number(part[2]) }] : [],
  );
  const names = new Set(weights.map((weight) => weight.criterion_id));
  return weights.length === parts.length && names.size === weights.length ? weights : null;
}

/** The text that `readWeights` reads. */
export const writeWeights = (weights: readonly GivenWeight[]): string =>
  weights.map(({ criterion_id: id, weight }) => `${id}:${weight}`).join(',');
