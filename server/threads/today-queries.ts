import { and, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import { together, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { members } from '../members/schema.ts';
import { selectDueChecks } from './check-queries.ts';
import { author, briefOf, lastAuthor, mine, selectRows } from './queries.ts';
import { followed, mutedVoices } from './follow-queries.ts';
import { mentions, posts, reads, threads, voices } from './schema.ts';
import { notMuted } from './unread-queries.ts';
import { isQuiet, waitsBecause } from './todo-queries.ts';
import { myVoices } from './voice-queries.ts';

/** What Today shows: of threads the newest first, each list cut to `limit`, and who arrived since then. */
export async function listToday(
  db: Db,
  member: SignedMember,
  since: Date,
  today: string,
  limit: number,
  arrived: { since: Date; limit: number },
) {
  const because = waitsBecause(db, member, today);
  const moved = and(
    notMuted,
    gt(threads.lastPostAt, since),
    sql`${threads.lastVoiceId} not in ${myVoices(db, member)} and ${threads.lastVoiceId} not in ${mutedVoices(member.id)}`,
  );
  const { movedCount, ...lists } = await together(db, {
    mentioned: selectRows(db, member, because.mention).limit(limit),
    wanted: selectRows(db, member, because.wanted_by).limit(limit),
    answered: selectRows(db, member, because.answers).limit(limit),
    quiet: selectRows(db, member, isQuiet(db, member, today)).limit(limit),
    moved: selectRows(db, member, moved).limit(limit),
    movedCount: db
      .select({ n: count() })
      .from(threads)
      .leftJoinLateral(followed(member.id), sql`true`)
      .where(and(visibleTo(member, threads.audienceId), moved)),
    mine: selectRows(db, member, and(mine(db, member), isNull(threads.finishedAt))).limit(limit),
    checks: selectDueChecks(db, member, today, limit),
    arrived: listArrivals(db, arrived.since, arrived.limit),
  });
  return { ...lists, movedCount: movedCount[0]?.n ?? 0 };
}

/** Who named the member last in each of these threads. */
export async function findMentioners(db: Db, member: SignedMember, threadIds: string[]) {
  const rows = await db
    .selectDistinctOn([mentions.threadId], {
      threadId: mentions.threadId,
      voiceId: voices.id,
      member: briefOf(author),
    })
    .from(mentions)
    .innerJoin(posts, eq(posts.id, mentions.postId))
    .innerJoin(voices, eq(voices.id, posts.voiceId))
    .leftJoin(author, eq(author.id, voices.shownMemberId))
    .leftJoin(reads, and(eq(reads.threadId, mentions.threadId), eq(reads.memberId, member.id)))
    .where(
      and(
        eq(mentions.memberId, member.id),
        inArray(mentions.threadId, threadIds),
        eq(posts.state, 'shown'),
        sql`${posts.voiceId} not in ${mutedVoices(member.id)}`,
      ),
    )
    .orderBy(mentions.threadId, desc(posts.position));
  return new Map(rows.map((row) => [row.threadId, { id: row.voiceId, member: row.member }]));
}

/** Members who joined since then, newest first, with who invited them. */
function listArrivals(db: Db, since: Date, limit: number) {
  return db
    .select({ ...briefOf(author), sponsor: lastAuthor.name })
    .from(author)
    .leftJoin(lastAuthor, eq(lastAuthor.id, author.sponsorId))
    .where(and(eq(author.state, 'active'), gt(author.joinedAt, since)))
    .orderBy(desc(author.joinedAt), desc(author.id))
    .limit(limit);
}

/** When Today was last opened and the visit before, as stored. */
export async function findVisit(db: Db, memberId: string) {
  const [row] = await db
    .select({ visitedAt: members.visitedAt, visitedBefore: members.visitedBefore })
    .from(members)
    .where(eq(members.id, memberId));
  return row ?? { visitedAt: null, visitedBefore: null };
}
