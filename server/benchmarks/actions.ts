import type {
  addOption as addOptionRoute,
  editBenchmark as editBenchmarkRoute,
  keepWeights as keepWeightsRoute,
  openBenchmark as openBenchmarkRoute,
  Terms,
} from '@cenacle/shared/benchmarks/contract.ts';
import { optionsMax } from '@cenacle/shared/benchmarks/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { newId } from '../database.ts';
import { conflict, invalid, notFound, refused, unknownReference, type FieldError } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { block, mandatoryLine, oneLine } from '../http/text.ts';
import { holdDirectory, resolveProviders } from '../providers/queries.ts';
import type { Services } from '../services.ts';
import { chooseAudience, chooseCriteria, chooseOptions } from './choose.ts';
import { isSameProduct } from './criteria.ts';
import { frameColumns } from './frame.ts';
import { canClose, canEdit, canEvaluate, canReopen } from './policy.ts';
import { listCriteria, listOptions, listWeights, lockBenchmark, type BenchmarkColumns } from './queries.ts';
import { showBenchmark } from './show.ts';
import { viewWeights } from './view.ts';
import {
  appendOption,
  insertBenchmark,
  nextChange,
  rewriteBenchmark,
  writeCriteria,
  writeOptions,
  writeTerms,
  writeWeights,
} from './write-queries.ts';

/**
 * Opens a benchmark with its criteria and options, and gives its id. 422 at the fields, at `thread_id` for a case and at
 * `audience_id` for an audience that the member may not write for.
 */
export async function openBenchmark(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof openBenchmarkRoute>,
  key: IdempotencyKey | null,
): Promise<string> {
  const need = mandatoryLine('need', input.need);
  const description = block('description', input.description ?? '');
  const frame = frameColumns(input);
  const id = newId();
  const at = services.clock();
  return services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const before = await claimKey(tx, member, key, id);
    if (before) return before;
    const audienceId = await chooseAudience(tx, member, input);
    await insertBenchmark(tx, {
      id,
      audienceId,
      threadId: input.thread_id ?? null,
      need,
      description,
      language: input.language ?? member.language,
      ...frame,
      openedBy: member.id,
      createdAt: at,
    });
    await writeCriteria(tx, id, await chooseCriteria(tx, input.criteria, null), at);
    await writeOptions(tx, id, await chooseOptions(tx, input.options ?? [], null), at);
    return id;
  });
}

type EditBenchmark = BodyOf<typeof editBenchmarkRoute>;

/** The columns that an edit changes; 403 for an end or a beginning that is not the member's to make. */
function changesOf(
  member: SignedMember,
  benchmark: BenchmarkColumns,
  input: EditBenchmark,
  at: Date,
): Partial<BenchmarkColumns> {
  const change: Partial<BenchmarkColumns> = frameColumns(input);
  if (input.need !== undefined) change.need = mandatoryLine('need', input.need);
  if (input.description !== undefined) change.description = block('description', input.description);
  if (input.state === 'closed' && canClose(member, benchmark)) {
    change.state = 'closed';
    change.closedAt = at;
  }
  if (input.state === 'collecting' && canReopen(member, benchmark)) {
    change.state = 'collecting';
    change.closedAt = null;
  }
  return change;
}

/**
 * Changes a benchmark. 404 unseen, 403 not theirs, 409 `conflict` with `current` on top of another edit, 422 at the
 * fields.
 */
export async function editBenchmark(
  services: Services,
  member: SignedMember,
  id: string,
  input: EditBenchmark,
): Promise<void> {
  const at = services.clock();
  const told = await services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const benchmark = await lockBenchmark(tx, member, id);
    if (!benchmark) throw notFound();
    if (!canEdit(member, benchmark)) throw refused();
    if (input.version !== undefined && input.version !== benchmark.version) return null;
    const change = changesOf(member, benchmark, input, at);
    if (input.criteria) await writeCriteria(tx, id, await chooseCriteria(tx, input.criteria, id), at);
    if (input.options) await writeOptions(tx, id, await chooseOptions(tx, input.options, id), at);
    if (input.chosen_option_id !== undefined) {
      const standing = await listOptions(tx, id);
      if (input.chosen_option_id && !standing.some((option) => option.id === input.chosen_option_id))
        throw unknownReference('chosen_option_id');
      change.chosenOptionId = input.chosen_option_id;
    }
    return { audienceId: benchmark.audienceId, head: await rewriteBenchmark(tx, id, change) };
  });
  if (!told) throw conflict('conflict', { current: await showBenchmark(services, member, id) });
  services.hub.tell({ kind: 'benchmark', benchmarkId: id, ...told });
}

/**
 * Adds an option while the benchmark collects. 404 unseen, 409 `closed`, 422 for an unknown provider, one that stands
 * already, or one too many.
 */
export async function addOption(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof addOptionRoute>,
  key: IdempotencyKey | null,
): Promise<void> {
  const product = oneLine('product', input.product ?? '');
  const told = await services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const benchmark = await lockBenchmark(tx, member, id);
    if (!benchmark) throw notFound();
    if (await claimKey(tx, member, key, id)) return null;
    if (!canEvaluate(benchmark)) throw conflict('closed');
    const provider = (await resolveProviders(tx, [input.provider_id])).get(input.provider_id);
    if (!provider) throw unknownReference('provider_id');
    const standing = await listOptions(tx, id);
    if (standing.length >= optionsMax)
      throw invalid([{ field: 'provider_id', code: 'too_many', limit: optionsMax }]);
    if (standing.some((other) => other.provider.id === provider.id && isSameProduct(other.product, product)))
      throw invalid([{ field: 'provider_id', code: 'repeated' }]);
    await appendOption(tx, id, {
      id: newId(),
      providerId: provider.id,
      product,
      createdAt: services.clock(),
    });
    return { audienceId: benchmark.audienceId, head: await nextChange(tx, id) };
  });
  if (told) services.hub.tell({ kind: 'benchmark', benchmarkId: id, ...told });
}

const termsRow = ({ months, volume, day_rate: dayRateMinor, vat }: Terms) => ({
  months,
  volume,
  dayRateMinor,
  withVat: vat === 'included',
});

/** Keeps the member's weights and terms of a benchmark that they see. 404 unseen, 422 for a criterion that is none of its. */
export async function keepWeights(
  services: Services,
  member: SignedMember,
  id: string,
  { weights, terms }: BodyOf<typeof keepWeightsRoute>,
) {
  return services.db.transaction(async (tx) => {
    // Locked, so that two pages of one member do not both write.
    if (!(await lockBenchmark(tx, member, id))) throw notFound();
    const criteria = await listCriteria(tx, id);
    const known = new Set(criteria.map((row) => row.id));
    const errors = weights.flatMap(({ criterion_id: criterionId }, i): FieldError[] => {
      const field = `weights.${i}.criterion_id`;
      if (!known.has(criterionId)) return [{ field, code: 'unknown_reference' }];
      known.delete(criterionId);
      return [];
    });
    if (errors.length > 0) throw invalid(errors);
    const rows = weights.map(({ criterion_id: criterionId, weight }) => ({ criterionId, weight }));
    await writeWeights(tx, member, id, rows);
    if (terms !== undefined) await writeTerms(tx, member, id, terms && termsRow(terms));
    return viewWeights(criteria, await listWeights(tx, member, id));
  });
}
