import { criteriaMax, type LateCriterion } from '@cenacle/shared/benchmarks/contract.ts';
import { benchmarkCategories } from '@cenacle/shared/benchmarks/frame.ts';
import { writeNumber } from '@cenacle/shared/amounts.ts';
import type { Words } from '#lib/words/fr.ts';
import {
  criterionTyped,
  emptyCriterion,
  emptyOption,
  presetCriterion,
  presetNames,
  type BenchmarkDraft,
  type CriterionDraft,
} from './benchmark-form.ts';
import type { TemplateCriterion } from './templates/template.ts';
import { templates } from './templates/templates.ts';

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

/** A template's criterion as the form's line would hold it. */
function templateTyped(criterion: TemplateCriterion, language: 'fr' | 'en'): CriterionDraft {
  const said = criterion[language];
  const number = (value: number | null) => (value === null ? '' : writeNumber(value, language));
  return {
    ...emptyCriterion(criterion.kind),
    name: said.name,
    question: said.question,
    evidence_expected: said.evidence,
    direction: criterion.direction,
    unit: criterion.unit[language],
    per: criterion.per,
    low: number(criterion.low),
    high: number(criterion.high),
    low_words: said.low,
    high_words: said.high,
    weight: String(criterion.weight),
  };
}

const nameKey = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** The criteria with those of these that none of them is called like, in the place of lines that were left empty. */
function withCriteria(
  criteria: readonly CriterionDraft[],
  more: readonly CriterionDraft[],
): CriterionDraft[] {
  const kept = criteria.filter(({ name, id }) => name !== '' || id !== '');
  const known = new Set(kept.map(({ name }) => nameKey(name)));
  const all = [...kept, ...more.filter(({ name }) => !known.has(nameKey(name)))].slice(0, criteriaMax);
  return all.length > 0 ? all : [...criteria];
}

/**
 * The form as one of its smaller buttons changes it: with one line more (`criterion`, `option`, or a usual criterion by
 * its name), the criteria of its category (`template`), one of those that came late elsewhere (`late.2`), one line less, or one line higher up. A form keeps one criterion at least.
 */
export function withLine(
  draft: BenchmarkDraft,
  what: string,
  words: Words['benchmarks']['form'],
  more: { language: 'fr' | 'en'; late: readonly LateCriterion[] },
): BenchmarkDraft {
  const asked = lineAsked(what);
  if (asked?.list === 'options') return { ...draft, options: moved(draft.options, asked.i, asked.verb) };
  if (asked) {
    const criteria = moved(draft.criteria, asked.i, asked.verb);
    return { ...draft, criteria: criteria.length > 0 ? criteria : [emptyCriterion()] };
  }
  if (what === 'template') {
    const category = benchmarkCategories.find((one) => one === draft.category);
    const lines = category ? templates[category].map((each) => templateTyped(each, more.language)) : [];
    return { ...draft, criteria: withCriteria(draft.criteria, lines) };
  }
  const late = /^late\.(\d{1,2})$/.exec(what)?.[1];
  if (late) {
    const criterion = more.late[Number(late)];
    const lines = criterion ? [criterionTyped(criterion, more.language)] : [];
    return { ...draft, criteria: withCriteria(draft.criteria, lines) };
  }
  if (what === 'option') return { ...draft, options: [...draft.options, emptyOption()] };
  const preset = presetNames.find((name) => name === what);
  const line = preset ? presetCriterion(preset, words) : emptyCriterion();
  const blank = preset ? draft.criteria.findIndex(({ name, id }) => name === '' && id === '') : -1;
  const criteria = blank >= 0 ? draft.criteria.with(blank, line) : [...draft.criteria, line];
  return { ...draft, criteria };
}
