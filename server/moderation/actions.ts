import type { BodyOf } from '@cenacle/shared/http.ts';
import type {
  flagPost as flagRoute,
  narrowThread as narrowRoute,
  resolveFlag as resolveRoute,
} from '@cenacle/shared/moderation/contract.ts';
import { writeAct } from '../audit/queries.ts';
import { isUniqueViolation, newId, type Db } from '../database.ts';
import { conflict, invalid, notFound, refused, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import { queueMail } from '../mail/queue.ts';
import type { Letter } from '../mail/words/catalogue.ts';
import { raiseRightsVersion } from '../members/queries.ts';
import type { Services } from '../services.ts';
import { findAudience } from '../threads/queries.ts';
import { cleanTags } from '../threads/tags.ts';
import { canResolve, canTake, isFree } from './policy.ts';
import {
  findFlaggable,
  findRecipient,
  isAuthorIn,
  isOpenToAll,
  listModerators,
  lockFlag,
  lockPostFor,
  lockTagged,
  lockThreadFor,
} from './queries.ts';
import {
  changeThread,
  eraseLesson,
  insertFlag,
  setHidden,
  threadOfLesson,
  updateFlag,
} from './write-queries.ts';

const reasonOf = (typed: string): string => mandatoryLine('reason', typed);

/** Writes to a member, if they have an address. */
async function writeTo(
  tx: Db,
  memberId: string,
  dedupeKey: string,
  letter: Letter,
  now: Date,
): Promise<void> {
  const to = await findRecipient(tx, memberId);
  if (to?.email) await queueMail(tx, { dedupeKey, to: to.email, language: to.language, letter }, now);
}

/** Asks moderators to look at a post that the member reads; gives the flag's id. 404 unseen, 409 `flagged` twice. */
export async function flagPost(
  services: Services,
  member: SignedMember,
  postId: string,
  input: BodyOf<typeof flagRoute>,
): Promise<string> {
  const note = oneLine('note', input.note ?? '');
  const id = newId();
  try {
    await services.db.transaction(async (tx) => {
      const post = await findFlaggable(tx, member, postId);
      if (!post) throw notFound();
      await insertFlag(tx, {
        id,
        threadId: post.threadId,
        postId,
        flaggerId: member.id,
        reason: input.reason,
        note,
        createdAt: services.clock(),
      });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'flags_waiting')) throw conflict('flagged');
    throw error;
  }
  services.hub.tell({ kind: 'me', memberIds: await listModerators(services.db) });
  return id;
}

/**
 * Takes a flag: its thread is open to the moderator until it is resolved, which its readers see. 404 for none, 403 for
 * one's own flag, 409 `taken` when another has it or it is done.
 */
export async function takeFlag(services: Services, member: SignedMember, id: string): Promise<void> {
  const at = services.clock();
  await services.db.transaction(async (tx) => {
    const flag = await lockFlag(tx, id);
    if (!flag) throw notFound();
    const isTakerActive = flag.takenBy !== null && (await listModerators(tx)).includes(flag.takenBy);
    if (!isFree(flag, isTakerActive)) throw conflict('taken');
    if (!canTake(member, flag, isTakerActive)) throw refused();
    await updateFlag(tx, id, { state: 'taken', takenBy: member.id, takenAt: at });
    await raiseRightsVersion(tx, [member.id]);
    const { threadId, postId } = flag;
    // What the log says of it is what the flag says: nobody has read the thread yet.
    await writeAct(tx, member, 'take', flag.reason, { flagId: id, threadId, postId }, at);
  });
  services.hub.tell({ kind: 'rights', memberIds: [member.id] });
  services.hub.tell({ kind: 'me', memberIds: await listModerators(services.db) });
}

/** Ends a flag that the moderator has taken, and with it their sight of the thread; the flagger is written to. */
export async function resolveFlag(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof resolveRoute>,
): Promise<void> {
  const at = services.clock();
  const reason = reasonOf(input.reason);
  const answer = oneLine('answer', input.answer ?? '');
  const { outcome } = input;
  const flaggerId = await services.db.transaction(async (tx) => {
    const flag = await lockFlag(tx, id);
    if (!flag) throw notFound();
    if (!canResolve(member, flag)) throw flag.state === 'taken' ? refused() : conflict('taken');
    await updateFlag(tx, id, { state: 'resolved', outcome, answer, resolvedAt: at });
    await raiseRightsVersion(tx, [member.id]);
    const { threadId, postId } = flag;
    await writeAct(tx, member, 'resolve', reason, { flagId: id, threadId, postId }, at);
    const link = `${services.config.publicUrl}/settings/flags`;
    const letter = { kind: 'flag_resolved' as const, link, acted: outcome === 'acted', answer };
    await writeTo(tx, flag.flaggerId, `flag_resolved:${id}`, letter, at);
    return flag.flaggerId;
  });
  services.mailer.wake();
  services.hub.tell({ kind: 'rights', memberIds: [member.id] });
  services.hub.tell({ kind: 'me', memberIds: [flaggerId, ...(await listModerators(services.db))] });
}

/** Takes a post out of sight, or brings it back; in every open page at once. 404 unseen, 409 `conflict` where it is so already. */
export async function hidePost(
  services: Services,
  member: SignedMember,
  postId: string,
  hidden: boolean,
  typed: string,
): Promise<void> {
  const reason = reasonOf(typed);
  const at = services.clock();
  const told = await services.db.transaction(async (tx) => {
    const found = await lockPostFor(tx, member, postId);
    if (!found) throw notFound();
    const { post, thread } = found;
    if (post.state !== (hidden ? 'shown' : 'hidden')) throw conflict();
    const head = await setHidden(tx, post, hidden);
    const target = { threadId: thread.id, postId };
    await writeAct(tx, member, hidden ? 'hide' : 'restore', reason, target, at);
    return { threadId: thread.id, audienceId: thread.audienceId, head };
  });
  services.hub.tell({ kind: 'thread', ...told });
}

/** Takes a participant's lesson out. 404 where it is not there, or its thread unseen. */
export async function removeLesson(
  services: Services,
  member: SignedMember,
  lessonId: string,
  typed: string,
): Promise<void> {
  const reason = reasonOf(typed);
  const told = await services.db.transaction(async (tx) => {
    const threadId = await threadOfLesson(tx, lessonId);
    const thread = threadId && (await lockThreadFor(tx, member, threadId));
    if (!thread || !(await eraseLesson(tx, lessonId))) throw notFound();
    const head = await changeThread(tx, threadId, {});
    await writeAct(tx, member, 'remove_lesson', reason, { threadId }, services.clock());
    return { threadId, audienceId: thread.audienceId, head };
  });
  services.hub.tell({ kind: 'thread', ...told });
}

/** Locks a thread, which then takes no reply, or opens it again. 404 unseen, 409 `conflict` where it is so already. */
export async function lockThread(
  services: Services,
  member: SignedMember,
  id: string,
  locked: boolean,
  typed: string,
): Promise<void> {
  const reason = reasonOf(typed);
  const at = services.clock();
  const told = await services.db.transaction(async (tx) => {
    const thread = await lockThreadFor(tx, member, id);
    if (!thread) throw notFound();
    if ((thread.lockedAt !== null) === locked) throw conflict();
    const head = await changeThread(tx, id, { lockedAt: locked ? at : null });
    await writeAct(tx, member, locked ? 'lock' : 'unlock', reason, { threadId: id }, at);
    return { audienceId: thread.audienceId, head };
  });
  services.hub.tell({ kind: 'thread', threadId: id, ...told });
}

/**
 * Moves a thread that all members read into a circle, at once. 404 unseen, 422 at `audience_id` for a circle that is not
 * the moderator's (`unknown_reference`) or not the author's (`author_outside`), and for one that is no narrower.
 */
export async function narrowThread(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof narrowRoute>,
): Promise<void> {
  const reason = reasonOf(input.reason);
  const at = services.clock();
  const { audience_id: audienceId } = input;
  const told = await services.db.transaction(async (tx) => {
    const thread = await lockThreadFor(tx, member, id);
    if (!thread) throw notFound();
    const audience = await findAudience(tx, member, audienceId);
    if (audience?.kind !== 'circle') throw unknownReference('audience_id');
    if (!isOpenToAll(thread.audienceId)) throw invalid([{ field: 'audience_id', code: 'would_widen' }]);
    if (!(await isAuthorIn(tx, id, audienceId)))
      throw invalid([{ field: 'audience_id', code: 'author_outside' }]);
    const head = await changeThread(tx, id, { audienceId });
    await writeAct(tx, member, 'narrow', reason, { threadId: id }, at);
    return { before: thread.audienceId, head };
  });
  // Pages that show it to those who read it no more are told too: they ask, and find nothing.
  services.hub.tell({ kind: 'thread', threadId: id, audienceId: told.before, head: told.head });
}

/** Puts one tag in the place of another, in the threads that the moderator reads; gives how many. 422 at `into` for the same. */
export async function mergeTags(
  services: Services,
  member: SignedMember,
  input: { from: string; into: string; reason: string },
): Promise<number> {
  const reason = reasonOf(input.reason);
  const [from] = cleanTags([input.from]);
  const [into] = cleanTags([input.into]);
  if (!from) throw invalid([{ field: 'from', code: 'required' }]);
  if (!into || into === from) throw invalid([{ field: 'into', code: 'invalid' }]);
  const at = services.clock();
  const told = await services.db.transaction(async (tx) => {
    const tagged = await lockTagged(tx, member, from);
    const heads: { threadId: string; audienceId: string; head: number }[] = [];
    for (const { id, tags, audienceId } of tagged) {
      const merged = [...new Set(tags.map((tag) => (tag === from ? into : tag)))];
      heads.push({ threadId: id, audienceId, head: await changeThread(tx, id, { tags: merged }) });
    }
    if (heads.length > 0) await writeAct(tx, member, 'merge_tags', reason, {}, at);
    return heads;
  });
  for (const each of told) services.hub.tell({ kind: 'thread', ...each });
  return told.length;
}

/** Warns a member: they are written to, and they and the log keep it. 404 for nobody with an account, 403 for oneself. */
export async function warnMember(
  services: Services,
  member: SignedMember,
  memberId: string,
  typed: string,
): Promise<void> {
  const reason = reasonOf(typed);
  const at = services.clock();
  if (memberId === member.id) throw refused();
  await services.db.transaction(async (tx) => {
    const to = await findRecipient(tx, memberId);
    if (!to || (to.state !== 'active' && to.state !== 'suspended')) throw notFound();
    await writeAct(tx, member, 'warn', reason, { memberId }, at);
    const letter = { kind: 'warning' as const, link: `${services.config.publicUrl}/settings/flags`, reason };
    await writeTo(tx, memberId, `warning:${newId()}`, letter, at);
  });
  services.mailer.wake();
  services.hub.tell({ kind: 'me', memberIds: [memberId] });
}
