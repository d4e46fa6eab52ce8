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
  expect(ran).toEqual([...vectors, ...edges].map(({ id }) => id));
});

test('a case that comes out otherwise is told', () => {
  const [first] = vectors;
  const wrong = {
    ...first,
    expected: first.expected.map((row: number[]) => row.map((value) => value + 1e-6)),
  };
  expect(runRankingCases([wrong], []).failures).toHaveLength(1);
});

test('a case of a kind that nothing calculates is told', () => {
  const strange = { ...vectors[0], id: 'strange', kind: 'astrology' };
  expect(runRankingCases([strange], []).failures).toEqual([expect.stringContaining('strange: ')]);
});

test('a case that is refused is told, and the others are still calculated', () => {
  const [first] = vectors;
  const refused = { ...first, id: 'refused', input: { ...first.input, matrix: [[1]] } };
  const { ran, failures } = runRankingCases([refused, first], []);
  expect(ran).toEqual(['refused', first.id]);
  expect(failures).toEqual([expect.stringContaining('refused: ')]);
});
