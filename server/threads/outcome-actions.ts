import type { BodyOf } from '@cenacle/shared/http.ts';
import type { closeCase as closeCaseRoute, Outcome } from '@cenacle/shared/threads/outcome-contract.ts';
import type { Db } from '../database.ts';
import { conflict, invalid, notFound, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { block, mandatoryBlock, mandatoryLine } from '../http/text.ts';
import { holdDirectory, resolveProviders } from '../providers/queries.ts';
import type { Services } from '../services.ts';
import { costColumns, type CostColumns } from './cost.ts';
import { dayAfter, dayIn } from './days.ts';
import { chooseHelpful } from './helpful-actions.ts';
import { insertOutcome, lastOutcome, listOutcomes, supersedeOutcome } from './outcome-queries.ts';
import { viewOutcome } from './outcome-view.ts';
import { canEditThread } from './policy.ts';
import { lockThread, threadHead } from './queries.ts';
import { putOff, rewriteThread, voiceFor } from './write-queries.ts';

type CloseCase = BodyOf<typeof closeCaseRoute>;

/** Every outcome of a case that the member reads, newest first. 404 unseen. */
export async function showOutcomes(services: Services, member: SignedMember, id: string): Promise<Outcome[]> {
  if ((await threadHead(services.db, member, id)) === null) throw notFound();
  const today = dayIn(member.zone, services.clock());
  return (await listOutcomes(services.db, id, false)).map((row) => viewOutcome(row, today));
}

/** The providers' ids, merged ones followed and each once; 422 for one that does not exist. */
async function chooseProviders(tx: Db, ids: string[]): Promise<string[]> {
  const known = await resolveProviders(tx, ids);
  const errors = ids.flatMap((id, i) =>
    known.has(id) ? [] : [{ field: `provider_ids.${i}`, code: 'unknown_reference' as const }],
  );
  if (errors.length > 0) throw invalid(errors);
  return [...new Set(ids.flatMap((id) => known.get(id)?.id ?? []))];
}

const columnsOf = (input: CloseCase, cost: CostColumns, finishedOn: string) => ({
  decision: mandatoryBlock('decision', input.decision),
  result: block('result', input.result ?? ''),
  again: input.again,
  costMinMinor: cost.minMinor,
  costMaxMinor: cost.maxMinor,
  costCurrency: cost.currency,
  costPer: cost.per,
  durationCount: input.duration?.count ?? null,
  durationUnit: input.duration?.unit ?? null,
  finishedOn,
});

/**
 * Closes a case with its outcome, or gives a finished one a corrected outcome; what stood before stays in the history.
 * 404 unseen, 403 not theirs, 409 `conflict` with `current`, the last outcome, on top of another one, 422 at the fields
 * and on a discussion.
 */
export async function closeCase(
  services: Services,
  member: SignedMember,
  id: string,
  input: CloseCase,
): Promise<Outcome> {
  const at = services.clock();
  const today = dayIn(member.zone, at);
  const finishedOn = input.finished_on ?? today;
  if (finishedOn > today) throw invalid([{ field: 'finished_on', code: 'in_the_future' }]);
  const columns = columnsOf(input, costColumns('cost', input.cost), finishedOn);
  const questions = [
    ...new Set((input.questions ?? []).map((text, i) => mandatoryLine(`questions.${i}`, text))),
  ];
  const told = await services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const seen = await lockThread(tx, member, id);
    if (!seen) throw notFound();
    if (!canEditThread(member, seen)) throw refused();
    if (seen.thread.kind !== 'case') throw invalid([{ field: 'decision', code: 'only_cases' }]);
    const last = await lastOutcome(tx, id);
    if (input.revision !== undefined && input.revision !== last.revision) return null;
    const providerIds = await chooseProviders(tx, input.provider_ids ?? []);
    const voiceId = await voiceFor(tx, member.id, id);
    await supersedeOutcome(tx, id, voiceId, at);
    const isFirst = seen.thread.finishedAt === null;
    // A correction belongs to the closing that it corrects, with what was answered since.
    const closing = isFirst ? last.closing + 1 : Math.max(last.closing, 1);
    const row = { ...columns, threadId: id, revision: last.revision + 1, closing, voiceId, createdAt: at };
    await insertOutcome(tx, row, providerIds, questions);
    if (input.helpful_post_ids) await chooseHelpful(tx, id, input.helpful_post_ids, at);
    const head = await rewriteThread(tx, id, isFirst ? { finishedAt: at, finishedBy: member.id } : {}, null);
    return { audienceId: seen.thread.audienceId, head };
  });
  // It may have been reopened since, so that none stands: the last one is what the next has to be built on.
  const [current] = await showOutcomes(services, member, id);
  if (!told) throw conflict('conflict', { current });
  services.hub.tell({ kind: 'thread', threadId: id, ...told });
  if (!current) throw notFound();
  return current;
}

/** How long "not yet" is taken for an answer. */
const notYetDays = 30;

/** The case has not ended: its author is asked again in a month. 404 unseen, 403 for others and once it is finished. */
export async function putOffClosing(
  services: Services,
  member: SignedMember,
  id: string,
): Promise<{ until: string }> {
  const until = dayAfter(dayIn(member.zone, services.clock()), notYetDays);
  await services.db.transaction(async (tx) => {
    const seen = await lockThread(tx, member, id);
    if (!seen) throw notFound();
    if (!seen.mine || seen.thread.kind !== 'case' || seen.thread.finishedAt) throw refused();
    await putOff(tx, id, until);
  });
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  return { until };
}
