import { isModerator, type SignedMember } from '../http/member.ts';
import type { LockedThread, ThreadPageRow } from './queries.ts';
import type { PostRow } from './post-queries.ts';

type SeenThread = Pick<ThreadPageRow | LockedThread, 'thread' | 'mine'>;

/** A thread that the member sees takes their reply unless it is locked; a finished case still takes thanks and news. */
export const canReply = ({ thread }: SeenThread): boolean => thread.lockedAt === null;

/** Title, sheet, tags and language are the author's; moderators who read the thread may mend them. */
export const canEditThread = (member: SignedMember, { mine }: SeenThread): boolean =>
  mine || isModerator(member);

export const canFinish = (member: SignedMember, seen: SeenThread): boolean =>
  seen.thread.finishedAt === null && canEditThread(member, seen);

export const canReopen = (member: SignedMember, seen: SeenThread): boolean =>
  seen.thread.finishedAt !== null && canEditThread(member, seen);

/** Whether the outcome held is asked of the case's author alone, whoever closed it. */
export const canAnswerCheck = ({ thread, mine }: SeenThread): boolean => mine && thread.finishedAt !== null;

/** Who has a post that stands in a finished case may say what they took from it. */
export const canLearn = ({ thread, wrote }: SeenThread & { wrote: boolean }): boolean =>
  wrote && thread.kind === 'case' && thread.finishedAt !== null;

/** What helped is for the case's author to say, while it is open too. */
export const canMarkHelpful = ({ thread, mine }: SeenThread): boolean => mine && thread.kind === 'case';

type SeenPost = Pick<PostRow, 'mine' | 'thread'> & {
  post: Pick<PostRow['post'], 'state' | 'position' | 'version'>;
};

/** One's own words alone, as long as they stand and the thread is not locked. */
export const canEditPost = ({ post, mine, thread }: SeenPost): boolean =>
  mine && post.state === 'shown' && thread.lockedAt === null;

/** The opener stays: what others answered would hang in the air. */
export const canDeletePost = (seen: SeenPost): boolean => canEditPost(seen) && seen.post.position > 1;

/** Every reader may see how a text changed, since others answered to the earlier one. */
export const canReadHistory = ({ post }: SeenPost): boolean => post.state === 'shown' && post.version > 1;
