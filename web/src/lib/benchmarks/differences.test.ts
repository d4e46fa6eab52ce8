import { expect, test } from 'vitest';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { formatFor } from '#lib/format.ts';
import { fr } from '#lib/words/fr.ts';
import { discussionOf } from './differences.ts';

const benchmark = {
  id: 'b',
  audience: { id: 'cercle', kind: 'circle' },
  options: [{ id: 'o', provider: { name: 'Flux_Co*' }, product: '' }],
  criteria: [{ id: 'c', name: 'Qualité', kind: 'rating', unit: '' }],
  differs: [{ option_id: 'o', criterion_id: 'c', own: 2, others: 4.5, counted: 2 }],
} as unknown as Benchmark;
const begin = (cell: string) =>
  discussionOf(benchmark, cell, 'https://cenacle.example', formatFor('fr', 'UTC'), fr.benchmarks);

test('a discussion of a cell quotes it for the readers of its benchmark', () => {
  const begun = begin('o.c');
  expect(begun?.audience).toBe('cercle');
  expect(begun?.title).toContain('Flux_Co*\u00a0· Qualité');
  expect(begun?.body).toContain('> **Flux_Co\\*\u00a0· Qualité**');
  expect(begun?.body).toMatch(/^> moi.*2.*4,5.*2 avis/m);
  expect(begun?.body).toContain('(https://cenacle.example/benchmarks/b?cell=o.c#cell)');
});

test('there is none of a cell by which the reader does not differ', () => {
  expect(begin('o.x')).toBeNull();
});
