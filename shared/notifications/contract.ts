import { Type, type Static } from 'typebox';
import { instant, language, nullable, object, oneOf, page, pageQuery, route, uuid } from '../http.ts';
import { memberBrief } from '../members/contract.ts';

/**
 * What a member is told of, the strongest first: named in a post; answered (to one's post, or in a thread that one opened);
 * a followed thread or one's own is finished; a card passed to one; a vouch on one's card; an evaluation in one's benchmark;
 * a post in a thread that one follows.
 */
export const notificationKinds = [
  'mention',
  'reply',
  'closed',
  'card',
  'vouch',
  'evaluation',
  'follow',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What notifications are about, and gathered by. */
export const subjects = ['thread', 'card', 'benchmark'] as const;

/**
 * What the reader was told of one thread, card or benchmark, of what they may read now. `kind`, `by` and `at` are those of
 * the strongest that is unread, or of the newest; `open` is the first unread one, and the post that it is about.
 */
const group = object({
  subject: oneOf(subjects),
  subject_id: uuid,
  title: Type.String(),
  language: nullable(language),
  unread: Type.Integer(),
  count: Type.Integer(),
  kind: oneOf(notificationKinds),
  by: nullable(memberBrief),
  at: instant,
  last_at: instant,
  open: object({ id: uuid, position: nullable(Type.Integer()) }),
});
export type NotificationGroup = Static<typeof group>;

/** The reader's notifications by what they are about, the newest first. */
export const listNotifications = route({
  method: 'GET',
  path: '/api/notifications',
  access: 'member',
  rate: 'read',
  query: object(pageQuery),
  reply: { 200: page(group) },
});

/**
 * Marks notifications read: the one with this `id`, all of one subject, those that are about a subject as a whole and none of
 * its posts, since it was opened (`opened_id`), or all that came `until` then. One of the four; what is not there changes
 * nothing. `notifications` is how many subjects are then left unread.
 */
export const readNotifications = route({
  method: 'POST',
  path: '/api/notifications/read',
  access: 'member',
  rate: 'write',
  body: object({
    id: Type.Optional(uuid),
    subject_id: Type.Optional(uuid),
    opened_id: Type.Optional(uuid),
    until: Type.Optional(instant),
  }),
  reply: { 200: object({ notifications: Type.Integer() }) },
});

const choice = object({ kind: oneOf(notificationKinds), app: Type.Boolean() });

/** What the reader is told of, kind by kind. */
export const getNotificationSettings = route({
  method: 'GET',
  path: '/api/notifications/settings',
  access: 'member',
  rate: 'read',
  reply: { 200: object({ kinds: Type.Array(choice) }) },
});

/** Changes the kinds that are named; the others stay. */
export const setNotificationSettings = route({
  method: 'PATCH',
  path: '/api/notifications/settings',
  access: 'member',
  rate: 'write',
  body: object({ kinds: Type.Array(choice, { maxItems: notificationKinds.length }) }),
  reply: { 200: object({ kinds: Type.Array(choice) }) },
});
