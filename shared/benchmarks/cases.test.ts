import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runRankingCases } from '../../test/ranking-cases.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../test/fixtures/${name}.json`, import.meta.url), 'utf8'));
const vectors = read('ranking').vectors;
const edges = read('ranking-edges');

test('the published vectors and the edge cases come out as they should', () => {
  const { ran, failures } = runRankingCases(vectors, edges);
  expect(failures).toEqual([]);
  expect(ran).toEqual([
    'norm-minmax-1',
    'norm-vector-1',
    'norm-sum-1',
    'saw-linear-jmcdm-1',
    'wsm-kracka2010',
    'saw-rizan2020-zeros',
    'krippendorff-wiki-nominal',
    'krippendorff-4x12-nominal',
    'krippendorff-4x12-interval',
    'wilson-18-20',
    'wilson-4-200',
    'wilson-0-30',
    'wilson-1-30',
    'bayes-average-1',
    'bayes-average-no-prior',
    'value-curve-a',
    'flip-1',
    'zero-range',
    'single-provider',
    'missing-interval',
    'price-zero-proportional',
    'price-methods-differ',
    'tco-ttc-not-recoverable',
    'ratings-none',
    'kendall-null',
  ]);
});

test('a case that comes out otherwise is told', () => {
  const [first] = vectors;
  const wrong = {
    ...first,
    expected: first.expected.map((row: number[]) => row.map((value) => value + 1e-6)),
  };
  expect(runRankingCases([wrong], []).failures).toHaveLength(1);
});

test('a case that is refused is told, and the others are still calculated', () => {
  const [first] = vectors;
  const refused = { ...first, id: 'refused', input: { ...first.input, matrix: [[1]] } };
  const { ran, failures } = runRankingCases([refused, first], []);
  expect(ran).toEqual(['refused', first.id]);
  expect(failures).toEqual([expect.stringContaining('refused: ')]);
});
