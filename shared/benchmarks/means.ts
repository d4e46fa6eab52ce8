/** A value of one evaluation: null where it is unknown or on quotation. */
export interface Mark {
  value: number | null;
  /** The conflict of interest that was declared with it; `none` for none. */
  conflict: string;
}

/** What the marks of one cell come to. */
export interface CellMean {
  /** The plain mean of the known values without a conflict of interest; null without any. */
  mean: number | null;
  counted: number;
  /** Known values that a conflict of interest leaves out. */
  leftOut: number;
}

/** The plain mean of a cell's known values, those with a conflict of interest left out. The order changes nothing. */
export function cellMean(marks: readonly Mark[]): CellMean {
  const known = marks.filter((mark): mark is Mark & { value: number } => mark.value !== null);
  const values = known.filter(({ conflict }) => conflict === 'none').map(({ value }) => value);
  const leftOut = known.length - values.length;
  if (values.length === 0) return { mean: null, counted: 0, leftOut };
  const sorted = values.toSorted((a, b) => a - b);
  // As distances from the lowest, so that rounding never leaves the range of what was said.
  const lowest = sorted[0] ?? 0;
  const highest = sorted.at(-1) ?? 0;
  const mean = lowest + sorted.reduce((sum, value) => sum + (value - lowest), 0) / sorted.length;
  return { mean: Math.min(highest, Math.max(lowest, mean)), counted: sorted.length, leftOut };
}
