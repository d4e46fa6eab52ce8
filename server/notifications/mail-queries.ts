import { and, eq, exists, gt, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import {
  notificationKinds,
  paceAtFirst,
  type NotificationKind,
} from '@cenacle/shared/notifications/contract.ts';
import { audiences } from '../circles/schema.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { mailOutbox, silencedAddresses } from '../mail/schema.ts';
import { members } from '../members/schema.ts';
import { tagFollows } from '../threads/follow-schema.ts';
import { mine, selectRows } from '../threads/queries.ts';
import { posts, reads, threads, voices } from '../threads/schema.ts';
import { holdsUnread } from '../threads/unread-queries.ts';
import { myVoices } from '../threads/voice-queries.ts';
import { mailRhythms, memberMails, notificationChoices, notifications, type Shown } from './schema.ts';

/** Whoever read something so short a time ago is told on the page, and not by mail. */
const readingMinutes = 10;
/** What is older was not meant to be mailed when it came: a holiday is shorter. */
const waitsDaysMax = 60;
/** A digest that could not be sent on its hour, as the product was away, is sent so much later at most. */
const digestLateDaysMax = 2;
/** Who moves the day of the digest is not sent two in a row. */
const digestApartDays = 3;

const asInstant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

const first = sql.join(
  notificationKinds.map((kind) => sql`when ${kind} then ${paceAtFirst[kind]}`),
  sql` `,
);
/** When a notification's kind is mailed to its member. */
export const paceOf = sql`coalesce((select c.mail from ${notificationChoices} c
  where c.member_id = ${notifications.memberId} and c.kind = ${notifications.kind}), case ${notifications.kind} ${first} end)`;

const hourOf = sql`coalesce(${mailRhythms.hour}, 8)`;
const local = (at: SQL): SQL => sql`(${at} at time zone ${members.zone})`;

/** When it is to be mailed: at once, at the next full hour, or at the member's next hour of the day. */
const dueAt = sql`case ${paceOf} when 'at_once' then ${notifications.createdAt}
  when 'hourly' then date_trunc('hour', ${notifications.createdAt}) + interval '1 hour'
  when 'daily' then (date_trunc('day', ${local(sql`${notifications.createdAt}`)} - make_interval(hours => ${hourOf}))
    + interval '1 day' + make_interval(hours => ${hourOf})) at time zone ${members.zone} end`;

/** Whether the member's address is silenced, in rows of `members`: an address that was changed since is not. */
const isSilenced = sql`exists (select from ${silencedAddresses}
  where ${silencedAddresses.memberId} = ${members.id} and ${silencedAddresses.address} = ${members.email})`;

/** Whether the member may be mailed at this moment: they have an address that takes mail, are here, and it is no quiet hour. */
function mayMail(now: Date): SQL | undefined {
  const here = local(asInstant(now));
  const hourNow = sql`extract(hour from ${here})`;
  const { quietFrom, quietTo, awayUntil } = mailRhythms;
  return and(
    eq(members.state, 'active'),
    sql`${members.email} is not null and not ${isSilenced}`,
    sql`coalesce(${here} >= ${awayUntil} + make_interval(hours => ${hourOf}), true)`,
    sql`not coalesce(case when ${quietFrom} < ${quietTo} then ${hourNow} >= ${quietFrom} and ${hourNow} < ${quietTo}
      when ${quietFrom} > ${quietTo} then ${hourNow} >= ${quietFrom} or ${hourNow} < ${quietTo} end, false)`,
  );
}

/** Whether the member is reading at this moment: a thread, or Today. */
function isReading(now: Date): SQL {
  const since = asInstant(new Date(now.getTime() - readingMinutes * 60_000));
  return sql`(coalesce(${members.visitedAt} > ${since}, false)
    or exists (select from ${reads} where ${reads.memberId} = ${members.id} and ${reads.visitedAt} > ${since}))`;
}

/** Members who are to be mailed now, and the notifications of which they are to be told. */
export const listDueNotices = (db: Db, now: Date) =>
  db
    .select({
      memberId: members.id,
      email: sql<string>`${members.email}`,
      ids: sql<string[]>`array_agg(${notifications.id})`,
    })
    .from(notifications)
    .innerJoin(members, eq(members.id, notifications.memberId))
    .leftJoin(mailRhythms, eq(mailRhythms.memberId, members.id))
    .where(
      and(
        isNull(notifications.readBy),
        isNull(notifications.mailId),
        gt(notifications.createdAt, new Date(now.getTime() - waitsDaysMax * 86_400_000)),
        sql`${paceOf} <> 'never' and ${dueAt} <= ${asInstant(now)}`,
        mayMail(now),
        sql`not ${isReading(now)}`,
      ),
    )
    .groupBy(members.id);

/** Members whose digest is due and has not been made, and the day for which it is. */
export function listDueDigests(db: Db, now: Date) {
  const day = sql`coalesce(${mailRhythms.digestDay}, 1)`;
  const here = local(asInstant(now));
  // The last such hour of such a day that has come in the member's zone.
  const slot = sql`(date_trunc('week', ${here} - make_interval(days => ${day} - 1, hours => ${hourOf}))
    + make_interval(days => ${day} - 1, hours => ${hourOf}))`;
  const at = sql`(${slot} at time zone ${members.zone})`;
  const daysAgo = (days: number) => asInstant(new Date(now.getTime() - days * 86_400_000));
  const another = db
    .select({ one: sql`1` })
    .from(memberMails)
    .where(
      and(
        eq(memberMails.memberId, members.id),
        eq(memberMails.kind, 'digest'),
        or(
          sql`${memberMails.period} = ${slot}::date`,
          sql`${memberMails.createdAt} > ${daysAgo(digestApartDays)}`,
        ),
      ),
    );
  return db
    .select({
      memberId: members.id,
      email: sql<string>`${members.email}`,
      period: sql<string>`${slot}::date::text`,
    })
    .from(members)
    .leftJoin(mailRhythms, eq(mailRhythms.memberId, members.id))
    .where(
      and(
        sql`coalesce(${mailRhythms.digest}, true)`,
        sql`${at} <= ${asInstant(now)} and ${at} > ${daysAgo(digestLateDaysMax)}`,
        sql`coalesce(${members.joinedAt}, ${members.createdAt}) < ${at}`,
        mayMail(now),
        sql`not ${exists(another)}`,
      ),
    );
}

export type NewMail = typeof memberMails.$inferInsert;

/** Writes the mail unless its member has one for this period; whether it was written. */
export async function insertMemberMail(tx: Db, row: NewMail): Promise<boolean> {
  const { rowCount } = await tx.insert(memberMails).values(row).onConflictDoNothing();
  return rowCount === 1;
}

/** Names the mail in those of the notifications that no other has taken meanwhile; how many. */
export async function takeNotifications(tx: Db, ids: string[], mailId: string): Promise<number> {
  const { rowCount } = await tx
    .update(notifications)
    .set({ mailId })
    .where(and(inArray(notifications.id, ids), isNull(notifications.mailId), isNull(notifications.readBy)));
  return rowCount ?? 0;
}

/** Takes a mail back that nothing names. */
export async function deleteMemberMail(tx: Db, id: string): Promise<void> {
  await tx.delete(memberMails).where(eq(memberMails.id, id));
}

/** Puts the mail into the outbox, to be composed when it is handed over. */
export async function insertLetter(
  tx: Db,
  row: {
    id: string;
    letterId: string;
    secret: string;
    recipient: string;
    dedupeKey: string;
    createdAt: Date;
  },
): Promise<void> {
  const empty = { subject: '', text: '', html: '' };
  await tx.insert(mailOutbox).values({ ...row, ...empty, nextTryAt: row.createdAt });
}

export const findMemberMail = async (db: Db, which: { id: string } | { tokenHash: string }) =>
  (
    await db
      .select()
      .from(memberMails)
      .where('id' in which ? eq(memberMails.id, which.id) : eq(memberMails.tokenHash, which.tokenHash))
  )[0] ?? null;

/** The kinds of which a notice tells. */
export async function listKindsIn(db: Db, mailId: string): Promise<NotificationKind[]> {
  const rows = await db
    .selectDistinct({ kind: notifications.kind })
    .from(notifications)
    .where(eq(notifications.mailId, mailId));
  return rows.map(({ kind }) => kind);
}

export async function noteShown(db: Db, id: string, shown: Shown): Promise<void> {
  await db.update(memberMails).set({ shown }).where(eq(memberMails.id, id));
}

/** When the digest before this one was made, or null. */
export async function findDigestBefore(db: Db, memberId: string, at: Date): Promise<Date | null> {
  const [row] = await db
    .select({ at: sql<Date | null>`max(${memberMails.createdAt})`.mapWith(memberMails.createdAt) })
    .from(memberMails)
    .where(
      and(eq(memberMails.memberId, memberId), eq(memberMails.kind, 'digest'), lt(memberMails.createdAt, at)),
    );
  return row?.at ?? null;
}

const wroteIn = (db: Db, member: SignedMember) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(posts)
      .where(and(eq(posts.threadId, threads.id), inArray(posts.voiceId, myVoices(db, member)))),
  );

/** Threads of the member's own, opened or written in, that hold something unread; the newest first. */
export const listMoved = (db: Db, member: SignedMember, limit: number) =>
  selectRows(db, member, and(holdsUnread(db, member), or(mine(db, member), wroteIn(db, member)))).limit(
    limit,
  );

/**
 * Cases of others that were finished since then, in the member's fields: under a tag that they follow or that a thread of
 * theirs carries, or in a circle of theirs.
 */
export function listFinishedInFields(db: Db, member: SignedMember, since: Date, limit: number) {
  const tags = sql`array(select f.tag from ${tagFollows} f where f.member_id = ${member.id} and f.level <> 'nothing'
    union select unnest(t.tags) from threads t join ${voices} v on v.thread_id = t.id where v.id in ${myVoices(db, member)})`;
  return selectRows(
    db,
    member,
    and(
      eq(threads.kind, 'case'),
      gt(threads.finishedAt, since),
      sql`not ${mine(db, member)}`,
      or(sql`${threads.tags} && ${tags}`, ne(audiences.kind, 'all')),
    ),
  ).limit(limit);
}

export const findRhythm = async (db: Db, memberId: string) =>
  (await db.select().from(mailRhythms).where(eq(mailRhythms.memberId, memberId)))[0] ?? null;

/** Changes what is given of a member's rhythm; the rest is as it was, or as everybody has it at first. */
export async function writeRhythm(
  db: Db,
  memberId: string,
  change: Partial<Omit<typeof mailRhythms.$inferInsert, 'memberId'>>,
): Promise<void> {
  await db
    .insert(mailRhythms)
    .values({ memberId, ...change })
    .onConflictDoUpdate({ target: mailRhythms.memberId, set: { memberId, ...change } });
}

/** No kind of these is mailed to the member any more. */
export async function stopMailing(db: Db, memberId: string, kinds: NotificationKind[]): Promise<void> {
  if (kinds.length === 0) return;
  await db
    .insert(notificationChoices)
    .values(kinds.map((kind) => ({ memberId, kind, app: true, mail: 'never' as const })))
    .onConflictDoUpdate({
      target: [notificationChoices.memberId, notificationChoices.kind],
      set: { mail: 'never' },
    });
}

/** Moves the member's marks forward to what a digest showed, and reads the notifications that it showed. */
export async function readShown(db: Db, memberId: string, shown: Shown): Promise<void> {
  const ids = shown.threads.map(({ id }) => id);
  const positions = shown.threads.map(({ position }) => position);
  await db.execute(sql`
    update ${reads} set position = greatest(${reads.position}, s.position)
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(positions)}::int[]) s (id, position)
    where ${reads.memberId} = ${memberId} and ${reads.threadId} = s.id`);
  await db
    .update(notifications)
    .set({ readBy: 'hand' })
    .where(
      and(
        eq(notifications.memberId, memberId),
        isNull(notifications.readBy),
        inArray(notifications.id, shown.notifications),
      ),
    );
}

/** Deletes what nobody comes back to: notifications and mails of before the moment. */
export async function forgetNotifications(db: Db, before: Date): Promise<void> {
  await db.delete(notifications).where(lt(notifications.createdAt, before));
  await db.execute(sql`delete from ${memberMails} where ${memberMails.createdAt} < ${asInstant(before)}
    and not exists (select from ${notifications} where ${notifications.mailId} = ${memberMails.id})`);
}

/** Since when the member's address is silenced; null while it is not. */
export async function findSilence(db: Db, memberId: string): Promise<Date | null> {
  const [row] = await db
    .select({ at: silencedAddresses.silencedAt })
    .from(silencedAddresses)
    .innerJoin(members, eq(members.id, silencedAddresses.memberId))
    .where(and(eq(members.id, memberId), eq(silencedAddresses.address, members.email)));
  return row?.at ?? null;
}

/** Mails to the member's address again. */
export async function deleteSilence(db: Db, memberId: string): Promise<void> {
  await db.delete(silencedAddresses).where(eq(silencedAddresses.memberId, memberId));
}
