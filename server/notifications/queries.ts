import { and, desc, eq, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm';
import {
  notificationKinds,
  type MailPace,
  type NotificationGroup,
  type NotificationKind,
} from '@cenacle/shared/notifications/contract.ts';
import { benchmarks, evaluations } from '../benchmarks/schema.ts';
import { cardsOf } from '../cards/queries.ts';
import { cards, passes, vouches } from '../cards/schema.ts';
import { visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { followed, mutedVoices } from '../threads/follow-queries.ts';
import { posts, reads, threads, voices } from '../threads/schema.ts';
import { notMuted } from '../threads/unread-queries.ts';
import { paceOf } from './mail-queries.ts';
import { notificationChoices, notifications } from './schema.ts';

/** What it is about: a thread, a card or a benchmark. */
const about = sql<string>`coalesce(${notifications.threadId}, ${notifications.cardId}, ${notifications.benchmarkId})`;

/** Who did it, as readers see them; nobody stands beside the end of a thread. */
const byId = sql<
  string | null
>`coalesce(${voices.shownMemberId}, ${passes.fromId}, ${vouches.memberId}, ${evaluations.memberId})`;

/** The strongest first. */
const strength = sql<number>`array_position(${sql.param([...notificationKinds])}::text[], ${notifications.kind})`;

const isOfThread = (member: SignedMember): SQL | undefined =>
  and(
    visibleTo(member, threads.audienceId),
    notMuted,
    sql`case when ${notifications.postId} is null then ${threads.finishedAt} is not null else ${posts.state} = 'shown' and ${posts.voiceId} not in ${mutedVoices(member.id)} end`,
  );
const isOfCard = (member: SignedMember, now: Date): SQL | undefined =>
  and(cardsOf(member, now), sql`num_nonnulls(${passes.id}, ${vouches.id}) > 0`);
const isOfBenchmark = (member: SignedMember): SQL | undefined =>
  and(visibleTo(member, benchmarks.audienceId), sql`${evaluations.submittedAt} is not null`);

/** A vouch that is written anew is another row, and the same event. */
const isItsVouch = sql`public.vouch_event(${vouches.cardId}, ${vouches.memberId}) = ${notifications.eventId}`;

/** That what it tells of is still there, and still the member's to read: else it is withdrawn, until it is again. */
const stands = (member: SignedMember, now: Date): SQL =>
  sql`(${isOfThread(member)} or ${isOfCard(member, now)} or ${isOfBenchmark(member)})`;

/** Of kinds that the member has not turned off. */
const isWanted = sql`not exists (select from ${notificationChoices}
  where ${notificationChoices.memberId} = ${notifications.memberId} and ${notificationChoices.kind} = ${notifications.kind}
    and not ${notificationChoices.app})`;

const title = sql<string>`coalesce(${threads.title}, ${benchmarks.need},
  concat_ws(' · ', nullif(${cards.person}, ''), nullif(${cards.firm}, '')))`;

/** The member's notifications that stand, with what each is about beside it. */
function selectStanding(db: Db, member: SignedMember, now: Date, where: SQL | undefined = isWanted) {
  return db
    .select({
      id: sql<string>`${notifications.id}`.as('id'),
      subject: sql<NotificationGroup['subject']>`case when ${notifications.threadId} is not null then 'thread'
        when ${notifications.cardId} is not null then 'card' else 'benchmark' end`.as('subject'),
      subjectId: about.as('subject_id'),
      title: title.as('title'),
      language: sql`coalesce(${threads.language}, ${benchmarks.language})`.as('title_language'),
      kind: sql`${notifications.kind}`.as('kind'),
      strength: strength.as('strength'),
      byId: byId.as('by_id'),
      position: sql`${notifications.position}`.as('position'),
      at: sql`${notifications.createdAt}`.as('told_at'),
      isUnread: sql`${notifications.readBy} is null`.as('is_unread'),
    })
    .from(notifications)
    .leftJoin(threads, eq(threads.id, notifications.threadId))
    .leftJoinLateral(followed(member.id), sql`true`)
    .leftJoin(posts, eq(posts.id, notifications.postId))
    .leftJoin(voices, eq(voices.id, posts.voiceId))
    .leftJoin(cards, eq(cards.id, notifications.cardId))
    .leftJoin(passes, eq(passes.id, notifications.eventId))
    .leftJoin(vouches, and(eq(vouches.cardId, notifications.cardId), isItsVouch))
    .leftJoin(benchmarks, eq(benchmarks.id, notifications.benchmarkId))
    .leftJoin(evaluations, eq(evaluations.id, notifications.eventId))
    .where(and(eq(notifications.memberId, member.id), stands(member, now), where))
    .as('each');
}

/** Counts the subjects that hold an unread notification. */
export function selectUnreadNotifications(db: Db, member: SignedMember, now: Date) {
  const each = selectStanding(db, member, now, and(isWanted, isNull(notifications.readBy)));
  return db.select({ n: sql<number>`count(distinct ${each.subjectId})`.mapWith(Number) }).from(each);
}

/** By what they are about, the newest first, at most `limit` and one more; those of the kinds that the member wants, or `where`. */
export function listGroups(
  db: Db,
  member: SignedMember,
  now: Date,
  after: readonly [at: string, id: string] | null,
  limit: number,
  where?: SQL,
) {
  const each = selectStanding(db, member, now, where);
  // Of what is unread the strongest, else the newest; and the place where reading goes on.
  const strongest = sql`order by ${each.isUnread} desc, case when ${each.isUnread} then ${each.strength} end, ${each.at} desc`;
  const first = sql`order by ${each.isUnread} desc, case when ${each.isUnread} then ${each.position} end nulls last,
    case when ${each.isUnread} then ${each.at} end, ${each.at} desc`;
  const lastAt = sql<string>`max(${each.at})`;
  const groups = db
    .select({
      subject: each.subject,
      subjectId: each.subjectId,
      title: sql<string>`max(${each.title})`.as('title'),
      language: sql<'fr' | 'en' | null>`max(${each.language})`.as('title_language'),
      unread: sql<number>`count(*) filter (where ${each.isUnread})`.mapWith(Number).as('unread'),
      count: sql<number>`count(*)`.mapWith(Number).as('count'),
      kind: sql<NotificationKind>`(array_agg(${each.kind} ${strongest}))[1]`.as('kind'),
      byId: sql<string | null>`(array_agg(${each.byId} ${strongest}))[1]`.as('by_id'),
      at: sql<Date>`(array_agg(${each.at} ${strongest}))[1]`.mapWith(notifications.createdAt).as('told_at'),
      lastAt: lastAt.mapWith(notifications.createdAt).as('last_at'),
      unreadIds: sql<string[]>`array_agg(${each.id}) filter (where ${each.isUnread})`.as('unread_ids'),
      openId: sql<string>`(array_agg(${each.id} ${first}))[1]`.as('open_id'),
      openPosition: sql<number | null>`(array_agg(${each.position} ${first}))[1]`.as('open_position'),
    })
    .from(each)
    .groupBy(each.subject, each.subjectId)
    .having(
      after ? sql`(${lastAt}, ${each.subjectId}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
    )
    .orderBy(desc(lastAt), desc(each.subjectId))
    .limit(limit + 1)
    .as('groups');
  return db
    .select({
      subject: groups.subject,
      subjectId: groups.subjectId,
      title: groups.title,
      language: groups.language,
      unread: groups.unread,
      count: groups.count,
      kind: groups.kind,
      at: groups.at,
      lastAt: groups.lastAt,
      unreadIds: groups.unreadIds,
      openId: groups.openId,
      openPosition: groups.openPosition,
      by: brief,
    })
    .from(groups)
    .leftJoin(members, eq(members.id, groups.byId))
    .orderBy(desc(groups.lastAt), desc(groups.subjectId));
}
export type GroupRow = Awaited<ReturnType<typeof listGroups>>[number];

/** Which notifications are meant: one, all of a subject, those of a subject that are about no post, or all until a moment. */
export interface Meant {
  id?: string | undefined;
  subjectId?: string | undefined;
  openedId?: string | undefined;
  until?: Date | undefined;
}

/** Marks unread notifications of the member read by their own hand, under the id of this act; gives whether there were any. */
export async function readByHand(
  db: Db,
  member: SignedMember,
  { id, subjectId, openedId, until }: Meant,
  sweepId: string | null,
): Promise<boolean> {
  const { rowCount } = await db
    .update(notifications)
    .set({ readBy: 'hand', sweepId })
    .where(
      and(
        eq(notifications.memberId, member.id),
        isNull(notifications.readBy),
        id ? eq(notifications.id, id) : undefined,
        subjectId ? eq(about, subjectId) : undefined,
        openedId ? and(eq(about, openedId), isNull(notifications.postId)) : undefined,
        until ? lte(notifications.createdAt, until) : undefined,
      ),
    );
  return (rowCount ?? 0) > 0;
}

/**
 * Takes back what such an act marked: unread again, or read by the mark where it has passed them since. Gives whether there is
 * such an act of the member's.
 */
export async function unreadSwept(db: Db, member: SignedMember, sweepId: string): Promise<boolean> {
  const passed = sql`exists (select 1 from ${reads} where ${reads.memberId} = ${member.id}
    and ${reads.threadId} = ${notifications.threadId}
    and greatest(${reads.position}, ${reads.floor}) >= ${notifications.position})`;
  const { rowCount } = await db
    .update(notifications)
    .set({ readBy: sql`case when ${passed} then 'mark' end`, sweepId: null })
    .where(
      and(
        eq(notifications.memberId, member.id),
        eq(notifications.sweepId, sweepId),
        eq(notifications.readBy, 'hand'),
      ),
    );
  return (rowCount ?? 0) > 0;
}

/** The unread ones of a mail, of the kinds that are still mailed, as they stand now. */
export const listMailed = (db: Db, member: SignedMember, mailId: string, now: Date, limit: number) =>
  listGroups(
    db,
    member,
    now,
    null,
    limit,
    and(eq(notifications.mailId, mailId), isNull(notifications.readBy), sql`${paceOf} <> 'never'`),
  );

/** Who waits for the member: unread mentions and answers, as they stand now. */
export const listWaiting = (db: Db, member: SignedMember, now: Date, limit: number) =>
  listGroups(
    db,
    member,
    now,
    null,
    limit,
    and(inArray(notifications.kind, ['mention', 'reply']), isNull(notifications.readBy)),
  );

/** What the member has chosen, of the kinds for which they have. */
export const listChoices = (db: Db, memberId: string) =>
  db.select().from(notificationChoices).where(eq(notificationChoices.memberId, memberId));

/** Writes the choices for these kinds. */
export async function writeChoices(
  db: Db,
  memberId: string,
  choices: { kind: NotificationKind; app: boolean; mail: MailPace }[],
): Promise<void> {
  if (choices.length === 0) return;
  await db
    .insert(notificationChoices)
    .values(choices.map((choice) => ({ memberId, ...choice })))
    .onConflictDoUpdate({
      target: [notificationChoices.memberId, notificationChoices.kind],
      set: { app: sql`excluded.app`, mail: sql`excluded.mail` },
    });
}
