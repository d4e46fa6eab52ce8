import type { BodyOf } from '@cenacle/shared/http.ts';
import type { Criterion, evaluate, Evaluation } from '@cenacle/shared/benchmarks/contract.ts';
import {
  amountBands,
  conflicts,
  grades,
  relations,
  type EvidenceInput,
} from '@cenacle/shared/evidence/contract.ts';
import { readAmount, readNumber, writeNumber } from '@cenacle/shared/amounts.ts';
import { againAnswers } from '@cenacle/shared/threads/outcome-contract.ts';
import { readParts, typedParts } from './price-form.ts';
import type { Words } from '#lib/words/fr.ts';

type Language = 'fr' | 'en';
type Body = BodyOf<typeof evaluate>;
/** The form's fields by name. Values stand under `v.CRITERION`, prices on quotation under `q.CRITERION`, their parts under `p.CRITERION.PART`. */
export type Typed = Record<string, string>;

/** The fields beside the values. */
export const evaluationFields = [
  'relation',
  'conflict',
  'again',
  'comment',
  'ground',
  'thread_id',
  'engagement_id',
  'grade',
  'role',
  'started_on',
  'ended_on',
  'amount',
] as const;

const valueName = (id: string) => `v.${id}`;
const quotationName = (id: string) => `q.${id}`;

/** The names of a form's fields that hold values. */
export const valueNames = (form: FormData): string[] =>
  [...form.keys()].filter((name) => /^[vqp]\./.test(name));

const minorPerUnit = 100;

function typedValue(criterion: Criterion, value: number | null, language: Language): string {
  if (value === null) return '';
  if (criterion.kind === 'price') return writeNumber(value / minorPerUnit, language);
  return writeNumber(value, criterion.kind === 'number' ? language : 'en');
}

/** What the form begins with: the member's own evaluation as it stands, or nothing. */
export function typedOf(
  evaluation: Evaluation | undefined,
  criteria: readonly Criterion[],
  language: Language,
): Typed {
  if (!evaluation) return {};
  const { evidence } = evaluation;
  const values = criteria.flatMap((criterion) => {
    const given = evaluation.values.find(({ criterion_id: id }) => id === criterion.id);
    const parts = given?.parts ?? null;
    return [
      ...(parts ? Object.entries(typedParts(parts, criterion.id, language)) : []),
      [valueName(criterion.id), parts ? '' : typedValue(criterion, given?.value ?? null, language)],
      [quotationName(criterion.id), given?.status === 'quotation' ? '1' : ''],
    ];
  });
  return {
    ...Object.fromEntries(values),
    relation: evaluation.relation,
    conflict: evaluation.conflict,
    again: evaluation.again ?? '',
    comment: evaluation.comment,
    ground: evidence ? evidence.rests_on : '',
    thread_id: evidence?.case?.id ?? '',
    engagement_id: evidence?.engagement_id ?? '',
    grade: evidence?.grade ?? '',
    role: evidence?.role ?? '',
    started_on: evidence?.started_on ?? '',
    ended_on: evidence?.ended_on ?? '',
    amount: evidence?.amount ?? '',
  };
}

/** One value of the request, or the sentence that belongs beside its field. */
function readValue(
  criterion: Criterion,
  typed: Typed,
  language: Language,
  words: Words['benchmarks'],
): { value: Body['values'][number] } | { error: string } {
  const text = (typed[valueName(criterion.id)] ?? '').trim();
  const id = { criterion_id: criterion.id };
  const parts = criterion.kind === 'price' ? readParts(typed, criterion.id, language) : null;
  if (parts === 'unreadable') return { error: words.form.badAmount };
  if (parts) return { value: { ...id, status: 'known', parts } };
  if (text === '') {
    const isQuotation = criterion.kind === 'price' && typed[quotationName(criterion.id)] === '1';
    return { value: { ...id, status: isQuotation ? 'quotation' : 'unknown' } };
  }
  if (criterion.kind === 'price') {
    const value = readAmount(text, language);
    return value === null ? { error: words.form.badAmount } : { value: { ...id, status: 'known', value } };
  }
  const value = criterion.kind === 'number' ? readNumber(text, language) : Number(text);
  if (value === null || Number.isNaN(value)) return { error: words.form.badNumber };
  return { value: { ...id, status: 'known', value } };
}

const among = <T extends string>(list: readonly T[], text: string | undefined): T | undefined =>
  list.find((one) => one === text);

const groundFields = ['grade', 'role', 'started_on', 'ended_on', 'amount'] as const;

/**
 * What the evidence comes from; null when nothing of it was said yet, and what is missing when it was begun: half of it
 * cannot be kept. An opinion rests on nothing, and its grade needs no saying.
 */
export function readEvidence(
  typed: Typed,
  fileId: string | null,
  words: Words['benchmarks'],
): EvidenceInput | null | { errors: Record<string, string> } {
  const isBegun = typed.ground || fileId || groundFields.some((name) => typed[name]);
  if (!isBegun) return null;
  const rests = typed.ground || (typed.grade === 'opinion' ? 'nothing' : '');
  if (!rests) return { errors: { ground: words.form.required } };
  const grade = rests === 'nothing' ? 'opinion' : among(grades, typed.grade);
  if (!grade) return { errors: { grade: words.form.required } };
  return {
    grade,
    ...(typed.ground === 'case' && typed.thread_id ? { thread_id: typed.thread_id } : {}),
    ...(typed.ground === 'engagement' && typed.engagement_id ? { engagement_id: typed.engagement_id } : {}),
    role: typed.role ?? '',
    started_on: typed.started_on || null,
    ended_on: typed.ended_on || null,
    amount: among(amountBands, typed.amount) ?? null,
    file_id: fileId,
  };
}

/** The request that the form comes to, or what to mend, by field. */
export function bodyOf(
  optionId: string,
  criteria: readonly Criterion[],
  typed: Typed,
  more: { submit: boolean; version: number | undefined; fileId: string | null; language: Language },
  words: Words['benchmarks'],
): { body: Body } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const values = criteria.flatMap((criterion) => {
    const read = readValue(criterion, typed, more.language, words);
    if ('value' in read) return [read.value];
    errors[valueName(criterion.id)] = read.error;
    return [];
  });
  const evidence = readEvidence(typed, more.fileId, words);
  if (evidence && 'errors' in evidence) Object.assign(errors, evidence.errors);
  if (Object.keys(errors).length > 0 || (evidence && 'errors' in evidence)) return { errors };
  const relation = among(relations, typed.relation);
  return {
    body: {
      option_id: optionId,
      values,
      conflict: among(conflicts, typed.conflict) ?? 'none',
      again: among(againAnswers, typed.again) ?? null,
      comment: typed.comment ?? '',
      ...(relation ? { relation } : {}),
      ...(evidence ? { evidence } : {}),
      ...(more.submit ? { submit: true } : {}),
      ...(more.version === undefined ? {} : { version: more.version }),
    },
  };
}

/** The form's field that a field of the request belongs to. */
export function fieldOf(field: string, body: Body): string {
  const value = /^values\.(\d+)\./.exec(field);
  if (value) return valueName(body.values[Number(value[1])]?.criterion_id ?? '');
  return field.replace(/^evidence\./, '');
}
