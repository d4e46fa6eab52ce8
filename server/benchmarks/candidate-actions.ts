import { createHash } from 'node:crypto';
import type {
  Candidate,
  pasteAnswers as pasteAnswersRoute,
} from '@cenacle/shared/benchmarks/answers-contract.ts';
import { mentionsIn, messagesOf, type Mention } from '@cenacle/shared/benchmarks/answers.ts';
import { optionsMax } from '@cenacle/shared/benchmarks/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { foldName } from '@cenacle/shared/providers/names.ts';
import { newId } from '../database.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { mandatoryBlock, oneLine } from '../http/text.ts';
import { findNamedIn, holdDirectory } from '../providers/queries.ts';
import type { Services } from '../services.ts';
import {
  addMentions,
  findCandidate,
  listCandidates,
  settle,
  type CandidateRow,
} from './candidate-queries.ts';
import { canEvaluate } from './policy.ts';
import { findBenchmark, listOptions, lockBenchmark } from './queries.ts';
import { appendOption, nextChange } from './write-queries.ts';

const viewCandidate = ({ isOfPerson, mentions, ...row }: CandidateRow): Candidate => ({
  ...row,
  named: mentions.length,
  reasons: mentions.filter(({ reason }) => reason).length,
  // Who turned out to be a natural person later is not talked about either.
  mentions: mentions.map(({ at, excerpt, ...mention }) =>
    Object.assign(mention, { excerpt: isOfPerson ? '' : excerpt, at: at.toISOString() }),
  ),
});

/** The candidates of a benchmark, as its readers see them. 404 unseen. */
export async function showCandidates(
  { db }: Services,
  member: SignedMember,
  id: string,
): Promise<Candidate[]> {
  if (!(await findBenchmark(db, member, id))) throw notFound();
  const rows = await listCandidates(db, id);
  return rows.map(viewCandidate);
}

const digestOf = (folded: string) => createHash('sha256').update(folded).digest('hex');

/**
 * Finds providers of the directory in pasted answers and keeps who was named, with one sentence each; the text itself is
 * not kept. 404 unseen, 409 `closed`, 422 at `text`. The same text again adds nothing.
 */
export async function pasteAnswers(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof pasteAnswersRoute>,
  key: IdempotencyKey | null,
): Promise<{ messages: number; providers: number; mentions: number }> {
  const at = services.clock();
  const note = oneLine('note', input.note ?? '');
  const messages = messagesOf(input.source, mandatoryBlock('text', input.text));
  return services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const benchmark = await lockBenchmark(tx, member, id);
    if (!benchmark) throw notFound();
    if (!canEvaluate(benchmark)) throw conflict('closed');
    const names = await findNamedIn(tx, messages.map(foldName).join(' | '));
    const keys = [...new Set(names.map((name) => name.key))];
    const found = messages.flatMap((message) => mentionsIn(message, keys));
    const isRepeated = (await claimKey(tx, member, key, id)) !== null;
    const byProvider = new Map<string, { isOfPerson: boolean; mentions: Map<string, Mention> }>();
    for (const name of names) {
      const own = byProvider.get(name.id) ?? { isOfPerson: name.isOfPerson, mentions: new Map() };
      for (const mention of found) if (mention.key === name.key) own.mentions.set(mention.digest, mention);
      if (own.mentions.size > 0) byProvider.set(name.id, own);
    }
    let mentions = 0;
    for (const [providerId, own] of byProvider) {
      mentions += own.mentions.size;
      const rows = [...own.mentions.values()].map(({ digest, excerpt, reason }) => ({
        digest: digestOf(digest),
        source: input.source,
        note,
        excerpt: own.isOfPerson ? '' : excerpt,
        reason,
        addedBy: member.id,
        createdAt: at,
      }));
      if (!isRepeated) await addMentions(tx, id, providerId, rows, at);
    }
    return { messages: messages.length, providers: byProvider.size, mentions };
  });
}

/**
 * Takes a candidate among the options, or leaves it; the other answer may be given later, and an option stays one. 404
 * unseen, 409 `closed`, 422 `too_many` where there is no room for one more.
 */
export async function settleCandidate(
  services: Services,
  member: SignedMember,
  id: string,
  candidateId: string,
  accepted: boolean,
): Promise<void> {
  const at = services.clock();
  const told = await services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const benchmark = await lockBenchmark(tx, member, id);
    const candidate = benchmark && (await findCandidate(tx, id, candidateId));
    if (!candidate) throw notFound();
    if (!canEvaluate(benchmark)) throw conflict('closed');
    await settle(tx, candidateId, { accepted, settledBy: member.id, settledAt: at });
    const standing = await listOptions(tx, id);
    if (!accepted || standing.some(({ provider }) => provider.id === candidate.providerId)) return null;
    if (standing.length >= optionsMax)
      throw invalid([{ field: 'accepted', code: 'too_many', limit: optionsMax }]);
    const option = { id: newId(), providerId: candidate.providerId, product: '', createdAt: at };
    await appendOption(tx, id, option);
    return { audienceId: benchmark.audienceId, head: await nextChange(tx, id) };
  });
  if (told) services.hub.tell({ kind: 'benchmark', benchmarkId: id, ...told });
}
