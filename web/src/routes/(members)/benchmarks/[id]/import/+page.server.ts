import { error, fail, redirect } from '@sveltejs/kit';
import { getBenchmark } from '@cenacle/shared/benchmarks/contract.ts';
import {
  importSheet,
  readSheet,
  sheetBytesMax,
  type ColumnInput,
  type SheetReport,
} from '@cenacle/shared/benchmarks/sheet-contract.ts';
import { conflicts, relations } from '@cenacle/shared/evidence/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { columnsIn, tableIn } from '#lib/benchmarks/sheet-form.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Only what the page names: the rest of the benchmark is not read here. */
export const load: PageServerLoad = async (event) => {
  const { id, need, language, can } = await read(event, getBenchmark, { params: event.params });
  if (!can.edit) {
    const words = (await loadWords(event.locals.language)).errors;
    error(403, words.refused.text, { code: 'refused' });
  }
  return { benchmark: { id, need, language } };
};

interface Shown {
  table: string[][];
  columns: ColumnInput[];
  relation: string;
  conflict: string;
  report: SheetReport | null;
  key: string;
  sentence: string;
}

/** What the table would become, or why the API does not take it. */
async function checked(event: RequestEvent, shown: Omit<Shown, 'report' | 'sentence'>): Promise<Shown> {
  try {
    const report = await call(event.fetch, importSheet, {
      params: event.params,
      body: bodyOf(event, shown, true),
      idempotencyKey: crypto.randomUUID(),
    });
    return { ...shown, report, sentence: '' };
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    return { ...shown, report: null, sentence: await sentenceOf(event, failure) };
  }
}

async function sentenceOf({ locals }: RequestEvent, failure: ApiError): Promise<string> {
  const words = (await loadWords(locals.language)).benchmarks.sheet;
  const isColumns = failure.errors.some(({ field }) => field.startsWith('columns'));
  return isColumns ? words.badColumns : (failure.errors[0]?.detail ?? failure.detail);
}

const bodyOf = (
  { locals }: RequestEvent,
  { table, columns, relation, conflict }: Pick<Shown, 'table' | 'columns' | 'relation' | 'conflict'>,
  isDry: boolean,
) => ({
  table,
  columns,
  language: locals.language,
  relation: relations.find((one) => one === relation) ?? 'none',
  conflict: conflicts.find((one) => one === conflict) ?? 'none',
  dry_run: isDry,
});

/** The form of the second step as it was sent. */
const sentIn = (form: FormData) => ({
  table: tableIn(form),
  columns: columnsIn(form),
  relation: String(form.get('relation') ?? 'none'),
  conflict: String(form.get('conflict') ?? 'none'),
  key: String(form.get('key') ?? '') || crypto.randomUUID(),
});

export const actions: Actions = {
  read: async (event) => {
    const words = (await loadWords(event.locals.language)).benchmarks.sheet;
    const refuse = (sentence: string) =>
      fail(422, {
        table: [],
        columns: [],
        relation: 'none',
        conflict: 'none',
        report: null,
        key: '',
        sentence,
      } satisfies Shown);
    const file = (await event.request.formData()).get('file');
    if (!(file instanceof File) || file.size === 0) return refuse(words.noFile);
    if (file.size > sheetBytesMax) return refuse(words.tooLarge);
    const content = Buffer.from(await file.arrayBuffer()).toString('base64');
    try {
      const found = await call(event.fetch, readSheet, { body: { content } });
      const key = crypto.randomUUID();
      return checked(event, { ...found, relation: 'none', conflict: 'none', key });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      return refuse(words.unread(failure.errors[0]?.detail ?? failure.detail));
    }
  },

  check: async (event) => checked(event, sentIn(await event.request.formData())),

  take: async (event) => {
    const sent = sentIn(await event.request.formData());
    try {
      await call(event.fetch, importSheet, {
        params: event.params,
        body: bodyOf(event, sent, false),
        idempotencyKey: sent.key,
      });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      // The same sending with other columns is another one.
      const key = failure.code === 'key_reused' ? crypto.randomUUID() : sent.key;
      const sentence = await sentenceOf(event, failure);
      return fail(failure.status || 503, { ...sent, key, report: null, sentence } satisfies Shown);
    }
    redirect(303, `/benchmarks/${event.params.id}?done=imported`);
  },
};
