import type { Words } from '#lib/words/fr.ts';
import {
  emptyCriterion,
  emptyOption,
  presetCriterion,
  presetNames,
  type BenchmarkDraft,
} from './benchmark-form.ts';

/** What the form's smaller buttons ask for, as their value says it (`remove.options.2`); null for any other text. */
function lineAsked(what: string) {
  const [, verb, list, i] = /^(remove|up)\.(criteria|options)\.(\d{1,2})$/.exec(what) ?? [];
  return verb && list && i ? { verb, list: list as 'criteria' | 'options', i: Number(i) } : null;
}

/** The list without its line `i`; with `up`, that line changes places with the one before. */
function moved<T>(list: readonly T[], i: number, verb: string): T[] {
  const line = list[i];
  if (line === undefined) return [...list];
  const others = list.toSpliced(i, 1);
  return verb === 'up' ? others.toSpliced(Math.max(0, i - 1), 0, line) : others;
}

/**
 * The form as one of its smaller buttons changes it: with one line more (`criterion`, `option`, or a usual criterion by
 * its name), one line less, or one line higher up. A form keeps one criterion at least.
 */
export function withLine(
  draft: BenchmarkDraft,
  what: string,
  words: Words['benchmarks']['form'],
): BenchmarkDraft {
  const asked = lineAsked(what);
  if (asked?.list === 'options') return { ...draft, options: moved(draft.options, asked.i, asked.verb) };
  if (asked) {
    const criteria = moved(draft.criteria, asked.i, asked.verb);
    return { ...draft, criteria: criteria.length > 0 ? criteria : [emptyCriterion()] };
  }
  if (what === 'option') return { ...draft, options: [...draft.options, emptyOption()] };
  const preset = presetNames.find((name) => name === what);
  const line = preset ? presetCriterion(preset, words) : emptyCriterion();
  const blank = preset ? draft.criteria.findIndex(({ name, id }) => name === '' && id === '') : -1;
  const criteria = blank >= 0 ? draft.criteria.with(blank, line) : [...draft.criteria, line];
  return { ...draft, criteria };
}
