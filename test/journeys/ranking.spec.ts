import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type { CaseReport, runRankingCases } from '../ranking-cases.ts';

const read = async (name: string) =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

/** The calculations as one script, as the pages get them. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('../ranking-cases.ts', import.meta.url)),
        name: 'ranking',
        formats: ['iife'],
      },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('The calculations were not built.');
  return output.output[0].code;
}

test('a browser calculates every vector and edge case as Node does', async ({ page }) => {
  const [vectors, edges, code] = [
    (await read('ranking')).vectors,
    await read('ranking-edges'),
    await bundle(),
  ];
  await page.addScriptTag({ content: code });
  const report: CaseReport = await page.evaluate(
    ([given, further]) =>
      (window as unknown as { ranking: { runRankingCases: typeof runRankingCases } }).ranking.runRankingCases(
        given,
        further,
      ),
    [vectors, edges],
  );
  expect(report.failures).toEqual([]);
  expect(report.ran).toEqual([...vectors, ...edges].map(({ id }: { id: string }) => id));
});
