import { writeAct } from '../audit/queries.ts';
import type { BenchmarkBrief } from '@cenacle/shared/benchmarks/brief.ts';
import {
  type CaseSheet,
  type openThread as openThreadContract,
  type updateThread as updateThreadContract,
} from '@cenacle/shared/threads/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { newId, together, type Db, type SelectOf } from '../database.ts';
import { conflict, invalid, notFound, refused, unknownReference } from '../errors.ts';
import { attachFiles } from '../files/queries.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { block, mandatoryBlock, mandatoryLine, markdownText } from '../http/text.ts';
import { raiseRightsVersion } from '../members/queries.ts';
import { rendererVersion } from '../markdown/render.ts';
import type { Services } from '../services.ts';
import { dayIn } from './days.ts';
import { selectHelpful } from './helpful-queries.ts';
import { selectLessons } from './lesson-queries.ts';
import { countEarlier, listOutcomes, supersedeOutcome } from './outcome-queries.ts';
import { canEditThread, canFinish, canReopen } from './policy.ts';
import { followOwnPost } from './posting-queries.ts';
import { findAudience, findThread, listPeople, lockThread, selectHead } from './queries.ts';
import { renderBody } from './render.ts';
import { cleanTags } from './tags.ts';
import { selectUnreadThreads } from './unread-queries.ts';
import { viewExcerpts, viewThread } from './view.ts';
import {
  activeMembers,
  addMentions,
  insertPost,
  insertThread,
  makeNamedAudience,
  moveMark,
  rewriteThread,
  voiceFor,
} from './write-queries.ts';

type OpenThread = BodyOf<typeof openThreadContract>;
type UpdateThread = BodyOf<typeof updateThreadContract>;

const peopleMax = 60;

/** What threads ask of features that stand above them. */
export interface ThreadRules {
  /** Benchmarks opened from the thread, of those that the member reads. */
  selectBenchmarks: (member: SignedMember, threadId: string) => SelectOf<BenchmarkBrief>;
}

/** The thread as its page shows it to the member; 404 where they may not see it. */
export async function showThread(services: Services, rules: ThreadRules, member: SignedMember, id: string) {
  const { db } = services;
  const row = await findThread(db, member, id);
  if (!row) throw notFound();
  const { people, outcomes, earlier, lessons, answers, benchmarks } = await together(db, {
    people: listPeople(db, id, row.thread.audienceId, peopleMax),
    outcomes: listOutcomes(db, id, true),
    earlier: countEarlier(db, id),
    answers: selectHelpful(db, id),
    lessons: selectLessons(db, member, id),
    benchmarks: rules.selectBenchmarks(member, id),
  });
  const [outcome] = row.thread.finishedAt ? outcomes : [];
  const today = dayIn(member.zone, services.clock());
  const helpful = await viewExcerpts(services, member, answers);
  return viewThread(member, row, {
    people,
    outcome: outcome ?? null,
    earlierCount: earlier[0]?.n ?? 0,
    lessons,
    helpful,
    benchmarks,
    today,
  });
}

function cleanSheet(sheet: UpdateThread['sheet']): CaseSheet | null {
  if (!sheet) return null;
  return {
    context: block('sheet.context', sheet.context ?? ''),
    stuck: block('sheet.stuck', sheet.stuck ?? ''),
    tried: block('sheet.tried', sheet.tried ?? ''),
    looking_for: mandatoryBlock('sheet.looking_for', sheet.looking_for),
    not_wanted: block('sheet.not_wanted', sheet.not_wanted ?? ''),
    wanted_by: sheet.wanted_by ?? null,
  };
}

/** The audience of a new thread; 422 where the member may not write for it or a named member is unknown. */
async function chooseAudience(
  tx: Db,
  member: SignedMember,
  input: OpenThread,
): Promise<{ audienceId: string; readers: string[] }> {
  if (!input.member_ids) {
    const id = input.audience_id ?? allMembersAudienceId;
    const audience = await findAudience(tx, member, id);
    // A named audience belongs to its thread alone.
    if (!audience || audience.kind === 'named') throw unknownReference('audience_id');
    return { audienceId: id, readers: [] };
  }
  if (input.audience_id) throw invalid([{ field: 'member_ids', code: 'invalid' }]);
  const known = await activeMembers(tx, input.member_ids);
  const errors = input.member_ids.flatMap((id, i) =>
    known.has(id) ? [] : [{ field: `member_ids.${i}`, code: 'unknown_reference' as const }],
  );
  if (errors.length > 0) throw invalid(errors);
  const readers = [...new Set([member.id, ...input.member_ids])];
  await raiseRightsVersion(tx, readers);
  return { audienceId: await makeNamedAudience(tx, readers), readers };
}

/**
 * Opens a case or a discussion with its first post, follows it for its author, and tells the pages. Gives the
 * member as a reader of it, since a named audience is new, and its id.
 * 422 on `sheet.looking_for` of a case, `body` of a discussion, or an audience that the member cannot write for.
 */
export async function openThread(
  services: Services,
  member: SignedMember,
  input: OpenThread,
  key: IdempotencyKey | null,
): Promise<{ id: string; member: SignedMember }> {
  const title = mandatoryLine('title', input.title);
  const source = markdownText('body', input.body ?? '');
  if (input.kind === 'case' && !input.sheet)
    throw invalid([{ field: 'sheet.looking_for', code: 'required' }]);
  if (input.kind === 'discussion' && input.sheet) throw invalid([{ field: 'sheet', code: 'unknown_field' }]);
  if (input.kind === 'discussion' && source === '') throw invalid([{ field: 'body', code: 'required' }]);
  const sheet = cleanSheet(input.sheet);
  const rendered = await renderBody(services, source, 'body');
  const at = services.clock();
  const id = newId();

  const opened = await services.db.transaction(async (tx) => {
    const before = await claimKey(tx, member, key, id);
    if (before) return { id: before };
    const { audienceId, readers } = await chooseAudience(tx, member, input);
    const voiceId = newId();
    const postId = newId();
    const language = input.language ?? member.language;
    await insertThread(tx, {
      id,
      voiceId,
      memberId: member.id,
      audienceId,
      kind: input.kind,
      title,
      language,
      tags: cleanTags(input.tags ?? []),
      sheet,
      at,
    });
    const { position, head } = await insertPost(tx, {
      id: postId,
      threadId: id,
      voiceId,
      source,
      rendered,
      rendererVersion,
      replyTo: null,
      at,
    });
    await attachFiles(tx, member, postId, rendered.files);
    await followOwnPost(tx, member.id, id, position, at);
    const named = await addMentions(tx, { id: postId, threadId: id, position }, rendered.mentions, at);
    return { id, audienceId, readers, head, named };
  });
  if (!opened.audienceId) return { id: opened.id, member };
  const { audienceId, head, readers, named } = opened;
  if (readers.length > 0) services.hub.tell({ kind: 'rights', memberIds: readers });
  services.hub.tell(
    { kind: 'thread', threadId: id, audienceId, head },
    { kind: 'me', memberIds: [member.id, ...named] },
  );
  return { id, member: { ...member, audienceIds: [...member.audienceIds, audienceId] } };
}

/**
 * Changes a thread's own fields; reopening puts the outcome into the history. 404 unseen, 403 not theirs, 409 `conflict`
 * with `current` on top of another edit, 422 `needs_outcome` to finish a case without one.
 */
export async function updateThread(
  services: Services,
  rules: ThreadRules,
  member: SignedMember,
  id: string,
  input: UpdateThread,
): Promise<void> {
  const { finished } = input;
  const told = await services.db.transaction(async (tx) => {
    const seen = await lockThread(tx, member, id);
    if (!seen) throw notFound();
    if (!canEditThread(member, seen)) throw refused();
    const reason = seen.mine ? null : mandatoryLine('reason', input.reason ?? '');
    if (input.version !== undefined && input.version !== seen.thread.version) return null;
    if (input.sheet && seen.thread.kind !== 'case')
      throw invalid([{ field: 'sheet', code: 'unknown_field' }]);
    if (finished === true && seen.thread.kind === 'case')
      throw invalid([{ field: 'finished', code: 'needs_outcome' }]);
    if (finished === false && seen.thread.kind === 'case' && canReopen(member, seen))
      await supersedeOutcome(tx, id, await voiceFor(tx, member.id, id), services.clock());
    const head = await rewriteThread(
      tx,
      id,
      {
        title: input.title === undefined ? undefined : mandatoryLine('title', input.title),
        tags: input.tags && cleanTags(input.tags),
        language: input.language,
        ...(finished === true && canFinish(member, seen)
          ? { finishedAt: services.clock(), finishedBy: member.id }
          : {}),
        ...(finished === false && canReopen(member, seen) ? { finishedAt: null, finishedBy: null } : {}),
      },
      cleanSheet(input.sheet),
    );
    if (reason) await writeAct(tx, member, 'edit', reason, { threadId: id }, services.clock());
    return { audienceId: seen.thread.audienceId, head };
  });
  if (!told) throw conflict('conflict', { current: await showThread(services, rules, member, id) });
  services.hub.tell({ kind: 'thread', threadId: id, ...told });
}

/** Moves the member's mark in a thread that they see, and tells their other pages. 404 unseen. */
export async function markRead(
  services: Services,
  member: SignedMember,
  id: string,
  input: { position: number; back?: boolean },
) {
  const { db } = services;
  const [head] = await selectHead(db, member, id);
  if (!head) throw notFound();
  const position = Math.min(input.position, head.lastPosition);
  const mark = await moveMark(db, member, id, position, input.back ?? false, services.clock());
  const after = await findThread(db, member, id);
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  const [threads] = await selectUnreadThreads(db, member);
  return { position: mark, unread: after?.unread ?? 0, unread_threads: threads?.n ?? 0 };
}
