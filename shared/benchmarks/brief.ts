import { Type, type Static } from 'typebox';
import { object, oneOf, uuid } from '../http.ts';

export const benchmarkStates = ['collecting', 'closed'] as const;

/** What other pages show of a benchmark. */
export const benchmarkBrief = object({ id: uuid, need: Type.String(), state: oneOf(benchmarkStates) });
export type BenchmarkBrief = Static<typeof benchmarkBrief>;
