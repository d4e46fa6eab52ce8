import { Type, type Static } from 'typebox';
import {
  day,
  idParams,
  instant,
  language,
  nullable,
  object,
  oneOf,
  page,
  pageQuery,
  route,
  uuid,
} from '../http.ts';
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
 * nothing. `notifications` is how many subjects are then left unread, `undo_id` takes back what was marked by `until`.
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
  reply: { 200: object({ notifications: Type.Integer(), undo_id: nullable(uuid) }) },
});

/** Makes unread again what was marked at once, but for what the member has since passed in its thread. */
export const undoReadNotifications = route({
  method: 'DELETE',
  path: '/api/notifications/read/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 200: object({ notifications: Type.Integer() }) },
});

/** When a kind is mailed: as it happens, gathered at each full hour, gathered at one's hour of the day, or not. */
export const mailPaces = ['at_once', 'hourly', 'daily', 'never'] as const;
export type MailPace = (typeof mailPaces)[number];

/**
 * What holds for a kind until a member chooses: what is personal within the hour, other news of one's own with the day's
 * mail, and what one follows in the weekly digest alone.
 */
export const paceAtFirst: Record<NotificationKind, MailPace> = {
  mention: 'hourly',
  reply: 'hourly',
  closed: 'daily',
  card: 'daily',
  vouch: 'daily',
  evaluation: 'never',
  follow: 'never',
};

const choice = object({ kind: oneOf(notificationKinds), app: Type.Boolean(), mail: oneOf(mailPaces) });

const hour = Type.Integer({ minimum: 0, maximum: 23 });
/** Days of the week as ISO 8601 counts them: 1 is Monday. */
const weekday = Type.Integer({ minimum: 1, maximum: 7 });

const rhythm = {
  /** The weekly digest, and the day on which it comes. */
  digest: Type.Boolean(),
  digest_day: weekday,
  /** When the day's mail and the digest come, in the member's zone. */
  hour,
  /** From one hour to the other nothing is mailed, over midnight too. */
  quiet: nullable(object({ from: hour, to: hour })),
  /** Nothing is mailed before that day; then what still waits, in one mail. */
  away_until: nullable(day),
};

const settings = object({
  kinds: Type.Array(choice),
  ...rhythm,
  /** Since when the member's address is known to take no mail; null while it does. */
  silenced_at: nullable(instant),
});
export type NotificationSettings = Static<typeof settings>;

/** What the reader is told of, kind by kind, and when it is mailed. */
export const getNotificationSettings = route({
  method: 'GET',
  path: '/api/notifications/settings',
  access: 'member',
  rate: 'read',
  reply: { 200: settings },
});

/** Changes what is named, and the kinds that are; the rest stays. */
export const setNotificationSettings = route({
  method: 'PATCH',
  path: '/api/notifications/settings',
  access: 'member',
  rate: 'write',
  body: Type.Partial(
    Type.Object({ kinds: Type.Array(choice, { maxItems: notificationKinds.length }), ...rhythm }),
    { additionalProperties: false },
  ),
  reply: { 200: settings },
});

/** Mails to the reader's address again, which they say takes mail now. */
export const liftSilence = route({
  method: 'DELETE',
  path: '/api/notifications/silence',
  access: 'member',
  rate: 'write',
  reply: { 200: settings },
});

/** Says that an address takes no mail, as a mail provider reports it later. Whether it is a member's is not told. */
export const reportBounce = route({
  method: 'POST',
  path: '/api/mail/bounces',
  access: 'admin',
  rate: 'write',
  body: object({ address: Type.String({ maxLength: 254 }) }),
  reply: { 204: null },
});

const token = Type.String({ minLength: 10, maxLength: 100 });
export const memberMailKinds = ['notice', 'digest'] as const;

/** What a link in a mail leads to, for whoever holds it: nothing of what the mail says. 404 `bad_link`. */
export const lookAtMail = route({
  method: 'POST',
  path: '/api/mail-links/look',
  access: 'public',
  rate: 'write',
  body: object({ token }),
  reply: {
    200: object({
      kind: oneOf(memberMailKinds),
      /** Of a notice, the kinds of which it tells and that are still mailed. */
      kinds: Type.Array(oneOf(notificationKinds)),
      /** Whether it is still mailed: of a notice, any of its kinds. */
      mailed: Type.Boolean(),
      /** Of a digest, how many things it showed as waiting to be read. */
      shown: Type.Integer(),
      sent_on: day,
    }),
  },
});

/** Ends the digest, or the notices of this kind; without one, of all kinds of which that mail tells. 404 `bad_link`. */
export const unsubscribe = route({
  method: 'POST',
  path: '/api/mail-links/unsubscribe',
  access: 'public',
  rate: 'write',
  body: object({ token, kind: Type.Optional(oneOf(notificationKinds)) }),
  reply: { 204: null },
});

/** Marks read exactly what the mail showed. 404 `bad_link`. */
export const readMail = route({
  method: 'POST',
  path: '/api/mail-links/read',
  access: 'public',
  rate: 'write',
  body: object({ token }),
  reply: { 204: null },
});
