import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { selections, selectionSource } from './content/selections.ts';

interface Published {
  source: { repo: string; commit: string };
  benchmarks: {
    id: string;
    path: string;
    chosen: string;
    providers: string[];
    criteria: { name: string; nice_to_have: boolean }[];
    utilities: (number | null)[][];
  }[];
}

const file = new URL('../../../shared/data/real-benchmarks.json', import.meta.url);
const published = await readFile(file, 'utf8').then(
  (text) => JSON.parse(text) as Published,
  () => null,
);
if (!published)
  console.warn('The seven selections as published are not beside the project: not compared with them.');

test.skipIf(!published && !process.env.CI)(
  'the selections are those that were published, mark by mark',
  () => {
    expect(published, 'the seven selections as published').not.toBeNull();
    const ours = selections.map(({ id, path, chosen, criteria, options }) => ({
      id,
      path,
      chosen,
      providers: options.map(({ key }) => key),
      criteria: criteria.map(({ source, isNiceToHave }) => ({
        name: source,
        nice_to_have: isNiceToHave ?? false,
      })),
      utilities: options.map(({ utilities }) => utilities),
    }));
    const theirs = published?.benchmarks.map(({ id, path, chosen, providers, criteria, utilities }) => ({
      id,
      path,
      chosen,
      providers,
      criteria,
      utilities,
    }));
    expect(ours).toEqual(theirs);
    expect(selectionSource.url).toContain(published?.source.commit);
  },
);

test('each names the day of its decision and an option that was chosen', () => {
  for (const { id, on, chosen, options, criteria } of selections) {
    expect(id.startsWith(on)).toBe(true);
    expect(options.map(({ key }) => key)).toContain(chosen);
    for (const { utilities } of options) expect(utilities).toHaveLength(criteria.length);
  }
});
