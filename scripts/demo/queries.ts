import { sql } from 'drizzle-orm';
import type { Db } from '../../server/database.ts';
import { benchmarkLooks } from '../../server/benchmarks/schema.ts';
import { audiences, circleMembers, circles } from '../../server/circles/schema.ts';
import { members, passwords } from '../../server/members/schema.ts';
import { follows, posts, reads, threads } from '../../server/threads/schema.ts';

type NewMember = typeof members.$inferInsert;

/** Members, sponsors before those they invited; `hash` is the password of those in `withPassword`. */
export async function insertMembers(
  tx: Db,
  rows: NewMember[],
  withPassword: string[],
  hash: string,
): Promise<void> {
  await tx.insert(members).values(rows);
  await tx.insert(passwords).values(withPassword.map((memberId) => ({ memberId, hash })));
}

/** A circle with its audience and members; the first of them keeps it. */
export async function insertCircle(
  tx: Db,
  circle: { id: string; audienceId: string; name: string; description: string; at: Date },
  memberIds: { id: string; memberId: string }[],
): Promise<void> {
  const { id, name, description, at } = circle;
  const [founder] = memberIds;
  if (!founder) throw new Error(`The circle ${name} has no members.`);
  await tx.insert(circles).values({ id, name, description, createdBy: founder.memberId, createdAt: at });
  await tx.insert(audiences).values({ id: circle.audienceId, kind: 'circle', circleId: id, createdAt: at });
  await tx
    .insert(circleMembers)
    .values(memberIds.map((row, i) => ({ ...row, circleId: id, keeper: i === 0, since: at })));
}

/** Closes a case as finished. */
export async function finishThread(tx: Db, id: string, at: Date, memberId: string): Promise<void> {
  await tx
    .update(threads)
    .set({ finishedAt: at, finishedBy: memberId })
    .where(sql`${threads.id} = ${id}`);
}

/** The ids of a thread's answers, in their order. */
export async function answersOf(tx: Db, threadId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(sql`${posts.threadId} = ${threadId} and ${posts.position} > 1`)
    .orderBy(posts.position);
  return rows.map(({ id }) => id);
}

/** Notes that a member had seen others' values; the first time counts. */
export async function insertLook(tx: Db, row: typeof benchmarkLooks.$inferInsert): Promise<void> {
  await tx.insert(benchmarkLooks).values(row).onConflictDoNothing();
}

/** Everybody follows where they wrote, and has read what was there at their last visit and what they wrote. */
export async function settleReaders(tx: Db, lastVisit: Date): Promise<void> {
  const took = sql`select v.shown_member_id as member_id, v.thread_id,
      max(p.position) filter (where p.created_at <= ${lastVisit.toISOString()}) as seen, max(p.position) filter (where p.voice_id = v.id) as own
    from voices v join ${posts} p on p.thread_id = v.thread_id group by 1, 2`;
  await tx.execute(sql`insert into ${follows} (member_id, thread_id) select member_id, thread_id from (${took}) took
    on conflict do nothing`);
  await tx.execute(sql`insert into ${reads} (member_id, thread_id, position, visited_at)
    select member_id, thread_id, greatest(seen, own, 0), ${lastVisit.toISOString()}::timestamptz from (${took}) took
    on conflict (member_id, thread_id) do update set position = greatest(${reads.position}, excluded.position)`);
}
