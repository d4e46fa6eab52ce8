import type { Act, OwnFlag, QueuedFlag } from '@cenacle/shared/moderation/contract.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { viewHtml } from '../threads/view.ts';
import { canResolve, canTake } from './policy.ts';
import type { ActRow, FlagRow, listOwnFlags } from './queries.ts';

/** A flag as this moderator may see it: of what they do not read, only that there is one. */
export async function viewFlag(services: Services, member: SignedMember, row: FlagRow): Promise<QueuedFlag> {
  const { flag, thread, post, readable } = row;
  const mine = flag.takenBy === member.id;
  return {
    id: flag.id,
    reason: flag.reason,
    state: flag.state,
    taken_by: row.taker,
    taken_at: flag.takenAt?.toISOString() ?? null,
    mine,
    readable,
    note: readable ? flag.note : '',
    flagger: mine ? row.flagger : null,
    thread: readable ? thread : null,
    post: readable
      ? {
          id: post.id,
          position: post.position,
          state: post.state,
          author: row.author,
          html: post.state === 'deleted' ? '' : await viewHtml(services, member, post.html),
        }
      : null,
    outcome: flag.outcome,
    created_at: flag.createdAt.toISOString(),
    can: { take: canTake(member, flag, row.isTakerActive), resolve: canResolve(member, flag) },
  };
}

export const viewOwnFlag = (row: Awaited<ReturnType<typeof listOwnFlags>>[number]): OwnFlag => ({
  id: row.flag.id,
  reason: row.flag.reason,
  note: row.flag.note,
  state: row.flag.state,
  outcome: row.flag.outcome,
  answer: row.flag.answer,
  thread: row.thread ? { ...row.thread, position: row.position } : null,
  created_at: row.flag.createdAt.toISOString(),
  resolved_at: row.flag.resolvedAt?.toISOString() ?? null,
});

/**
 * A line of the log as this reader may see it: the reason given for something in a thread that they do not read could say
 * what stands there, so that it is theirs only if they gave it or if it is about them.
 */
export function viewAct(member: SignedMember, row: ActRow, isAboutReader: boolean): Act {
  const { act } = row;
  const isHidden = act.threadId !== null && row.thread === null;
  return {
    id: act.id,
    actor: row.actor,
    kind: act.kind,
    reason: isHidden && act.actorId !== member.id && !isAboutReader ? '' : act.reason,
    thread: row.thread,
    position: row.position,
    member: row.member,
    provider: row.provider,
    at: act.createdAt.toISOString(),
  };
}
