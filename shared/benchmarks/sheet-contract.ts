import { Type, type Static } from 'typebox';
import { conflicts, relations } from '../evidence/contract.ts';
import { idParams, language, line, object, oneOf, route, uuid } from '../http.ts';
import { currency, paidPer } from '../money.ts';
import {
  criteriaMax,
  criterionKinds,
  criterionNameMax,
  directions,
  optionsMax,
  unitMax,
} from './contract.ts';

/** A comparison of thirty providers fills a tenth of it; the API takes no larger JSON. */
export const sheetBytesMax = 250_000;
/** Base64 takes four signs for three bytes. */
const base64Max = Math.ceil(sheetBytesMax / 3) * 4;
/** Rows below the header. Some may be refused: more than options on purpose. */
export const sheetRowsMax = 3 * optionsMax;
/** The provider's and the product's column, and those that are passed over. */
export const sheetColumnsMax = criteriaMax + 10;
export const sheetCellMax = 300;

const table = Type.Array(Type.Array(line(sheetCellMax), { maxItems: sheetColumnsMax }), {
  minItems: 1,
  maxItems: sheetRowsMax + 1,
});

export const columnUses = ['provider', 'product', 'ignore', ...criterionKinds] as const;
const column = object({
  use: oneOf(columnUses),
  name: line(criterionNameMax),
  direction: oneOf(directions),
  unit: line(unitMax),
  currency,
  per: oneOf(paidPer),
});
export type ColumnInput = Static<typeof column>;

/**
 * Reads a spreadsheet, CSV as Excel writes it or XLSX (its first sheet), into rows of text, the header first; nothing is
 * kept. 422 at `content` for what is neither, too large unpacked (`too_long`) or read for too long (`too_slow`).
 */
export const readSheet = route({
  method: 'POST',
  path: '/api/benchmarks/read-sheet',
  access: 'member',
  rate: 'write',
  body: object({ content: Type.String({ minLength: 1, maxLength: base64Max }) }),
  reply: { 200: object({ table, columns: Type.Array(column) }) },
});

export const rowFaults = [
  'no_provider',
  'unknown_provider',
  'several_providers',
  'repeated',
  'unreadable',
  'too_many',
  'nothing',
] as const;

/**
 * Takes the rows of a table into the benchmark: criteria and options that it lacks, and the member's own evaluations, each
 * an opinion unless they say more on its own page. A row with a fault is refused whole; `row` counts as the spreadsheet does, the
 * header being 1. All or nothing is written; `dry_run` only says what would be. 403 where the member may not edit, 409
 * `closed`, 422 at the columns.
 */
export const importSheet = route({
  method: 'POST',
  path: '/api/benchmarks/:id/import',
  access: 'member',
  rate: 'write',
  idempotent: true,
  params: idParams,
  body: object({
    table,
    columns: Type.Array(column, { minItems: 1, maxItems: sheetColumnsMax }),
    language,
    relation: oneOf(relations),
    conflict: Type.Optional(oneOf(conflicts)),
    dry_run: Type.Optional(Type.Boolean()),
  }),
  reply: {
    201: object({
      taken: Type.Array(object({ row: Type.Integer(), provider_id: uuid, provider: Type.String() })),
      refused: Type.Array(
        object({ row: Type.Integer(), fault: oneOf(rowFaults), column: Type.String(), cell: Type.String() }),
      ),
    }),
  },
});
export type SheetReport = Static<(typeof importSheet.reply)[201]>;
export type RowFault = (typeof rowFaults)[number];
