import { Type } from 'typebox';
import { idParams, line, nullable, object, oneOf, route, uuid } from '../http.ts';
import { tagMax, threadKinds } from './contract.ts';

/**
 * The unread thread to read next: the one behind `from` in the order of the list (last post, newest first), from its top
 * again where none is behind; never `from` itself. `position` is the reader's mark there, `first_unread` where to open it.
 */
export const getNextUnread = route({
  method: 'GET',
  path: '/api/threads/next',
  access: 'member',
  rate: 'read',
  query: object({ from: Type.Optional(uuid) }),
  reply: {
    200: object({
      next: nullable(object({ id: uuid, position: Type.Integer(), first_unread: Type.Integer() })),
    }),
  },
});

/** Marks all unread threads read, of those that the list of these filters shows. `id` is what undoes it. */
export const markAllRead = route({
  method: 'POST',
  path: '/api/threads/read',
  access: 'member',
  rate: 'write',
  body: object({
    kind: Type.Optional(oneOf(threadKinds)),
    circle_id: Type.Optional(uuid),
    tag: Type.Optional(line(tagMax)),
  }),
  reply: { 200: object({ id: uuid, marked: Type.Integer(), unread_threads: Type.Integer() }) },
});

/** Gives every mark that was moved so back exactly what it was. Once only: then there is nothing left to undo. */
export const undoMarkAllRead = route({
  method: 'DELETE',
  path: '/api/threads/read/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 200: object({ restored: Type.Integer(), unread_threads: Type.Integer() }) },
});
