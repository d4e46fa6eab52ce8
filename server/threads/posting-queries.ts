import { sql, type SQL } from 'drizzle-orm';
import { newId, type Db } from '../database.ts';
import type { Rendered } from '../markdown/render.ts';
import { floorOf, newsForFollowers } from './follow-queries.ts';

// Parts of one statement: each is named, and those behind it may read it. All of them see the database as it was before.

/** `voice`: the member's own under their name in the thread, made when they first speak there. The thread must be locked. */
export const speaking = (memberId: string, threadId: string): SQL => sql`
  known as (select id from voices where thread_id = ${threadId} and shown_member_id = ${memberId}),
  made as (
    insert into voices (id, thread_id, shown_member_id)
    select ${newId()}::uuid, ${threadId}::uuid, ${memberId}::uuid where not exists (select from known) returning id
  ),
  owned as (insert into voice_members (voice_id, member_id) select id, ${memberId}::uuid from made),
  voice as (select id from known union all select id from made)`;

export interface NewPost {
  id: string;
  threadId: string;
  source: string;
  rendered: Rendered;
  rendererVersion: number;
  replyTo: string | null;
  at: Date;
}

/** `moved`: the thread with its next position and change number taken, which its lock puts in order of commits; and the post. */
export const posting = (row: NewPost, voiceId: SQL): SQL => sql`
  moved as (
    update threads set last_position = last_position + 1, change_seq = change_seq + 1,
      reply_count = reply_count + case when last_position = 0 then 0 else 1 end,
      last_post_at = ${row.at.toISOString()}, last_voice_id = ${voiceId}
    where id = ${row.threadId} returning last_position as position, change_seq as head, last_voice_id as voice_id
  ),
  posted as (
    insert into posts (id, thread_id, voice_id, position, change_seq, source, html, renderer_version, reply_to, created_at)
    select ${row.id}::uuid, ${row.threadId}::uuid, voice_id, position, head, ${row.source}::text, ${row.rendered.html}::text,
      ${row.rendererVersion}::int, ${row.replyTo}::uuid, ${row.at.toISOString()}::timestamptz
    from moved
  )`;

/**
 * The writer follows the thread and was here: a post of theirs at `position`, right behind what they had read, leaves
 * nothing unread.
 */
const following = (memberId: string, threadId: string, position: SQL, at: Date): SQL => sql`
  followed as (
    insert into follows (member_id, thread_id) values (${memberId}, ${threadId}) on conflict do nothing
  ),
  noted as (
    insert into reads (member_id, thread_id, position, floor, visited_at)
    select ${memberId}::uuid, ${threadId}::uuid, case when floor >= own - 1 then own else 0 end, floor,
      ${at.toISOString()}::timestamptz
    from (select ${floorOf(memberId, threadId)} as floor, ${position} as own) mark
    on conflict (member_id, thread_id) do update set visited_at = excluded.visited_at,
      position = case when greatest(reads.position, reads.floor) >= ${position} - 1 then ${position} else reads.position end
  )`;

export interface Place extends Record<string, unknown> {
  position: number;
  head: number;
}

/** Where a post was put: its position and the thread's head. */
export function placeIn(rows: Place[]): Place {
  const [place] = rows;
  if (!place) throw new Error('The thread of a new post is gone.');
  return place;
}

/** Follows the thread for the writer of its post at this position, and notes that they were here. */
export async function followOwnPost(
  tx: Db,
  memberId: string,
  threadId: string,
  position: number,
  at: Date,
): Promise<void> {
  const place = sql`${position}::int`;
  await tx.execute(
    sql`with ${following(memberId, threadId, place, at)}, ${newsForFollowers(memberId, threadId, place)} select`,
  );
}

/** Appends the member's reply, in their voice, and follows the thread for them. The thread must be locked. */
export async function insertReply(tx: Db, memberId: string, row: NewPost): Promise<Place> {
  const { rows } = await tx.execute<Place>(sql`
    with ${speaking(memberId, row.threadId)},
    ${posting(row, sql`(select id from voice)`)},
    ${following(memberId, row.threadId, sql`(select position from moved)`, row.at)},
    ${newsForFollowers(memberId, row.threadId, sql`(select position from moved)`)}
    select position, head from moved`);
  return placeIn(rows);
}
