import { Type, type Static } from 'typebox';
import { idParams, instant, line, nullable, object, oneOf, page, pageQuery, route, uuid } from '../http.ts';
import { memberBrief } from '../members/contract.ts';
import { tagMax } from '../threads/contract.ts';

/** Limits in characters of a reason, and of the note beside a flag. */
export const actReasonMax = 300;
export const flagNoteMax = 500;

export const flagReasons = [
  'names_client',
  'confidential',
  'disrespectful',
  'off_topic',
  'promotion',
  'other',
] as const;
export type FlagReason = (typeof flagReasons)[number];
export const flagStates = ['open', 'taken', 'resolved'] as const;
export type FlagState = (typeof flagStates)[number];
export const flagOutcomes = ['acted', 'nothing'] as const;

export const actKinds = [
  'take',
  'resolve',
  'hide',
  'restore',
  'remove_lesson',
  'lock',
  'unlock',
  'edit',
  'narrow',
  'merge_threads',
  'merge_tags',
  'merge_providers',
  'suspend',
  'reinstate',
  'role',
  'warn',
] as const;
export type ActKind = (typeof actKinds)[number];

const reason = line(actReasonMax, 1);

/** Asks moderators to look at a post that one reads. 409 `flagged` where one's own flag still waits. */
export const flagPost = route({
  method: 'POST',
  path: '/api/posts/:id/flags',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ reason: oneOf(flagReasons), note: Type.Optional(line(flagNoteMax)) }),
  reply: { 201: object({ id: uuid }) },
});

/** One's own flag with what came of it. */
export const ownFlag = object({
  id: uuid,
  reason: oneOf(flagReasons),
  note: Type.String(),
  state: oneOf(flagStates),
  outcome: nullable(oneOf(flagOutcomes)),
  answer: Type.String(),
  /** Null where one no longer reads it. */
  thread: nullable(object({ id: uuid, title: Type.String(), position: Type.Integer() })),
  created_at: instant,
  resolved_at: nullable(instant),
});
export type OwnFlag = Static<typeof ownFlag>;

export const listOwnFlags = route({
  method: 'GET',
  path: '/api/flags',
  access: 'member',
  rate: 'read',
  query: object(pageQuery),
  reply: { 200: page(ownFlag) },
});

/**
 * A flag in the queue. Of a thread that the moderator does not read it shows that there is one and of which sort, until
 * they take it. Who flagged is told to who took it alone.
 */
export const queuedFlag = object({
  id: uuid,
  reason: oneOf(flagReasons),
  state: oneOf(flagStates),
  taken_by: nullable(memberBrief),
  taken_at: nullable(instant),
  mine: Type.Boolean(),
  /** False until it is taken, where the thread is outside of the moderator's circles. */
  readable: Type.Boolean(),
  note: Type.String(),
  flagger: nullable(memberBrief),
  thread: nullable(object({ id: uuid, title: Type.String() })),
  post: nullable(
    object({
      id: uuid,
      position: Type.Integer(),
      state: oneOf(['shown', 'deleted', 'hidden']),
      author: nullable(memberBrief),
      html: Type.String(),
    }),
  ),
  outcome: nullable(oneOf(flagOutcomes)),
  created_at: instant,
  can: object({ take: Type.Boolean(), resolve: Type.Boolean() }),
});
export type QueuedFlag = Static<typeof queuedFlag>;

/** Flags that wait, the oldest first, then those that are done, the latest first. */
export const listFlags = route({
  method: 'GET',
  path: '/api/moderation/flags',
  access: 'moderator',
  rate: 'read',
  tokens: false,
  query: object({ ...pageQuery, state: Type.Optional(oneOf(['waiting', 'resolved'])) }),
  reply: { 200: page(queuedFlag) },
});

/** Opens the flag's thread to the moderator until it is resolved; its readers see that. 409 `taken` by another. */
export const takeFlag = route({
  method: 'POST',
  path: '/api/moderation/flags/:id/take',
  access: 'moderator',
  rate: 'write',
  tokens: false,
  params: idParams,
  reply: { 200: queuedFlag },
});

/** Ends it: `reason` goes into the log, `answer` to the flagger. Only who took it. */
export const resolveFlag = route({
  method: 'POST',
  path: '/api/moderation/flags/:id/resolve',
  access: 'moderator',
  rate: 'write',
  tokens: false,
  params: idParams,
  body: object({ outcome: oneOf(flagOutcomes), reason, answer: Type.Optional(line(flagNoteMax)) }),
  reply: { 204: null },
});

const acting = {
  access: 'moderator',
  rate: 'write',
  tokens: false,
  params: idParams,
} as const;

export const hidePost = route({
  method: 'POST',
  path: '/api/moderation/posts/:id/hide',
  ...acting,
  body: object({ reason }),
  reply: { 204: null },
});

export const restorePost = route({
  method: 'POST',
  path: '/api/moderation/posts/:id/restore',
  ...acting,
  body: object({ reason }),
  reply: { 204: null },
});

/** Takes out what a participant wrote as learned from a case; the words are gone, as when they do it themselves. */
export const removeLesson = route({
  method: 'POST',
  path: '/api/moderation/lessons/:id/remove',
  ...acting,
  body: object({ reason }),
  reply: { 204: null },
});

export const lockThread = route({
  method: 'POST',
  path: '/api/moderation/threads/:id/lock',
  ...acting,
  body: object({ locked: Type.Boolean(), reason }),
  reply: { 204: null },
});

/** Moves a thread that all members read into a circle of its author's and the moderator's; at once, and never wider. */
export const narrowThread = route({
  method: 'POST',
  path: '/api/moderation/threads/:id/narrow',
  ...acting,
  body: object({ audience_id: uuid, reason }),
  reply: { 204: null },
});

/**
 * Puts the posts of a thread behind those of another with the same readers; the addresses of the first lead on. 422 at
 * `into_id` for an unseen one, the same, other readers, or a first that has or had an outcome.
 */
export const mergeThreads = route({
  method: 'POST',
  path: '/api/moderation/threads/:id/merge',
  ...acting,
  body: object({ into_id: uuid, reason }),
  reply: { 204: null },
});

/** Puts one tag in the place of another, in the threads that the moderator reads. */
export const mergeTags = route({
  method: 'POST',
  path: '/api/moderation/tags/merge',
  access: 'moderator',
  rate: 'write',
  tokens: false,
  body: object({ from: line(tagMax, 1), into: line(tagMax, 1), reason }),
  reply: { 200: object({ thread_count: Type.Integer() }) },
});

/** Tells a member what they must not do again; they and the log keep it. */
export const warnMember = route({
  method: 'POST',
  path: '/api/moderation/members/:id/warnings',
  ...acting,
  body: object({ reason }),
  reply: { 204: null },
});

/** One line of the log. `reason` is empty, and nothing is named, where it is about what the reader may not see. */
export const act = object({
  id: uuid,
  actor: memberBrief,
  kind: oneOf(actKinds),
  reason: Type.String(),
  thread: nullable(object({ id: uuid, title: Type.String() })),
  position: nullable(Type.Integer()),
  member: nullable(memberBrief),
  provider: nullable(object({ id: uuid, name: Type.String() })),
  at: instant,
});
export type Act = Static<typeof act>;

/** The log, the latest first. */
export const listActs = route({
  method: 'GET',
  path: '/api/moderation/acts',
  access: 'moderator',
  rate: 'read',
  tokens: false,
  query: object(pageQuery),
  reply: { 200: page(act) },
});

/** What moderators did that is about oneself: one's account, one's threads, one's posts. */
export const listOwnActs = route({
  method: 'GET',
  path: '/api/acts',
  access: 'member',
  rate: 'read',
  query: object(pageQuery),
  reply: { 200: page(act) },
});

/** What moderators did in a thread that one reads, and which of them reads it for a flag. */
export const listThreadActs = route({
  method: 'GET',
  path: '/api/threads/:id/acts',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: {
    200: object({
      items: Type.Array(act),
      visitors: Type.Array(object({ member: memberBrief, since: instant })),
      next: Type.Null(),
    }),
  },
});
export type ThreadActs = Static<(typeof listThreadActs.reply)[200]>;
