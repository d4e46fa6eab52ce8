import { sql } from 'drizzle-orm';
import { nobodyAudienceId } from '../circles/queries.ts';
import type { Db } from '../database.ts';

/** Whether the thread has, or ever had, an outcome: what rests on it points at that thread. */
export async function hasOutcome(tx: Db, threadId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`select from outcomes where thread_id = ${threadId} limit 1`);
  return rows.length > 0;
}

/** The opener of a thread, as it is written. */
export async function findOpener(tx: Db, threadId: string) {
  const { rows } = await tx.execute<{
    id: string;
    source: string;
    version: number;
    state: string;
    voice_id: string;
    at: Date;
    sheet: Record<string, string | null> | null;
  }>(sql`select p.id, p.source, p.version, p.state, p.voice_id, coalesce(p.edited_at, p.created_at) as at, to_jsonb(s) as sheet
    from posts p left join case_sheets s on s.thread_id = p.thread_id where p.thread_id = ${threadId} and p.position = 1`);
  const [opener] = rows;
  if (!opener) throw new Error('A thread has no opener.');
  return opener;
}

/** Gives the opener the text that it has among others' posts, and keeps what it was in its history. */
export async function retellOpener(
  tx: Db,
  opener: Awaited<ReturnType<typeof findOpener>>,
  next: { source: string; html: string; rendererVersion: number },
): Promise<void> {
  await tx.execute(sql`insert into post_versions (post_id, version, source, voice_id, at)
    values (${opener.id}, ${opener.version}, ${opener.source}, ${opener.voice_id}, ${opener.at})`);
  await tx.execute(sql`update posts set source = ${next.source}, html = ${next.html},
    renderer_version = ${next.rendererVersion}, version = version + 1 where id = ${opener.id}`);
}

/**
 * Moves all posts of one thread behind those of another, in their order, with what belongs to them: mentions, marks,
 * followers, bookmarks, flags, notifications, drafts, benchmarks. The first thread is then nobody's; its addresses lead to
 * where its posts went. Gives the head of the other. Both must be locked, and in one audience.
 */
export async function movePosts(tx: Db, from: string, into: string): Promise<number> {
  const before = sql`(select last_position from threads where id = ${into})`;
  await tx.execute(sql`insert into merged_posts (thread_id, position, post_id)
    select thread_id, position, id from posts where thread_id = ${from}`);
  // Who speaks in both under their name speaks with one voice; the others come with theirs.
  await tx.execute(sql`
    with same as (
      select theirs.id as was, ours.id as is from voices theirs
        join voices ours on ours.thread_id = ${into} and ours.shown_member_id = theirs.shown_member_id
        where theirs.thread_id = ${from}
    ),
    versions as (update post_versions set voice_id = same.is from same where voice_id = same.was)
    update posts set voice_id = same.is from same where posts.thread_id = ${from} and posts.voice_id = same.was`);
  await tx.execute(sql`update voices set thread_id = ${into} where thread_id = ${from}
    and (shown_member_id is null or shown_member_id not in (
      select shown_member_id from voices where thread_id = ${into} and shown_member_id is not null))`);
  await tx.execute(sql`
    with placed as (
      select p.id, t.last_position + row_number() over (order by p.position) as position,
        t.change_seq + row_number() over (order by p.position) as change_seq
      from posts p join threads t on t.id = ${into} where p.thread_id = ${from}
    )
    update posts set thread_id = ${into}, position = placed.position, change_seq = placed.change_seq
    from placed where posts.id = placed.id`);
  await tx.execute(sql`update mentions set thread_id = ${into} where thread_id = ${from}`);
  await tx.execute(sql`update notifications n set thread_id = ${into}, position = p.position
    from posts p where p.id = n.post_id and n.thread_id = ${from}`);
  await tx.execute(sql`delete from notifications where thread_id = ${from}`);
  await moveMarks(tx, from, into, before);
  await moveWhatNamesIt(tx, from, into);
  const { rows } = await tx.execute<{ head: number }>(sql`
    with came as (
      select count(*) as posts, count(*) filter (where state = 'shown') as shown from posts
        where thread_id = ${into} and position > ${before}
    ),
    latest as (select voice_id, created_at from posts where thread_id = ${into} order by created_at desc, position desc limit 1)
    update threads t set last_position = t.last_position + came.posts, change_seq = t.change_seq + came.posts,
      reply_count = t.reply_count + came.shown, last_post_at = greatest(t.last_post_at, latest.created_at),
      last_voice_id = latest.voice_id, version = t.version + 1
    from came, latest where t.id = ${into} returning t.change_seq as head`);
  // Made with the first that needs it: a new community is one without rows.
  await tx.execute(
    sql`insert into audiences (id, kind) values (${nobodyAudienceId}, 'named') on conflict do nothing`,
  );
  await tx.execute(sql`update threads set audience_id = ${nobodyAudienceId}, reply_count = 0, last_position = 0,
    change_seq = change_seq + 1 where id = ${from}`);
  return rows[0]?.head ?? 0;
}

/**
 * Who had read all of the other thread has read of the posts that came what they had read of the first. To who was only in
 * the first, what stood in the other before is no news.
 */
async function moveMarks(tx: Db, from: string, into: string, before: ReturnType<typeof sql>): Promise<void> {
  await tx.execute(sql`
    insert into reads (member_id, thread_id, position, floor, visited_at)
    select r.member_id, ${into}::uuid, ${before} + least(greatest(r.position, r.floor), f.last_position), ${before}, r.visited_at
    from reads r join threads f on f.id = r.thread_id where r.thread_id = ${from}
    on conflict (member_id, thread_id) do update set position = case
      when greatest(reads.position, reads.floor) >= ${before} then excluded.position else reads.position end`);
  await tx.execute(sql`delete from reads where thread_id = ${from}`);
  await tx.execute(sql`insert into follows (member_id, thread_id, level, created_at)
    select member_id, ${into}::uuid, level, created_at from follows where thread_id = ${from} on conflict do nothing`);
  await tx.execute(sql`delete from follows where thread_id = ${from}`);
}

/** What points at the thread as a whole points at the other; of two drafts of one member none is lost. */
async function moveWhatNamesIt(tx: Db, from: string, into: string): Promise<void> {
  await tx.execute(sql`update bookmarks b set thread_id = ${into} where thread_id = ${from}
    and not exists (select from bookmarks o where o.thread_id = ${into} and o.member_id = b.member_id)`);
  // Who had marked both keeps this note at the post that opened it.
  await tx.execute(sql`update bookmarks b set thread_id = null, post_id = m.post_id from merged_posts m
    where b.thread_id = ${from} and m.thread_id = ${from} and m.position = 1
      and not exists (select from bookmarks o where o.post_id = m.post_id and o.member_id = b.member_id)`);
  await tx.execute(sql`delete from bookmarks where thread_id = ${from}`);
  await tx.execute(sql`update flags set thread_id = ${into} where thread_id = ${from}`);
  await tx.execute(sql`update benchmarks set thread_id = ${into} where thread_id = ${from}`);
  await tx.execute(sql`delete from helpful_posts where thread_id = ${from}`);
  const [was, is] = [`thread:${from}`, `thread:${into}`];
  await tx.execute(sql`update drafts d set content = jsonb_set(d.content, '{body}',
      to_jsonb(concat_ws(E'\n\n', nullif(d.content->>'body', ''), o.content->>'body')))
    from drafts o where d.key = ${is} and o.key = ${was} and o.member_id = d.member_id`);
  await tx.execute(sql`update drafts d set key = ${is} where key = ${was}
    and not exists (select from drafts o where o.key = ${is} and o.member_id = d.member_id)`);
  await tx.execute(sql`delete from drafts where key = ${was}`);
}
