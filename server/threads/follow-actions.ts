import type { FollowLevel } from '@cenacle/shared/threads/contract.ts';
import { followedTagsMax, mutedMembersMax, type Follows } from '@cenacle/shared/threads/follow-contract.ts';
import { audienceBriefView } from '../circles/view.ts';
import { together } from '../database.ts';
import { invalid, notFound, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import { findMember } from '../members/queries.ts';
import type { Services } from '../services.ts';
import {
  listAudienceFollows,
  listMuted,
  listTagFollows,
  setAudienceFollow,
  setFollow,
  setMute,
  setTagFollow,
} from './follow-queries.ts';
import { findAudience, findThread, threadHead } from './queries.ts';
import { cleanTag } from './tags.ts';

/** Follows a thread that the member sees at this level, or takes the choice back. 404 unseen. */
export async function followThread(
  services: Services,
  member: SignedMember,
  id: string,
  level: FollowLevel | null,
) {
  if ((await threadHead(services.db, member, id)) === null) throw notFound();
  await setFollow(services.db, member.id, id, level);
  const after = await findThread(services.db, member, id);
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  return { level, follower_count: after?.followerCount ?? 0 };
}

/** What the member follows beyond single threads, and whom they have muted. */
export async function showFollows({ db }: Services, member: SignedMember): Promise<Follows> {
  const { audiences, tags, muted } = await together(db, {
    audiences: listAudienceFollows(db, member),
    tags: listTagFollows(db, member),
    muted: listMuted(db, member),
  });
  return {
    audiences: audiences.map(({ audience, level }) => ({ audience: audienceBriefView(audience), level })),
    tags,
    muted,
  };
}

/** Tells the member's pages that what counts as unread is another, and gives what they follow now. */
function changed(services: Services, member: SignedMember): Promise<Follows> {
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  return showFollows(services, member);
}

/** Follows the threads of a circle, or of all members, at this level. 404 for one that the member does not read, or of named members. */
export async function followAudience(
  services: Services,
  member: SignedMember,
  id: string,
  level: FollowLevel | null,
): Promise<Follows> {
  const audience = await findAudience(services.db, member, id);
  if (!audience || audience.kind === 'named') throw notFound();
  await setAudienceFollow(services.db, member.id, id, level);
  return changed(services, member);
}

/** Follows what carries a tag at this level. 422 `required` for an empty tag, `too_many` beyond the limit. */
export async function followTag(
  services: Services,
  member: SignedMember,
  input: { tag: string; level: FollowLevel | null },
): Promise<Follows> {
  const tag = cleanTag(oneLine('tag', input.tag));
  if (tag === '') throw invalid([{ field: 'tag', code: 'required' }]);
  const others = (await listTagFollows(services.db, member)).filter((row) => row.tag !== tag);
  if (input.level && others.length >= followedTagsMax)
    throw invalid([{ field: 'tag', code: 'too_many', limit: followedTagsMax }]);
  await setTagFollow(services.db, member.id, tag, input.level);
  return changed(services, member);
}

/** Mutes a member or hears them again; nobody but the one who asks learns it. 422 on `member_id`. */
export async function muteMember(
  services: Services,
  member: SignedMember,
  input: { member_id: string; muted: boolean },
): Promise<Follows> {
  if (input.member_id === member.id) throw invalid([{ field: 'member_id', code: 'invalid' }]);
  if (!(await findMember(services.db, input.member_id))) throw unknownReference('member_id');
  const others = (await listMuted(services.db, member)).filter(({ id }) => id !== input.member_id);
  if (input.muted && others.length >= mutedMembersMax)
    throw invalid([{ field: 'member_id', code: 'too_many', limit: mutedMembersMax }]);
  await setMute(services.db, member.id, input.member_id, input.muted);
  return changed(services, member);
}
