import { Type, type Static } from 'typebox';
import {
  day,
  idParams,
  instant,
  language,
  line,
  nullable,
  object,
  oneOf,
  page,
  pageQuery,
  route,
  uuid,
} from '../http.ts';
import { threadKinds } from './contract.ts';
import { voice } from './voice.ts';

/** A note in characters: why one comes back, in a few lines. */
export const bookmarkNoteMax = 1000;

/**
 * Why a member wants to find a thread or one of its posts again; theirs alone. `post` is null for the thread as a whole. Where
 * what was marked is `gone` (deleted, or no longer open to them), their note and reminder are left.
 */
const bookmark = object({
  id: uuid,
  gone: Type.Boolean(),
  thread: nullable(object({ id: uuid, kind: oneOf(threadKinds), title: Type.String(), language })),
  post: nullable(object({ id: uuid, position: Type.Integer(), author: voice })),
  note: Type.String(),
  /** The day of the reminder. */
  remind_on: nullable(day),
  /** Whether that day has come, in the member's zone. */
  due: Type.Boolean(),
  created_at: instant,
});
export type Bookmark = Static<typeof bookmark>;

const fields = { note: Type.Optional(line(bookmarkNoteMax)), remind_on: Type.Optional(nullable(day)) };

/**
 * The reader's bookmarks, newest first. `due` picks those whose reminder has come (1), or the
 * others (0).
 */
export const listBookmarks = route({
  method: 'GET',
  path: '/api/bookmarks',
  access: 'member',
  rate: 'read',
  query: object({ ...pageQuery, due: Type.Optional(oneOf(['0', '1'])) }),
  reply: { 200: page(bookmark) },
});

export const getBookmark = route({
  method: 'GET',
  path: '/api/bookmarks/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: bookmark },
});

/** Marks a post, or a thread as a whole: one of the two. What is marked already gets this note and reminder. */
export const addBookmark = route({
  method: 'POST',
  path: '/api/bookmarks',
  access: 'member',
  rate: 'write',
  body: object({ post_id: Type.Optional(uuid), thread_id: Type.Optional(uuid), ...fields }),
  reply: { 201: bookmark },
});

export const editBookmark = route({
  method: 'PATCH',
  path: '/api/bookmarks/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object(fields),
  reply: { 200: bookmark },
});

export const deleteBookmark = route({
  method: 'DELETE',
  path: '/api/bookmarks/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 204: null },
});
