import { Type, type Static } from 'typebox';
import {
  day,
  idParams,
  instant,
  language,
  limit,
  line,
  nullable,
  object,
  oneOf,
  page,
  pageQuery,
  route,
  uuid,
} from '../http.ts';
import { benchmarkBrief } from '../benchmarks/brief.ts';
import { audience, audienceBrief } from '../circles/contract.ts';
import { memberBrief } from '../members/contract.ts';
import { check } from './check-contract.ts';
import { excerpt } from './helpful-contract.ts';
import { lesson } from './lesson-contract.ts';
import { outcome } from './outcome-contract.ts';
import { voice } from './voice.ts';

/** Limits in characters: a title is read in a list, a sheet's field in a glance, a post in a sitting. */
export const titleMax = 300;
export const sheetFieldMax = 2000;
export const postLengthMax = 50_000;
export const tagMax = 40;
export const tagsPerThreadMax = 8;
export const namedMembersMax = 30;

export const threadKinds = ['case', 'discussion'] as const;
export type ThreadKind = (typeof threadKinds)[number];

/**
 * What of a followed thread counts as unread: every post, those that name the member, or none whatever happens in it.
 */
export const followLevels = ['everything', 'mentions', 'nothing'] as const;
export type FollowLevel = (typeof followLevels)[number];

const sheetFields = {
  context: line(sheetFieldMax),
  stuck: line(sheetFieldMax),
  tried: line(sheetFieldMax),
  looking_for: line(sheetFieldMax),
  not_wanted: line(sheetFieldMax),
};
export const caseSheet = object({ ...sheetFields, wanted_by: nullable(day) });
export type CaseSheet = Static<typeof caseSheet>;

/** The sheet as it is written; `looking_for` is the only mandatory field. */
export const caseSheetInput = object({
  context: Type.Optional(sheetFields.context),
  stuck: Type.Optional(sheetFields.stuck),
  tried: Type.Optional(sheetFields.tried),
  looking_for: line(sheetFieldMax, 1),
  not_wanted: Type.Optional(sheetFields.not_wanted),
  wanted_by: Type.Optional(nullable(day)),
});

/** A thread in a list. `unread` counts posts after the reader's mark, 0 where they neither follow nor visited. */
export const threadRow = object({
  id: uuid,
  kind: oneOf(threadKinds),
  title: Type.String(),
  language,
  audience: audienceBrief,
  tags: Type.Array(Type.String()),
  author: voice,
  created_at: instant,
  finished_at: nullable(instant),
  wanted_by: nullable(day),
  reply_count: Type.Integer(),
  last_post: object({ at: instant, author: voice }),
  unread: Type.Integer(),
  mentions_me: Type.Boolean(),
});
export type ThreadRow = Static<typeof threadRow>;

export const thread = object({
  id: uuid,
  kind: oneOf(threadKinds),
  title: Type.String(),
  language,
  audience,
  /** The readers of a named audience; null for the others. */
  named: nullable(Type.Array(memberBrief)),
  tags: Type.Array(Type.String()),
  sheet: nullable(caseSheet),
  author: voice,
  version: Type.Integer(),
  created_at: instant,
  finished_at: nullable(instant),
  /** What closed the case, as it stands; null for open cases and for discussions. */
  outcome: nullable(outcome),
  /** How many outcomes it had before, which corrections and reopenings replaced. */
  earlier_outcomes: Type.Integer(),
  /** What participants took from a finished case, the first written first. */
  lessons: Type.Array(lesson),
  /** Answers that helped, as the case's author says, in reading order. */
  helpful: Type.Array(excerpt),
  /** Benchmarks opened from this thread that the reader may read, newest first. */
  benchmarks: Type.Array(benchmarkBrief),
  locked_at: nullable(instant),
  reply_count: Type.Integer(),
  last_post_at: instant,
  follower_count: Type.Integer(),
  /** The position of the last post, and the thread's counter of changes. */
  last_position: Type.Integer(),
  head: Type.Integer(),
  read: object({ position: Type.Integer(), first_unread: nullable(Type.Integer()), unread: Type.Integer() }),
  /** How closely the reader follows it; null where they have not chosen. */
  follow: nullable(oneOf(followLevels)),
  /** How closely they follow it without a choice of its own: by its tags, else by its audience. */
  follow_by: nullable(object({ level: oneOf(followLevels), what: oneOf(['tag', 'audience']) })),
  /** The reader's own bookmark of the thread as a whole. */
  bookmark_id: nullable(uuid),
  participants: Type.Array(memberBrief),
  can: object({
    reply: Type.Boolean(),
    edit: Type.Boolean(),
    finish: Type.Boolean(),
    reopen: Type.Boolean(),
    /** May say which answers helped. */
    helpful: Type.Boolean(),
    /** May say what they took from the finished case. */
    learn: Type.Boolean(),
    /** May say whether the outcome held. */
    check: Type.Boolean(),
    moderate: Type.Boolean(),
    bookmark: Type.Boolean(),
  }),
});
export type Thread = Static<typeof thread>;

/** A post as this reader sees it; a deleted or hidden one is a tombstone with empty text, but for moderators a hidden one. */
export const post = object({
  id: uuid,
  thread_id: uuid,
  position: Type.Integer(),
  change_seq: Type.Integer(),
  state: oneOf(['shown', 'deleted', 'hidden']),
  author: voice,
  html: Type.String(),
  /** The Markdown, given only to those who may edit it. */
  source: nullable(Type.String()),
  version: Type.Integer(),
  created_at: instant,
  edited_at: nullable(instant),
  reply_to: nullable(object({ position: Type.Integer(), author: voice })),
  mine: Type.Boolean(),
  /** Whether the reader has muted its author. */
  muted: Type.Boolean(),
  /** The reader's own bookmark of it. */
  bookmark_id: nullable(uuid),
  can: object({ edit: Type.Boolean(), delete: Type.Boolean(), history: Type.Boolean() }),
});
export type Post = Static<typeof post>;

/**
 * What is left to do: threads that wait for the member, cases whose answer was wanted by a day that is over, own finished
 * cases of which they are asked whether the outcome held.
 */
export const threadTodos = ['waiting', 'overdue', 'check'] as const;
export type ThreadTodo = (typeof threadTodos)[number];

export const threadFilters = ['open', 'finished'] as const;
export const listThreads = route({
  method: 'GET',
  path: '/api/threads',
  access: 'member',
  rate: 'read',
  query: object({
    ...pageQuery,
    state: Type.Optional(oneOf(threadFilters)),
    kind: Type.Optional(oneOf(threadKinds)),
    circle_id: Type.Optional(uuid),
    tag: Type.Optional(line(tagMax)),
    mine: Type.Optional(Type.Literal('1')),
    unread: Type.Optional(Type.Literal('1')),
    /** What is left to do: see `threadTodos`. */
    todo: Type.Optional(oneOf(threadTodos)),
  }),
  reply: { 200: page(threadRow) },
});

/** A case needs `sheet.looking_for`, a discussion `body`. `member_ids` makes an audience of these named members. */
export const openThread = route({
  method: 'POST',
  path: '/api/threads',
  access: 'member',
  rate: 'write',
  idempotent: true,
  body: object({
    kind: oneOf(threadKinds),
    title: line(titleMax, 1),
    body: Type.Optional(Type.String({ maxLength: postLengthMax })),
    audience_id: Type.Optional(uuid),
    member_ids: Type.Optional(
      Type.Array(uuid, { minItems: 1, maxItems: namedMembersMax, uniqueItems: true }),
    ),
    tags: Type.Optional(Type.Array(line(tagMax, 1), { maxItems: tagsPerThreadMax, uniqueItems: true })),
    sheet: Type.Optional(caseSheetInput),
    language: Type.Optional(language),
  }),
  reply: { 201: thread },
});

export const getThread = route({
  method: 'GET',
  path: '/api/threads/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: thread },
});

/**
 * `version` is the one that was edited: another edit in between answers 409 with `current`. A case is finished by its
 * outcome alone: `finished: true` answers 422 `needs_outcome`; `finished: false` reopens it.
 */
export const updateThread = route({
  method: 'PATCH',
  path: '/api/threads/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    title: Type.Optional(line(titleMax, 1)),
    tags: Type.Optional(Type.Array(line(tagMax, 1), { maxItems: tagsPerThreadMax, uniqueItems: true })),
    sheet: Type.Optional(caseSheetInput),
    language: Type.Optional(language),
    finished: Type.Optional(Type.Boolean()),
    /** Why, where a moderator changes another's thread. */
    reason: Type.Optional(line(300)),
  }),
  reply: { 200: thread },
});

/** Posts in one reply at most: what opens a long thread at any post, with its neighbours. */
export const postsPageDefault = 30;
const position = Type.Integer({ minimum: 0 });

/**
 * Posts by position. `after` gives those behind a position; `before` those in front of it, in reading order;
 * `around` a page with that position in its upper third; `changed_after` every post changed since a head,
 * in the order of the changes. `next` is the position or change to go on from, null at the end.
 */
export const listPosts = route({
  method: 'GET',
  path: '/api/threads/:id/posts',
  access: 'member',
  rate: 'read',
  params: idParams,
  query: object({
    limit: Type.Optional(limit),
    after: Type.Optional(position),
    before: Type.Optional(position),
    around: Type.Optional(position),
    changed_after: Type.Optional(position),
  }),
  reply: {
    200: object({
      items: Type.Array(post),
      next: nullable(Type.Integer()),
      previous: nullable(Type.Integer()),
      head: Type.Integer(),
      last_position: Type.Integer(),
    }),
  },
});

export const reply = route({
  method: 'POST',
  path: '/api/threads/:id/posts',
  access: 'member',
  rate: 'write',
  idempotent: true,
  params: idParams,
  body: object({
    body: Type.String({ minLength: 1, maxLength: postLengthMax }),
    reply_to: Type.Optional(uuid),
  }),
  reply: { 201: post },
});

/**
 * Where the post now stands that had this position in a thread since merged into another. 404 for a thread that was not, or
 * whose posts the reader does not read.
 */
export const getPlace = route({
  method: 'GET',
  path: '/api/threads/:id/place',
  access: 'member',
  rate: 'read',
  params: idParams,
  query: object({ at: Type.Optional(position) }),
  reply: { 200: object({ thread_id: uuid, position: Type.Integer() }) },
});

/** Where a post stands: its thread and position. */
export const getPost = route({
  method: 'GET',
  path: '/api/posts/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: post },
});

/** `version` is the one that was edited: another edit in between answers 409 with `current`, the post as it is. */
export const editPost = route({
  method: 'PATCH',
  path: '/api/posts/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    body: Type.String({ maxLength: postLengthMax }),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  reply: { 200: post },
});

export const deletePost = route({
  method: 'DELETE',
  path: '/api/posts/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 204: null },
});

/** An earlier text of a post. */
const version = object({ version: Type.Integer(), at: instant, author: voice, source: Type.String() });
export type Version = Static<typeof version>;

/** Earlier texts of a post, newest first; each with who wrote that version and when. */
export const listVersions = route({
  method: 'GET',
  path: '/api/posts/:id/versions',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: {
    200: object({
      items: Type.Array(version),
      next: Type.Null(),
    }),
  },
});

/** Moves the mark forward only, unless `back` says that the member wants these posts unread again. */
export const markRead = route({
  method: 'PUT',
  path: '/api/threads/:id/read',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ position, back: Type.Optional(Type.Boolean()) }),
  reply: {
    200: object({ position: Type.Integer(), unread: Type.Integer(), unread_threads: Type.Integer() }),
  },
});

/** How closely the member follows a thread; null goes back to no choice: read once, its answers count as unread. */
export const followThread = route({
  method: 'PUT',
  path: '/api/threads/:id/follow',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ level: nullable(oneOf(followLevels)) }),
  reply: { 200: object({ level: nullable(oneOf(followLevels)), follower_count: Type.Integer() }) },
});

/** Tags of the threads that the reader may read, most used first. */
export const listTags = route({
  method: 'GET',
  path: '/api/tags',
  access: 'member',
  rate: 'read',
  query: object({ q: Type.Optional(line(tagMax)) }),
  reply: {
    200: object({
      items: Type.Array(object({ tag: Type.String(), thread_count: Type.Integer() })),
      next: Type.Null(),
    }),
  },
});

/**
 * A text as its writer would see it posted. `with_ids`: as it is stored, with ids where it names members, threads, posts and
 * files; an editor reads it and compares by it.
 */
export const renderText = route({
  method: 'POST',
  path: '/api/render',
  access: 'member',
  rate: 'render',
  body: object({
    markdown: Type.String({ maxLength: postLengthMax }),
    with_ids: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: object({ html: Type.String() }) },
});

/** What a draft is for: a new thread or benchmark, a reply in a thread, its outcome, or an edit of a post. */
export const draftKey = Type.String({
  pattern: '^(new-case|new-discussion|new-benchmark|(thread|post|outcome):[0-9a-f-]{36})$',
});
const draftParams = object({ key: draftKey });
/** The fields of the form as typed, by name; a draft may be wrong in every way that a form may. */
export const draftContent = Type.Record(
  Type.String({ maxLength: 40 }),
  Type.String({ maxLength: postLengthMax }),
  {
    maxProperties: 20,
  },
);
export const draft = object({ key: draftKey, content: draftContent, saved_at: instant });

export const getDraft = route({
  method: 'GET',
  path: '/api/drafts/:key',
  access: 'member',
  rate: 'read',
  params: draftParams,
  reply: { 200: draft },
});

export const listDrafts = route({
  method: 'GET',
  path: '/api/drafts',
  access: 'member',
  rate: 'read',
  reply: {
    200: object({
      items: Type.Array(object({ key: draftKey, title: Type.String(), saved_at: instant })),
      next: Type.Null(),
    }),
  },
});

export const saveDraft = route({
  method: 'PUT',
  path: '/api/drafts/:key',
  access: 'member',
  rate: 'write',
  params: draftParams,
  body: object({ content: draftContent }),
  reply: { 200: draft },
});

export const discardDraft = route({
  method: 'DELETE',
  path: '/api/drafts/:key',
  access: 'member',
  rate: 'write',
  params: draftParams,
  reply: { 204: null },
});

/** Today: who waits for me, what moved since my last visit, who arrived. Each list is short by design. */
export const getToday = route({
  method: 'GET',
  path: '/api/today',
  access: 'member',
  rate: 'read',
  reply: {
    200: object({
      since: nullable(instant),
      waiting: Type.Array(
        object({
          thread: threadRow,
          by: nullable(voice),
          reason: oneOf(['mention', 'wanted_by', 'answers']),
        }),
      ),
      moved: Type.Array(threadRow),
      moved_count: Type.Integer(),
      mine: Type.Array(threadRow),
      /** Own open cases in which nobody has written for three weeks: have they ended? */
      quiet: Type.Array(threadRow),
      /** Own finished cases of which the reader is asked whether the outcome held, the longest due first. */
      checks: Type.Array(
        object({
          thread: object({ id: uuid, title: Type.String(), language }),
          days: check.properties.days,
          due_on: day,
        }),
      ),
      arrived: Type.Array(object({ ...memberBrief.properties, sponsor: nullable(Type.String()) })),
    }),
  },
});
export type Today = Static<(typeof getToday.reply)[200]>;

/** The author's answer where Today asks whether a quiet case has ended: not yet; asked again in a month. 403 for others. */
export const putOffClosing = route({
  method: 'PUT',
  path: '/api/threads/:id/not-yet',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 200: object({ until: day }) },
});

/** Marks the beginning of a visit of Today, at most once in half an hour; `since` of the next one counts from it. */
export const visitToday = route({
  method: 'POST',
  path: '/api/today/visit',
  access: 'member',
  rate: 'write',
  reply: { 204: null },
});

/** A visit is over when Today was not opened for this long. */
export const visitMinutes = 30;
