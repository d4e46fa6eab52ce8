import { sql } from 'drizzle-orm';
import {
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { languages } from '@cenacle/shared/http.ts';
import { followLevels, threadKinds } from '@cenacle/shared/threads/contract.ts';
import { audiences } from '../circles/schema.ts';
import { at, members } from '../members/schema.ts';

/**
 * `last_position` and `change_seq` are taken under the row's lock by whoever writes in the thread, so that
 * their order is the order of commits. `author_voice_id` has its foreign key in the migration, deferred,
 * since thread and voice name each other.
 */
export const threads = pgTable(
  'threads',
  {
    id: uuid('id').primaryKey(),
    audienceId: uuid('audience_id')
      .notNull()
      .references(() => audiences.id),
    kind: text('kind', { enum: threadKinds }).notNull(),
    title: text('title').notNull(),
    language: text('language', { enum: languages }).notNull(),
    tags: text('tags')
      .array()
      .notNull()
      .default(sql`'{}'`),
    authorVoiceId: uuid('author_voice_id').notNull(),
    version: integer('version').notNull().default(1),
    lastPosition: integer('last_position').notNull().default(0),
    changeSeq: integer('change_seq').notNull().default(0),
    replyCount: integer('reply_count').notNull().default(0),
    lastVoiceId: uuid('last_voice_id').notNull(),
    lastPostAt: at('last_post_at').notNull(),
    finishedAt: at('finished_at'),
    finishedBy: uuid('finished_by').references(() => members.id),
    lockedAt: at('locked_at'),
    /** The author was asked whether the case has ended, and said not before this day. */
    quietUntil: date('quiet_until', { mode: 'string' }),
    importKey: text('import_key'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('threads_recent').on(t.lastPostAt.desc(), t.id.desc()),
    index('threads_audience').on(t.audienceId, t.lastPostAt.desc(), t.id.desc()),
    index('threads_tags').using('gin', t.tags),
    uniqueIndex('threads_import_key').on(t.importKey),
  ],
);

export const caseSheets = pgTable('case_sheets', {
  threadId: uuid('thread_id')
    .primaryKey()
    .references(() => threads.id),
  context: text('context').notNull().default(''),
  stuck: text('stuck').notNull().default(''),
  tried: text('tried').notNull().default(''),
  lookingFor: text('looking_for').notNull(),
  notWanted: text('not_wanted').notNull().default(''),
  wantedBy: date('wanted_by', { mode: 'string' }),
});

/** Who speaks in a thread, as readers see it: a member, or (later) nobody they can name. */
export const voices = pgTable(
  'voices',
  {
    id: uuid('id').primaryKey(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    shownMemberId: uuid('shown_member_id').references(() => members.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('voices_shown').on(t.threadId, t.shownMemberId),
    index('voices_member').on(t.shownMemberId),
  ],
);

/**
 * Whose voice it is. Read only by `myVoices`, and by the triggers that tell a member what was answered to them; written only
 * by `speaking`, in queries files.
 */
export const voiceMembers = pgTable(
  'voice_members',
  {
    voiceId: uuid('voice_id')
      .primaryKey()
      .references(() => voices.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
  },
  (t) => [index('voice_members_member').on(t.memberId)],
);

export const posts = pgTable(
  'posts',
  {
    id: uuid('id').primaryKey(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    voiceId: uuid('voice_id')
      .notNull()
      .references(() => voices.id),
    position: integer('position').notNull(),
    changeSeq: integer('change_seq').notNull(),
    state: text('state', { enum: ['shown', 'deleted', 'hidden'] })
      .notNull()
      .default('shown'),
    source: text('source').notNull(),
    html: text('html').notNull(),
    rendererVersion: integer('renderer_version').notNull(),
    version: integer('version').notNull().default(1),
    replyTo: uuid('reply_to'),
    editedAt: at('edited_at'),
    deletedAt: at('deleted_at'),
    deletedBy: uuid('deleted_by').references(() => members.id),
    importKey: text('import_key'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('posts_position').on(t.threadId, t.position),
    index('posts_change_seq').on(t.threadId, t.changeSeq),
    index('posts_voice').on(t.voiceId),
    uniqueIndex('posts_import_key').on(t.importKey),
  ],
);

/** Earlier texts of an edited post. */
export const postVersions = pgTable(
  'post_versions',
  {
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    version: integer('version').notNull(),
    source: text('source').notNull(),
    voiceId: uuid('voice_id')
      .notNull()
      .references(() => voices.id),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.version] })],
);

/** Members whom a post names, so that Today can say who waits for whom. */
export const mentions = pgTable(
  'mentions',
  {
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.postId, t.memberId] }),
    index('mentions_member').on(t.memberId, t.createdAt.desc()),
  ],
);

/**
 * How far a member has read. Posts up to `floor` were there before them and never count as unread. Where all was marked
 * read at once, `sweep_id` is that act and `swept_from` the position before it, so that it can be undone.
 */
export const reads = pgTable(
  'reads',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    position: integer('position').notNull().default(0),
    floor: integer('floor').notNull().default(0),
    visitedAt: at('visited_at'),
    sweepId: uuid('sweep_id'),
    sweptFrom: integer('swept_from'),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.threadId] }),
    index('reads_thread').on(t.threadId),
    index('reads_sweep')
      .on(t.sweepId)
      .where(sql`${t.sweepId} is not null`),
  ],
);

/** How closely members follow threads, where they have chosen. Who is not in it counts what they have opened. */
export const follows = pgTable(
  'follows',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    level: text('level', { enum: followLevels }).notNull().default('everything'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.threadId] }), index('follows_thread').on(t.threadId)],
);

export const drafts = pgTable(
  'drafts',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    key: text('key').notNull(),
    content: jsonb('content').$type<Record<string, string>>().notNull(),
    savedAt: at('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.key] })],
);
