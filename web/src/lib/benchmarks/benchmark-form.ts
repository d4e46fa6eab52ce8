import {
  criterionKinds,
  directions,
  weightDefault,
  weightMax,
  type Benchmark,
  type Criterion,
  type CriterionInput,
  type CriterionKind,
  type openBenchmark,
  type OptionInput,
} from '@cenacle/shared/benchmarks/contract.ts';
import { benchmarkCategories } from '@cenacle/shared/benchmarks/frame.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { currencies, paidPer } from '@cenacle/shared/money.ts';
import { sizeBands } from '@cenacle/shared/providers/contract.ts';
import { readAmount, readNumber, writeNumber } from '@cenacle/shared/amounts.ts';
import { linesIn } from '#lib/forms.ts';
import { costFields, costTyped, readCost } from '#lib/outcomes/cost.ts';
import type { Words } from '#lib/words/fr.ts';

type Language = 'fr' | 'en';

const criterionFields = [
  'id',
  'name',
  'note',
  'question',
  'evidence_expected',
  'kind',
  'direction',
  'unit',
  'currency',
  'per',
  'low',
  'high',
  'low_words',
  'high_words',
  'knockout',
  'must',
  'weight',
] as const;
/** A criterion as it is typed. A yes or no that knocks out has `must`, any other kind the limit in `knockout`. */
export type CriterionDraft = Record<(typeof criterionFields)[number], string>;

const optionFields = ['id', 'provider_id', 'provider_name', 'product'] as const;
/** An option as it is chosen; the name is for showing it again. */
export type OptionDraft = Record<(typeof optionFields)[number], string>;

/** The fields beside the lists; conditions one a line, and the budget as a cost. */
const topFields = [
  'need',
  'description',
  'audience_id',
  'category',
  'sector',
  'company_size',
  ...costFields,
  'deadline',
  'must_haves',
] as const;

/** The whole form as it is typed. */
export interface BenchmarkDraft extends Record<(typeof topFields)[number], string> {
  criteria: CriterionDraft[];
  options: OptionDraft[];
}

export const emptyCriterion = (kind: CriterionKind = 'rating'): CriterionDraft => ({
  id: '',
  name: '',
  note: '',
  question: '',
  evidence_expected: '',
  kind,
  direction: kind === 'price' ? 'cost' : 'benefit',
  unit: '',
  currency: 'EUR',
  per: 'once',
  low: '',
  high: '',
  low_words: '',
  high_words: '',
  knockout: '',
  must: '',
  weight: String(weightDefault),
});

export const emptyOption = (): OptionDraft => ({ id: '', provider_id: '', provider_name: '', product: '' });

export const presetNames = ['price', 'quality', 'reactivity', 'reversibility', 'delay'] as const;
export type PresetName = (typeof presetNames)[number];

/** A usual criterion with its anchors filled in, to be changed at will. */
export function presetCriterion(name: PresetName, words: Words['benchmarks']['form']): CriterionDraft {
  const title = words.presetNames[name];
  if (name === 'price') return { ...emptyCriterion('price'), name: title };
  if (name === 'delay')
    return {
      ...emptyCriterion('number'),
      name: title,
      unit: words.presetWords.delayUnit,
      direction: 'cost',
      low: '2',
      high: '12',
    };
  const [low = '', high = ''] = words.presetWords[name];
  return { ...emptyCriterion(), name: title, low_words: low, high_words: high };
}

const emptyTop = () => ({
  ...(Object.fromEntries(topFields.map((name) => [name, ''])) as Record<(typeof topFields)[number], string>),
  ...costTyped(null, 'fr'),
});

/** A form with one empty line of each list. */
export const emptyDraft = (): BenchmarkDraft => ({
  ...emptyTop(),
  criteria: [emptyCriterion()],
  options: [emptyOption()],
});

const minorPerUnit = 100;

function anchorTyped({ kind }: Pick<Criterion, 'kind'>, value: number, language: Language): string {
  if (kind === 'price') return writeNumber(value / minorPerUnit, language);
  return kind === 'number' ? writeNumber(value, language) : '';
}

function knockoutTyped({ kind, knockout }: Pick<Criterion, 'kind' | 'knockout'>, language: Language): string {
  if (knockout === null || kind === 'yesno') return '';
  return writeNumber(kind === 'price' ? knockout / minorPerUnit : knockout, language);
}

/** A criterion that stands somewhere, as the form's line would hold it. */
export const criterionTyped = (
  { id, ...criterion }: Omit<Criterion, 'id'> & { id?: string },
  language: Language,
): CriterionDraft => ({
  id: id ?? '',
  name: criterion.name,
  note: criterion.note,
  question: criterion.question,
  evidence_expected: criterion.evidence_expected,
  kind: criterion.kind,
  direction: criterion.direction,
  unit: criterion.unit,
  currency: criterion.currency ?? 'EUR',
  per: criterion.per ?? 'once',
  low: anchorTyped(criterion, criterion.low, language),
  high: anchorTyped(criterion, criterion.high, language),
  low_words: criterion.low_words,
  high_words: criterion.high_words,
  knockout: knockoutTyped(criterion, language),
  must: criterion.kind === 'yesno' && criterion.knockout !== null ? '1' : '',
  weight: String(criterion.weight),
});

/** What the form of a benchmark that stands begins with. */
export const draftOf = (benchmark: Benchmark, language: Language): BenchmarkDraft => ({
  need: benchmark.need,
  description: benchmark.description,
  audience_id: benchmark.audience.id,
  category: benchmark.category ?? '',
  sector: benchmark.sector,
  company_size: benchmark.company_size ?? '',
  ...costTyped(benchmark.budget, language),
  deadline: benchmark.deadline ?? '',
  must_haves: benchmark.must_haves.join('\n'),
  criteria: benchmark.criteria.map((criterion) => criterionTyped(criterion, language)),
  options: benchmark.options.map(({ id, provider, product }) => ({
    id,
    provider_id: provider.id,
    provider_name: provider.name,
    product,
  })),
});

/** Ids of the criteria and options that a form was begun with. */
export const linesOf = ({ criteria, options }: BenchmarkDraft): string[] =>
  [...criteria, ...options].flatMap(({ id }) => (id ? [id] : []));

/**
 * The draft with what others did meanwhile, so that saving it undoes nothing of theirs: lines of `current` that were not
 * among those `known` when the form was begun stand behind its own, and lines that are no longer there go.
 */
export function withOthers(
  draft: BenchmarkDraft,
  current: BenchmarkDraft,
  known: ReadonlySet<string>,
): BenchmarkDraft {
  const standing = new Set(linesOf(current));
  const stands = ({ id }: { id: string }) => id === '' || standing.has(id);
  const isNew = ({ id }: { id: string }) => !known.has(id);
  const chosen = draft.options.filter((option) => option.provider_id !== '');
  return {
    ...draft,
    criteria: [...draft.criteria.filter(stands), ...current.criteria.filter(isNew)],
    options: [...chosen.filter(stands), ...current.options.filter(isNew)],
  };
}

function rowsIn<F extends string>(form: FormData, list: string, fields: readonly F[]): Record<F, string>[] {
  const indexes = new Set(
    [...form.keys()].flatMap((name) => new RegExp(`^${list}\\.(\\d{1,3})\\.`).exec(name)?.[1] ?? []),
  );
  return [...indexes]
    .map(Number)
    .toSorted((a, b) => a - b)
    .map(
      (i) =>
        Object.fromEntries(
          fields.map((field) => [field, String(form.get(`${list}.${i}.${field}`) ?? '').trim()]),
        ) as Record<F, string>,
    );
}

/** The form as it was sent, with or without script. */
export const draftIn = (form: FormData): BenchmarkDraft => ({
  ...(Object.fromEntries(topFields.map((name) => [name, String(form.get(name) ?? '').trim()])) as Record<
    (typeof topFields)[number],
    string
  >),
  criteria: rowsIn(form, 'criteria', criterionFields).map((row) => Object.assign(emptyCriterion(), row)),
  options: rowsIn(form, 'options', optionFields),
});

const among = <T extends string>(list: readonly T[], text: string): T | undefined =>
  list.find((one) => one === text);

/** The number of an anchor, or the sentence that belongs beside it. */
function readAnchor(
  kind: CriterionKind,
  text: string,
  language: Language,
  words: Words['benchmarks']['form'],
): { value: number | null } | { error: string } {
  if (kind !== 'price' && kind !== 'number') return { value: null };
  if (text === '') return { error: words.required };
  const value = kind === 'price' ? readAmount(text, language) : readNumber(text, language);
  if (value === null) return { error: kind === 'price' ? words.badAmount : words.badNumber };
  return { value };
}

/** The limit of a knock-out, null where there is none, or the sentence that belongs beside it. */
function readKnockout(
  kind: CriterionKind,
  draft: CriterionDraft,
  language: Language,
  words: Words['benchmarks']['form'],
): { value: number | null } | { error: string } {
  if (kind === 'yesno') {
    if (!draft.must) return { value: null };
    return { value: draft.direction === 'cost' ? 0 : 1 };
  }
  if (draft.knockout === '') return { value: null };
  const value =
    kind === 'price' ? readAmount(draft.knockout, language) : readNumber(draft.knockout, language);
  if (value === null) return { error: kind === 'price' ? words.badAmount : words.badNumber };
  return { value };
}

function readCriterion(
  draft: CriterionDraft,
  language: Language,
  words: Words['benchmarks']['form'],
): { input: CriterionInput; errors: Record<string, string> } {
  const kind = among(criterionKinds, draft.kind) ?? 'rating';
  const errors: Record<string, string> = {};
  const anchors = (['low', 'high'] as const).map((end) => {
    const read = readAnchor(kind, draft[end], language, words);
    if ('error' in read) errors[end] = read.error;
    return 'error' in read ? null : read.value;
  });
  const limit = readKnockout(kind, draft, language, words);
  if ('error' in limit) errors.knockout = limit.error;
  if (draft.name === '') errors.name = words.required;
  const weight = Number(draft.weight);
  const [low = null, high = null] = anchors;
  return {
    errors,
    input: {
      ...(draft.id ? { id: draft.id } : {}),
      name: draft.name,
      note: draft.note,
      question: draft.question,
      evidence_expected: draft.evidence_expected,
      kind,
      direction: among(directions, draft.direction) ?? 'benefit',
      unit: kind === 'number' ? draft.unit : '',
      currency: kind === 'price' ? (among(currencies, draft.currency) ?? 'EUR') : null,
      per: kind === 'price' ? (among(paidPer, draft.per) ?? 'once') : null,
      low,
      high,
      low_words: draft.low_words,
      high_words: draft.high_words,
      knockout: 'error' in limit ? null : limit.value,
      weight:
        Number.isInteger(weight) && weight >= 0 && weight <= weightMax && draft.weight !== ''
          ? weight
          : weightDefault,
    },
  };
}

/** A line that was left wholly empty was only offered. */
const isBlank = (draft: CriterionDraft): boolean =>
  draft.id === '' && draft.name === '' && draft.low === '' && draft.high === '' && draft.note === '';

/** What of the request says for whom and within what. */
type FrameInput = Pick<
  BodyOf<typeof openBenchmark>,
  'category' | 'sector' | 'company_size' | 'budget' | 'deadline' | 'must_haves'
>;

function frameIn(draft: BenchmarkDraft, budget: FrameInput['budget']): FrameInput {
  return {
    category: among(benchmarkCategories, draft.category) ?? null,
    sector: draft.sector,
    company_size: among(sizeBands, draft.company_size) ?? null,
    budget,
    deadline: draft.deadline || null,
    must_haves: linesIn(draft.must_haves),
  };
}

export interface BenchmarkLists {
  frame: FrameInput;
  criteria: CriterionInput[];
  options: OptionInput[];
  /** What to mend, by the form's field (`criteria.2.low`). */
  errors: Record<string, string>;
  /** The form's line of each criterion and option of the request. */
  criterionLines: number[];
  optionLines: number[];
}

/** Frame, criteria and options of the request that the form comes to; lines left empty are passed over. */
export function listsOf(
  draft: BenchmarkDraft,
  language: Language,
  words: Words['benchmarks']['form'],
): BenchmarkLists {
  const budget = readCost(draft, language);
  const isRead = budget === null || !('wrong' in budget);
  const lists: BenchmarkLists = {
    frame: frameIn(draft, isRead ? budget : null),
    criteria: [],
    options: [],
    errors: isRead ? {} : { [budget.wrong]: words.badAmount },
    criterionLines: [],
    optionLines: [],
  };
  for (const [i, row] of draft.criteria.entries()) {
    if (isBlank(row) && draft.criteria.length > 1) continue;
    const { input, errors } = readCriterion(row, language, words);
    for (const [field, sentence] of Object.entries(errors)) lists.errors[`criteria.${i}.${field}`] = sentence;
    lists.criteria.push(input);
    lists.criterionLines.push(i);
  }
  for (const [i, row] of draft.options.entries()) {
    if (!row.provider_id) continue;
    lists.options.push({
      ...(row.id ? { id: row.id } : {}),
      provider_id: row.provider_id,
      product: row.product,
    });
    lists.optionLines.push(i);
  }
  return lists;
}

/** The form's field that a field of the request belongs to. */
export function fieldOf(field: string, { criterionLines, optionLines }: BenchmarkLists): string {
  const [list, i, name] = field.split('.');
  if (list === 'criteria' && name) return `criteria.${criterionLines[Number(i)]}.${name}`;
  if (list === 'options' && name) return `options.${optionLines[Number(i)]}.${name}`;
  if (list === 'budget') return i === 'max_minor' ? 'cost_to' : 'cost_from';
  return list ?? field;
}

/** The draft as the server keeps it: lists as text. */
export const packed = ({ criteria, options, ...draft }: BenchmarkDraft): Record<string, string> => ({
  ...draft,
  criteria: JSON.stringify(criteria),
  options: JSON.stringify(options),
});

const rowsOf = (text: string | undefined): Record<string, unknown>[] => {
  try {
    const rows: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(rows) ? rows.filter((row) => row !== null && typeof row === 'object') : [];
  } catch {
    return [];
  }
};

/** The draft that the server kept; whatever it holds, a form can be made of it. */
export function unpacked(content: Record<string, string>): BenchmarkDraft {
  const texts = <T extends Record<string, string>>(empty: T, row: Record<string, unknown>): T =>
    Object.fromEntries(
      Object.keys(empty).map((name) => [name, typeof row[name] === 'string' ? row[name] : empty[name]]),
    ) as T;
  return {
    ...texts(emptyTop(), content),
    criteria: rowsOf(content.criteria).map((row) => texts(emptyCriterion(), row)),
    options: rowsOf(content.options).map((row) => texts(emptyOption(), row)),
  };
}
