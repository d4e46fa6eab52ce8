import type { passCard as passRoute, ThreadCard } from '@cenacle/shared/cards/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { findCircle, readersOf } from '../circles/queries.ts';
import { newId, together, type Db } from '../database.ts';
import { invalid, notFound, refused, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { replyToThread } from '../threads/post-actions.ts';
import { findThread, selectHead } from '../threads/queries.ts';
import { activeMembers } from '../threads/write-queries.ts';
import { canPass } from './policy.ts';
import { findCards, listThreadPasses, lockCard, type CardRecord } from './queries.ts';
import { viewCardRows } from './view.ts';
import { findPassPost, insertPass, isCircleOf } from './write-queries.ts';

type Pass = BodyOf<typeof passRoute>;
type Target = { toMemberId: string } | { toAudienceId: string };

const widens = (field: string) => invalid([{ field, code: 'would_widen' }]);

async function findTarget(tx: Db, member: SignedMember, card: CardRecord, input: Pass): Promise<Target> {
  const isOpen = card.audienceId === allMembersAudienceId;
  if (input.member_id) {
    const isActive = (await activeMembers(tx, [input.member_id])).has(input.member_id);
    if (!isActive || input.member_id === member.id) throw unknownReference('member_id');
    if (!isOpen && !(await isCircleOf(tx, card.audienceId, [input.member_id]))) throw widens('member_id');
    return { toMemberId: input.member_id };
  }
  const circle = await findCircle(tx, member, input.circle_id ?? '');
  if (!circle) throw unknownReference('circle_id');
  if (!isOpen && circle.audienceId !== card.audienceId) throw widens('circle_id');
  return { toAudienceId: circle.audienceId };
}

/** Whether everybody who reads the one audience is in the other. */
async function isWithin(db: Db, audienceId: string, card: CardRecord): Promise<boolean> {
  if (card.audienceId === allMembersAudienceId || audienceId === card.audienceId) return true;
  const readers = await readersOf(db, audienceId);
  return readers !== null && isCircleOf(db, card.audienceId, readers);
}

/** The reply and the pass that carries the card, written together. 422 at `thread_id` where it would widen. */
async function passIntoThread(
  services: Services,
  member: SignedMember,
  id: string,
  threadId: string,
  note: string,
  key: IdempotencyKey | null,
): Promise<string> {
  const thread = await findThread(services.db, member, threadId);
  if (!thread) throw unknownReference('thread_id');
  if (note === '') throw invalid([{ field: 'note', code: 'required' }]);
  return replyToThread(services, member, threadId, { body: note }, key, async (tx, post) => {
    const card = await lockCard(tx, member, id, post.at);
    if (!card) throw notFound();
    if (!canPass(card)) throw refused();
    if (!(await isWithin(tx, post.audienceId, card))) throw widens('thread_id');
    await insertPass(tx, {
      id: newId(),
      cardId: id,
      fromId: member.id,
      postId: post.id,
      createdAt: post.at,
    });
  });
}

/**
 * Passes a card to a member, a circle, or into a thread as a reply; nobody reads it who did not before. 404 unseen, 403
 * before the person was told, 422 `would_widen` or `unknown_reference` at the receiver, `required` at `note` of a reply.
 */
export async function passCard(
  services: Services,
  member: SignedMember,
  id: string,
  input: Pass,
  key: IdempotencyKey | null,
): Promise<{ id: string; post_id: string | null }> {
  const receivers = [input.member_id, input.circle_id, input.thread_id].filter(Boolean);
  if (receivers.length !== 1)
    throw invalid([{ field: 'member_id', code: receivers.length === 0 ? 'required' : 'repeated' }]);
  const at = services.clock();
  const note = oneLine('note', input.note ?? '');
  if (input.thread_id) {
    const [card] = await findCards(services.db, member, [id], at);
    if (!card) throw notFound();
    const postId = await passIntoThread(services, member, id, input.thread_id, note, key);
    return { id: postId, post_id: postId };
  }
  const passId = newId();
  const made = await services.db.transaction(async (tx) => {
    const card = await lockCard(tx, member, id, at);
    if (!card) throw notFound();
    const before = await claimKey(tx, member, key, passId);
    if (before) return before;
    if (!canPass(card)) throw refused();
    const target = await findTarget(tx, member, card, input);
    await insertPass(tx, { id: passId, cardId: id, fromId: member.id, ...target, note, createdAt: at });
    return passId;
  });
  if (input.member_id) services.hub.tell({ kind: 'me', memberIds: [input.member_id] });
  return { id: made, post_id: await findPassPost(services.db, made) };
}

/** The cards that a thread's posts carry, as the member may see them now; null for one that is not there. 404 unseen. */
export async function showThreadCards(
  services: Services,
  member: SignedMember,
  threadId: string,
): Promise<ThreadCard[]> {
  const { db } = services;
  const now = services.clock();
  const { thread, carried } = await together(db, {
    thread: selectHead(db, member, threadId),
    carried: listThreadPasses(db, threadId),
  });
  if (thread.length === 0) throw notFound();
  if (carried.length === 0) return [];
  const ids = [...new Set(carried.map(({ cardId }) => cardId))];
  const rows = await viewCardRows(db, member, await findCards(db, member, ids, now), now);
  return carried.flatMap(({ postId, cardId }) =>
    postId ? [{ post_id: postId, card: rows.find(({ id }) => id === cardId) ?? null }] : [],
  );
}
