import { listLateCriteria, type LateCriterion } from '@cenacle/shared/benchmarks/contract.ts';
import { benchmarkCategories } from '@cenacle/shared/benchmarks/frame.ts';
import { call } from '#lib/api.ts';
import { loadWords } from '#lib/words/load.ts';
import { draftIn, type BenchmarkDraft } from './benchmark-form.ts';
import { withLine } from './lines.ts';

/** What other benchmarks of the category typed were given late; none for no category. */
export async function lateOf(fetch: typeof globalThis.fetch, typed: string): Promise<LateCriterion[]> {
  const category = benchmarkCategories.find((one) => one === typed);
  return category ? (await call(fetch, listLateCriteria, { query: { category } })).items : [];
}

/** The form as the smaller button that was pressed changes it, where the page has no script to do it. */
export async function changedForm(
  fetch: typeof globalThis.fetch,
  form: FormData,
  language: 'fr' | 'en',
): Promise<{ draft: BenchmarkDraft; late: LateCriterion[]; errors: Record<string, string> }> {
  const words = (await loadWords(language)).benchmarks.form;
  const before = draftIn(form);
  const what = String(form.get('add') ?? '');
  const late = await lateOf(fetch, before.category);
  const errors: Record<string, string> =
    what === 'template' && !before.category ? { category: words.required } : {};
  return { draft: withLine(before, what, words, { language, late }), late, errors };
}
