import type {
  CriterionInput,
  openBenchmark as openBenchmarkRoute,
  OptionInput,
} from '@cenacle/shared/benchmarks/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { newId, type Db } from '../database.ts';
import { invalid, unknownReference, type FieldCode, type FieldError } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import { resolveProviders } from '../providers/queries.ts';
import { audienceOfThread, findAudience } from '../threads/queries.ts';
import { cleanCriteria, isSameProduct } from './criteria.ts';
import { criteriaWithValues, optionsWithEvaluations } from './evaluation-queries.ts';
import { listCriteria, listOptions, type OptionRow } from './queries.ts';
import type { CriterionToWrite, OptionToWrite } from './write-queries.ts';

/**
 * The audience of a new benchmark: as asked, else its case's, else everybody. 422 at `thread_id` or `audience_id` for
 * what the member does not read, for named members (such audiences belong to threads), and where a case among those
 * names none: whoever opens a benchmark from it must say who else may read it.
 */
export async function chooseAudience(
  tx: Db,
  member: SignedMember,
  input: BodyOf<typeof openBenchmarkRoute>,
): Promise<string> {
  const { thread_id: threadId, audience_id: asked } = input;
  const ofThread = threadId ? await audienceOfThread(tx, member, threadId) : null;
  if (threadId && !ofThread) throw unknownReference('thread_id');
  const audienceId = asked ?? ofThread ?? allMembersAudienceId;
  const audience = await findAudience(tx, member, audienceId);
  if (audience && audience.kind !== 'named') return audienceId;
  throw asked ? unknownReference('audience_id') : invalid([{ field: 'audience_id', code: 'required' }]);
}

type ChosenOption = OptionToWrite & { isTouched: boolean };

/** Options that are the same twice. Two that stood already stay: a merge of providers may have made them alike. */
const tooAlike = (options: ChosenOption[]): FieldError[] =>
  options.flatMap((option, i) =>
    options
      .slice(0, i)
      .some(
        (other) =>
          (option.isTouched || other.isTouched) &&
          other.providerId === option.providerId &&
          isSameProduct(other.product, option.product),
      )
      ? [{ field: `options.${i}.provider_id`, code: 'repeated' as const }]
      : [],
  );

/** What of an option that stands would become something else. */
function changesOf(before: OptionRow, { providerId, product }: OptionToWrite): ('provider_id' | 'product')[] {
  const changes: ('provider_id' | 'product')[] = [];
  if (before.provider.id !== providerId) changes.push('provider_id');
  if (!isSameProduct(before.product, product)) changes.push('product');
  return changes;
}

/**
 * The options as they are written, of a benchmark or for a new one (null): providers found, merged ones followed, each
 * with its product once. One that somebody has evaluated stays what it is, since its evaluations are of just that. 422 at
 * the fields.
 */
export async function chooseOptions(
  tx: Db,
  inputs: readonly OptionInput[],
  benchmarkId: string | null,
): Promise<OptionToWrite[]> {
  const known = await resolveProviders(
    tx,
    inputs.map((input) => input.provider_id),
  );
  const rows = benchmarkId ? await listOptions(tx, benchmarkId) : [];
  const standing = new Map(rows.map((row) => [row.id, row]));
  const evaluated = await optionsWithEvaluations(tx, [...standing.keys()]);
  const errors: FieldError[] = [];
  const refuse = (i: number, name: string, code: FieldCode) =>
    errors.push({ field: `options.${i}.${name}`, code });
  const seen = new Set<string>();
  const chosen = inputs.map((input, i): ChosenOption => {
    const provider = known.get(input.provider_id);
    if (!provider) refuse(i, 'provider_id', 'unknown_reference');
    const before = input.id ? standing.get(input.id) : undefined;
    if (input.id && (!before || seen.has(input.id))) refuse(i, 'id', 'unknown_reference');
    if (input.id) seen.add(input.id);
    const option = {
      id: input.id ?? newId(),
      isNew: !input.id,
      providerId: provider?.id ?? '',
      product: oneLine(`options.${i}.product`, input.product ?? ''),
    };
    const changes = before && provider ? changesOf(before, option) : [];
    if (evaluated.has(option.id)) for (const name of changes) refuse(i, name, 'has_values');
    return { ...option, isTouched: !before || changes.length > 0 };
  });
  if (errors.length === 0) errors.push(...tooAlike(chosen));
  if (errors.length > 0) throw invalid(errors);
  return chosen;
}

/** What a value is measured in: a criterion that has values keeps it. Its words, anchors and direction may change. */
const measures = ['kind', 'currency', 'per', 'unit'] as const;

/** The criteria as they are written, of a benchmark or for a new one (null). 422 at the fields. */
export async function chooseCriteria(
  tx: Db,
  inputs: readonly CriterionInput[],
  benchmarkId: string | null,
): Promise<CriterionToWrite[]> {
  const columns = cleanCriteria(inputs);
  const rows = benchmarkId ? await listCriteria(tx, benchmarkId) : [];
  const standing = new Map(rows.map((row) => [row.id, row]));
  const withValues = await criteriaWithValues(tx, [...standing.keys()]);
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const chosen = columns.map((column, i): CriterionToWrite => {
    const id = inputs[i]?.id;
    const before = id ? standing.get(id) : undefined;
    if (id && (!before || seen.has(id)))
      errors.push({ field: `criteria.${i}.id`, code: 'unknown_reference' });
    if (id) seen.add(id);
    if (before && withValues.has(before.id))
      for (const name of measures)
        if (before[name] !== column[name])
          errors.push({ field: `criteria.${i}.${name}`, code: 'has_values' });
    return Object.assign(column, { id: id ?? newId(), isNew: !id });
  });
  if (errors.length > 0) throw invalid(errors);
  return chosen;
}
