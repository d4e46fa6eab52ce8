import type { Benchmark, Cell, Evaluation } from '@cenacle/shared/benchmarks/contract.ts';
import type { TestApp } from './app.ts';
import type { Name } from './cast.ts';
import { makeProvider } from './make.ts';

/** A price from 10,000 € (the better) to 50,000 €, a rating and yes or no. */
export const threeCriteria = [
  { name: 'Prix', kind: 'price', low: 1_000_000, high: 5_000_000, low_words: 'serré', high_words: 'cher' },
  { name: 'Qualité', kind: 'rating', low_words: 'à refaire', high_words: 'rien à redire' },
  { name: 'Reprise des données', kind: 'yesno' },
];

/** A benchmark of three new providers, opened by grace unless said otherwise. */
export async function openBenchmark(t: TestApp, more: object = {}, who: Name = 'grace'): Promise<Benchmark> {
  const options = [];
  for (const name of ['Alpaga', 'Flux', 'Nordet'])
    options.push({ provider_id: await makeProvider(t.services, name) });
  const body = { need: 'Intégrateur de flux', criteria: threeCriteria, options, ...more };
  const reply = await t.as(who).post('/api/benchmarks', body);
  if (reply.statusCode !== 201) throw new Error(`The benchmark was refused: ${reply.body}`);
  return reply.json();
}

/** A value by its criterion, in order: null is unknown, 'quotation' on quotation. */
export type Given = number | null | 'quotation';

export const valuesOf = ({ criteria }: Pick<Benchmark, 'criteria'>, given: Given[]) =>
  given.map((value, j) => ({
    criterion_id: criteria[j]?.id,
    status: value === null ? 'unknown' : value === 'quotation' ? 'quotation' : 'known',
    ...(typeof value === 'number' ? { value } : {}),
  }));

/** Evaluates an option by its place, submitted as an opinion of a client unless said otherwise. */
export async function evaluate(
  t: TestApp,
  benchmark: Benchmark,
  who: Name,
  option: number,
  given: Given[],
  more: object = {},
): Promise<Evaluation> {
  const reply = await t.as(who).put(`/api/benchmarks/${benchmark.id}/evaluations`, {
    option_id: benchmark.options[option]?.id,
    relation: 'client',
    values: valuesOf(benchmark, given),
    evidence: { grade: 'opinion' },
    submit: true,
    ...more,
  });
  if (reply.statusCode !== 200) throw new Error(`The evaluation was refused: ${reply.body}`);
  return reply.json();
}

/** What a member's page of the benchmark is given. */
export const show = async (t: TestApp, { id }: Pick<Benchmark, 'id'>, who: Name): Promise<Benchmark> =>
  (await t.as(who).get(`/api/benchmarks/${id}`)).json();

/** The evaluations that a member is shown. */
export const listed = async (
  t: TestApp,
  { id }: Pick<Benchmark, 'id'>,
  who: Name,
  query = '',
): Promise<Evaluation[]> => (await t.as(who).get(`/api/benchmarks/${id}/evaluations${query}`)).json().items;

/** Sends an evaluation of the first option, under way unless said otherwise; gives whatever the answer is. */
export const put = (t: TestApp, benchmark: Benchmark, who: Name, body: object) =>
  t.as(who).put(`/api/benchmarks/${benchmark.id}/evaluations`, {
    option_id: benchmark.options[0]?.id,
    relation: 'client',
    ...body,
  });

/** One cell of the page, by the places of its option and criterion. */
export const cellOf = (benchmark: Benchmark, option: number, criterion: number): Cell | undefined =>
  benchmark.cells[option * benchmark.criteria.length + criterion];
