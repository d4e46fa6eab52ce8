import type { BenchmarkBrief } from '@cenacle/shared/benchmarks/brief.ts';
import type { Excerpt } from '@cenacle/shared/threads/helpful-contract.ts';
import type { MemberBrief } from '@cenacle/shared/members/contract.ts';
import type { Post, Thread, ThreadRow, Version } from '@cenacle/shared/threads/contract.ts';
import type { Voice } from '@cenacle/shared/threads/voice.ts';
import { audienceBriefView } from '../circles/view.ts';
import { fileUrl } from '../files/view.ts';
import { isModerator, readsAudience, type SignedMember } from '../http/member.ts';
import { excerptOf } from '../markdown/excerpt.ts';
import {
  fillHtml,
  fillSource,
  findNamedIn,
  findReferences,
  type StoredReferences,
} from '../markdown/fill.ts';
import type { AnswerRow } from './helpful-queries.ts';
import type { LessonRow } from './lesson-queries.ts';
import { viewLesson } from './lesson-view.ts';
import type { OutcomeRow } from './outcome-queries.ts';
import { viewOutcome } from './outcome-view.ts';
import {
  canAnswerCheck,
  canDeletePost,
  canEditPost,
  canEditThread,
  canFinish,
  canLearn,
  canMarkHelpful,
  canReadHistory,
  canReopen,
  canReply,
} from './policy.ts';
import type { Services } from '../services.ts';
import { findNamed, type Found, type PostRow, type VersionRow } from './post-queries.ts';
import type { PersonRow, ThreadListRow, ThreadPageRow } from './queries.ts';

/** UTF-16 units: three lines on a phone. */
const excerptMax = 140;

const voiceOf = (id: string, member: MemberBrief | null): Voice => ({ id, member });

/** A thread as a list shows it. */
export function viewThreadRow(row: ThreadListRow): ThreadRow {
  const { thread } = row;
  return {
    id: thread.id,
    kind: thread.kind,
    title: thread.title,
    language: thread.language,
    audience: audienceBriefView(row.audience),
    tags: thread.tags,
    author: voiceOf(thread.authorVoiceId, row.author),
    created_at: thread.createdAt.toISOString(),
    finished_at: thread.finishedAt?.toISOString() ?? null,
    wanted_by: row.wantedBy,
    reply_count: thread.replyCount,
    last_post: { at: thread.lastPostAt.toISOString(), author: voiceOf(thread.lastVoiceId, row.lastAuthor) },
    unread: row.unread,
    mentions_me: row.mentionsMe,
  };
}

/** A thread as its page shows it, with what this member may do. */
export function viewThread(
  member: SignedMember,
  row: ThreadPageRow,
  more: {
    people: PersonRow[];
    outcome: OutcomeRow | null;
    earlierCount: number;
    lessons: LessonRow[];
    helpful: Excerpt[];
    /** The reader's day. */
    today: string;
    benchmarks: BenchmarkBrief[];
  },
): Thread {
  const { thread, sheet } = row;
  const reads = readsAudience(member, thread.audienceId);
  const briefs = (people: PersonRow[]): MemberBrief[] =>
    people.map(({ id, name, headline }) => ({ id, name, headline }));
  return {
    id: thread.id,
    kind: thread.kind,
    title: thread.title,
    language: thread.language,
    audience: { ...audienceBriefView(row.audience), member_count: row.audience.memberCount },
    named: row.audience.kind === 'named' ? briefs(more.people.filter(({ reads }) => reads)) : null,
    tags: thread.tags,
    sheet: sheet && {
      context: sheet.context,
      stuck: sheet.stuck,
      tried: sheet.tried,
      looking_for: sheet.lookingFor,
      not_wanted: sheet.notWanted,
      wanted_by: sheet.wantedBy,
    },
    author: voiceOf(thread.authorVoiceId, row.author),
    version: thread.version,
    created_at: thread.createdAt.toISOString(),
    finished_at: thread.finishedAt?.toISOString() ?? null,
    outcome: more.outcome && viewOutcome(more.outcome, more.today),
    earlier_outcomes: more.earlierCount,
    lessons: thread.finishedAt ? more.lessons.map(viewLesson) : [],
    helpful: more.helpful,
    benchmarks: more.benchmarks,
    locked_at: thread.lockedAt?.toISOString() ?? null,
    reply_count: thread.replyCount,
    last_post_at: thread.lastPostAt.toISOString(),
    follower_count: row.followerCount,
    last_position: thread.lastPosition,
    head: thread.changeSeq,
    read: { position: row.readPosition, first_unread: row.firstUnread, unread: row.unread },
    follow: row.follow,
    follow_by: row.tagLevel
      ? { level: row.tagLevel, what: 'tag' }
      : row.audienceLevel && { level: row.audienceLevel, what: 'audience' },
    bookmark_id: row.bookmarkId,
    participants: briefs(more.people.filter(({ writes }) => writes)),
    can: {
      // Who only looks at it for a flag writes nothing in it.
      reply: reads && canReply(row),
      edit: reads && canEditThread(member, row),
      finish: reads && canFinish(member, row),
      reopen: reads && canReopen(member, row),
      helpful: reads && canMarkHelpful(row),
      learn: reads && canLearn(row),
      check: reads && canAnswerCheck(row),
      moderate: isModerator(member),
      bookmark: reads,
    },
  };
}

/** All that texts name, as far as this member may see it; the features above say what of theirs. */
async function findAll(services: Services, member: SignedMember, wanted: StoredReferences): Promise<Found> {
  const { names } = services;
  const [found, benchmarks, cards] = await Promise.all([
    findNamed(services.db, member, wanted),
    names.find('benchmark', member, wanted.benchmarks),
    names.find('card', member, wanted.cards),
  ]);
  for (const { id, name } of benchmarks) found.names.set(`benchmark:${id}`, name);
  for (const { id, name } of cards) found.names.set(`card:${id}`, name);
  return found;
}

function fill(html: string, found: Found): string {
  return fillHtml(html, {
    member: (id) => found.members.get(id) ?? null,
    named: (kind, id) => found.names.get(`${kind}:${id}`) ?? null,
    post: (id) => {
      const post = found.posts.get(id);
      return post?.name ? { thread_id: post.threadId, position: post.position, name: post.name } : null;
    },
    file: (id) => {
      const file = found.files.get(id);
      return file ? { ...file, picture: file.kind === 'picture', url: fileUrl(id, file.name) } : null;
    },
  });
}

/** A hidden text is still there for moderators, who may have to bring it back. */
const isRead = (member: SignedMember, { post }: PostRow): boolean =>
  post.state === 'shown' || (post.state === 'hidden' && isModerator(member));

function viewPost(member: SignedMember, row: PostRow, found: Found): Post {
  const { post } = row;
  const shown = post.state === 'shown';
  const mayEdit = canEditPost(row);
  return {
    id: post.id,
    thread_id: post.threadId,
    position: post.position,
    change_seq: post.changeSeq,
    state: post.state,
    author: voiceOf(post.voiceId, row.author),
    html: isRead(member, row) ? fill(post.html, found) : '',
    source: mayEdit ? post.source : null,
    version: post.version,
    created_at: post.createdAt.toISOString(),
    edited_at: shown ? (post.editedAt?.toISOString() ?? null) : null,
    reply_to:
      shown && row.repliedTo?.position
        ? { position: row.repliedTo.position, author: voiceOf(row.repliedTo.voiceId, row.repliedAuthor) }
        : null,
    mine: row.mine,
    muted: row.muted,
    bookmark_id: row.bookmarkId,
    can: { edit: mayEdit, delete: canDeletePost(row), history: canReadHistory(row) },
  };
}

/** Posts as this member sees them, what they name filled in by what the member may see of it now. */
export async function viewPosts(services: Services, member: SignedMember, rows: PostRow[]): Promise<Post[]> {
  const html = rows.map((row) => (isRead(member, row) ? row.post.html : '')).join('');
  const found = await findAll(services, member, findReferences(html));
  return rows.map((row) => viewPost(member, row, found));
}

/** Answers by their first words, as this member reads them. */
export async function viewExcerpts(
  services: Services,
  member: SignedMember,
  rows: AnswerRow[],
): Promise<Excerpt[]> {
  const found = await findAll(services, member, findReferences(rows.map(({ html }) => html).join('')));
  return rows.map((row) => ({
    post_id: row.id,
    position: row.position,
    author: voiceOf(row.voiceId, row.author),
    text: excerptOf(fill(row.html, found), excerptMax),
    created_at: row.createdAt.toISOString(),
  }));
}

/** Earlier texts of a post, what they name as this member may see it now. */
export async function viewVersions(
  services: Services,
  member: SignedMember,
  rows: VersionRow[],
): Promise<Version[]> {
  const wanted = findNamedIn(rows.map(({ source }) => source).join('\n'));
  const { names } = await findAll(services, member, wanted);
  return rows.map((row) => ({
    version: row.version,
    at: row.at.toISOString(),
    author: voiceOf(row.voiceId, row.author),
    source: fillSource(row.source, (kind, id) => names.get(`${kind}:${id}`) ?? null),
  }));
}

/** Rendered Markdown that is not stored, as in a preview, filled in the same way. */
export async function viewHtml(services: Services, member: SignedMember, html: string): Promise<string> {
  return fill(html, await findAll(services, member, findReferences(html)));
}
