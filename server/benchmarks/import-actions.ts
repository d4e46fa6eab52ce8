import type { CriterionInput } from '@cenacle/shared/benchmarks/contract.ts';
import { optionsMax, productMax } from '@cenacle/shared/benchmarks/contract.ts';
import { readCell } from '@cenacle/shared/benchmarks/sheet.ts';
import type {
  ColumnInput,
  importSheet as importSheetRoute,
  RowFault,
  SheetReport,
} from '@cenacle/shared/benchmarks/sheet-contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { foldName } from '@cenacle/shared/providers/names.ts';
import { cut } from '@cenacle/shared/text.ts';
import { newId, type Db } from '../database.ts';
import { conflict, invalid, notFound, refused } from '../errors.ts';
import { writeEvidence } from '../evidence/actions.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { findByKeys, holdDirectory } from '../providers/queries.ts';
import type { Services } from '../services.ts';
import { chooseCriteria } from './choose.ts';
import { isSameProduct } from './criteria.ts';
import { findOwn, valuesOfEvaluation, writeEvaluation } from './evaluation-queries.ts';
import { canEdit, canEvaluate } from './policy.ts';
import { hasLooked, listCriteria, listOptions, lockBenchmark, type BenchmarkColumns } from './queries.ts';
import { viewCriterion } from './view.ts';
import { appendOption, nextChange, writeCriteria } from './write-queries.ts';

type ImportSheet = BodyOf<typeof importSheetRoute>;
type Value = number | 'unknown' | 'quotation';
/** A row that is taken, its values by column. */
interface Taken {
  row: number;
  providerId: string;
  provider: string;
  product: string;
  values: Map<number, Value>;
}

const isCriterion = ({ use }: ColumnInput) => use !== 'provider' && use !== 'product' && use !== 'ignore';

/** The places of the columns; 422 at `columns` without one provider and one criterion, or with a column named twice. */
function placesOf(columns: ColumnInput[]) {
  const providers = columns.flatMap(({ use }, i) => (use === 'provider' ? [i] : []));
  const criteria = columns.flatMap((column, i) => (isCriterion(column) ? [i] : []));
  const [provider] = providers;
  if (provider === undefined || criteria.length === 0)
    throw invalid([{ field: 'columns', code: 'required' }]);
  const second = providers[1];
  if (second !== undefined) throw invalid([{ field: `columns.${second}.use`, code: 'repeated' }]);
  return { provider, criteria, product: columns.findIndex(({ use }) => use === 'product') };
}

/** Every row as it would be taken, or why not; rows without any cell are passed over. */
async function readRows(tx: Db, input: ImportSheet) {
  const { columns, language, table } = input;
  const places = placesOf(columns);
  const rows = table
    .map((cells, i) => ({ row: i + 1, cells }))
    .slice(1)
    .filter(({ cells }) => cells.some(Boolean));
  const known = await findByKeys(
    tx,
    rows.map(({ cells }) => foldName(cells[places.provider] ?? '')),
  );
  const taken: Taken[] = [];
  const refused: SheetReport['refused'] = [];
  for (const { row, cells } of rows) {
    const typed = cells[places.provider] ?? '';
    const refuse = (fault: RowFault, i = places.provider) =>
      refused.push({ row, fault, column: columns[i]?.name ?? '', cell: cells[i] ?? '' });
    const found = known.get(foldName(typed)) ?? [];
    const product = places.product < 0 ? '' : cut(cells[places.product] ?? '', productMax);
    const [provider] = found;
    const values = new Map(
      places.criteria.map((i) => {
        const use = columns[i]?.use;
        const kind = use === 'price' || use === 'number' || use === 'yesno' ? use : 'rating';
        return [i, readCell(kind, cells[i] ?? '', language)] as const;
      }),
    );
    const unread = places.criteria.find((i) => values.get(i) === null);
    if (typed === '') refuse('no_provider');
    else if (!provider) refuse('unknown_provider');
    else if (found.length > 1) refuse('several_providers');
    else if (taken.some((one) => one.providerId === provider.id && isSameProduct(one.product, product)))
      refuse('repeated');
    else if (unread !== undefined) refuse('unreadable', unread);
    else if ([...values.values()].every((value) => value === 'unknown')) refuse('nothing');
    else
      taken.push({
        row,
        providerId: provider.id,
        provider: provider.name,
        product,
        values: values as Map<number, Value>,
      });
  }
  return { taken, refused, criteria: places.criteria };
}

/** The two ends of what was read of a column, for a scale that can be changed later; a single value gets some room. */
function anchorsOf(column: ColumnInput, i: number, taken: Taken[]): { low?: number; high?: number } {
  if (column.use !== 'price' && column.use !== 'number') return {};
  const read = taken.flatMap(({ values }) => {
    const value = values.get(i);
    return typeof value === 'number' ? [value] : [];
  });
  const [low, high] = read.length > 0 ? [Math.min(...read), Math.max(...read)] : [0, 1];
  return low < high ? { low, high } : { low: Math.min(0, low), high: Math.max(low + 1, 0) };
}

/** The id of the criterion that each column fills: one of this name and measure that stands, or a new one. */
async function settleCriteria(
  tx: Db,
  id: string,
  input: ImportSheet,
  read: { taken: Taken[]; criteria: number[] },
  at: Date,
): Promise<Map<number, string>> {
  const standing: CriterionInput[] = (await listCriteria(tx, id)).map(viewCriterion);
  const inputs = [...standing];
  const lineOf = new Map<number, number>();
  for (const i of read.criteria) {
    const column = input.columns[i];
    if (!column) continue;
    const same = inputs.findIndex(
      (one) => one.kind === column.use && foldName(one.name) === foldName(column.name),
    );
    if (same >= 0) lineOf.set(i, same);
    else {
      lineOf.set(i, inputs.length);
      const kind = column.use as CriterionInput['kind'];
      inputs.push({
        name: column.name,
        kind,
        direction: column.direction,
        ...(kind === 'number' ? { unit: column.unit } : {}),
        ...(kind === 'price' ? { currency: column.currency, per: column.per } : {}),
        ...anchorsOf(column, i, read.taken),
      });
    }
  }
  const rows = await chooseCriteria(tx, inputs, id);
  if (inputs.length > standing.length) await writeCriteria(tx, id, rows, at);
  return new Map([...lineOf].map(([i, line]) => [i, rows[line]?.id ?? '']));
}

/** The member's own evaluation with what the row says on top; an opinion, unless it rested on something already. */
async function writeRow(
  tx: Db,
  member: SignedMember,
  benchmark: BenchmarkColumns,
  input: ImportSheet,
  row: Taken & { optionId: string; criterionIds: Map<number, string> },
  at: Date,
): Promise<void> {
  const before = await findOwn(tx, member, row.optionId);
  const where = { audienceId: benchmark.audienceId, now: at, replaced: null };
  const evidenceId = before?.evidenceId ?? (await writeEvidence(tx, member, { grade: 'opinion' }, where));
  const isPrice = (i: number) => input.columns[i]?.use === 'price';
  const given = [...row.values].map(([i, value]) => {
    const known = typeof value === 'number' ? value : null;
    return {
      criterionId: row.criterionIds.get(i) ?? '',
      status: typeof value === 'number' ? ('known' as const) : value,
      number: isPrice(i) ? null : known,
      amountMinor: isPrice(i) ? known : null,
    };
  });
  const named = new Set(given.map(({ criterionId }) => criterionId));
  const kept = before ? await valuesOfEvaluation(tx, before.id) : [];
  await writeEvaluation(
    tx,
    {
      id: before?.id ?? newId(),
      benchmarkId: benchmark.id,
      optionId: row.optionId,
      memberId: member.id,
      // What was declared of this option says more than what is declared of the whole sheet.
      relation: before?.relation ?? input.relation,
      conflict: before?.conflict ?? input.conflict ?? 'none',
      again: before?.again ?? null,
      comment: before?.comment ?? '',
      sawOthers: before?.sawOthers ?? (await hasLooked(tx, member, benchmark.id)),
      evidenceId,
      version: (before?.version ?? 0) + 1,
      submittedAt: before?.submittedAt ?? at,
      createdAt: at,
    },
    [...kept.filter(({ criterionId }) => !named.has(criterionId)), ...given],
  );
}

/**
 * Takes a table into the benchmark in one transaction, and says which rows. 404 unseen, 403 who may not edit, 409
 * `closed`, 422 at the columns. The same key again writes nothing and says the same.
 */
export async function importSheet(
  services: Services,
  member: SignedMember,
  id: string,
  input: ImportSheet,
  key: IdempotencyKey | null,
): Promise<SheetReport> {
  const at = services.clock();
  const done = await services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const benchmark = await lockBenchmark(tx, member, id);
    if (!benchmark) throw notFound();
    if (!canEdit(member, benchmark)) throw refused();
    if (!canEvaluate(benchmark)) throw conflict('closed');
    const read = await readRows(tx, input);
    const standing = await listOptions(tx, id);
    const optionOf = ({ providerId, product }: Taken) =>
      standing.find((one) => one.provider.id === providerId && isSameProduct(one.product, product))?.id;
    const room = optionsMax - standing.length;
    const tooMany = new Set(read.taken.filter((row) => !optionOf(row)).slice(Math.max(0, room)));
    const taken = read.taken.filter((row) => !tooMany.has(row));
    const report: SheetReport = {
      taken: taken.map(({ row, providerId, provider }) => ({ row, provider_id: providerId, provider })),
      refused: [
        ...read.refused,
        ...[...tooMany].map(({ row, provider }) => ({
          row,
          fault: 'too_many' as const,
          column: '',
          cell: provider,
        })),
      ].toSorted((a, b) => a.row - b.row),
    };
    if (input.dry_run || taken.length === 0 || (await claimKey(tx, member, key, id)))
      return { report, told: null };
    const criterionIds = await settleCriteria(tx, id, input, { ...read, taken }, at);
    for (const row of taken) {
      const optionId = optionOf(row) ?? newId();
      if (!optionOf(row))
        await appendOption(tx, id, {
          id: optionId,
          providerId: row.providerId,
          product: row.product,
          createdAt: at,
        });
      await writeRow(tx, member, benchmark, input, { ...row, optionId, criterionIds }, at);
    }
    const { audienceId, openedBy } = benchmark;
    return { report, told: { audienceId, openedBy, head: await nextChange(tx, id) } };
  });
  if (done.told) {
    const { openedBy, ...told } = done.told;
    services.hub.tell({ kind: 'benchmark', benchmarkId: id, ...told }, { kind: 'me', memberIds: [openedBy] });
  }
  return done.report;
}
