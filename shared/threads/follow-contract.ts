import { Type, type Static } from 'typebox';
import { idParams, line, nullable, object, oneOf, route, uuid } from '../http.ts';
import { audienceBrief } from '../circles/contract.ts';
import { memberBrief } from '../members/contract.ts';
import { followLevels, tagMax } from './contract.ts';

/** Tags that a member has chosen a level for, and members that they have muted, at most: what one looks through. */
export const followedTagsMax = 100;
export const mutedMembersMax = 100;

const level = oneOf(followLevels);

/**
 * How the reader follows what threads lie in: circles and all members, tags; and whom they have muted. What is chosen for
 * a thread itself comes first, then its tags (the closest of them), then its audience.
 */
const follows = object({
  audiences: Type.Array(object({ audience: audienceBrief, level })),
  tags: Type.Array(object({ tag: Type.String(), level })),
  muted: Type.Array(memberBrief),
});
export type Follows = Static<typeof follows>;

export const getFollows = route({
  method: 'GET',
  path: '/api/follows',
  access: 'member',
  rate: 'read',
  reply: { 200: follows },
});

/** Follows the threads of a circle, or of all members, at this level; null takes the choice back. */
export const followAudience = route({
  method: 'PUT',
  path: '/api/follows/audiences/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ level: nullable(level) }),
  reply: { 200: follows },
});

/** The same for a tag. 422 `too_many` beyond `followedTagsMax`. */
export const followTag = route({
  method: 'PUT',
  path: '/api/follows/tags',
  access: 'member',
  rate: 'write',
  body: object({ tag: line(tagMax, 1), level: nullable(level) }),
  reply: { 200: follows },
});

/**
 * Mutes a member, or hears them again: what they write is folded, never unread, and tells of nothing. Nobody else learns
 * it. 422 `unknown_reference`, `invalid` for oneself, `too_many` beyond `mutedMembersMax`.
 */
export const muteMember = route({
  method: 'PUT',
  path: '/api/follows/mutes',
  access: 'member',
  rate: 'write',
  body: object({ member_id: uuid, muted: Type.Boolean() }),
  reply: { 200: follows },
});
