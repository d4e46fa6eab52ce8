import { rendererVersion } from '../../server/markdown/render.ts';
import { cleanTags } from '../../server/threads/tags.ts';
import type { ForeignThread } from '../../server/threads/import.ts';
import type { Audience, Row, Rows } from './community.ts';
import { idOf, minutesBefore, seeded } from './seeded.ts';

/** A text with what the renderer makes of it. */
export interface Text {
  source: string;
  html: string;
}

/** How much there is of what has no example in the debate. */
export interface ThreadCounts {
  threads: number;
  posts: number;
  longest: number;
  members: number;
}

/** Every n-th thread beyond the debate's own is for a circle, or for a few named members. */
const circleEvery = 10;
const namedEvery = 97;
const namedMembers = 5;

/**
 * Threads made from the debate's: its own as they are, then again and longer until there are as many as asked for. The
 * longest is the debate's longest, made longer. Authors are the members, in a circle's threads those of the circle.
 */
export function threadRows(
  debate: readonly ForeignThread[],
  texts: readonly Text[],
  counts: ThreadCounts,
  audiences: readonly Audience[],
): Rows {
  const random = seeded(2);
  const pick = (n: number) => Math.floor(random() * n);
  const lengths = lengthsOf(
    debate.map(({ posts }) => posts.length),
    counts,
  );
  const rows: Rows = new Map(
    ['audiences', 'audience_members', 'threads', 'voices', 'voice_members', 'posts'].map((table) => [
      table,
      [],
    ]),
  );
  const starts = startsOf(debate);
  let voices = 0;
  let posts = 0;
  let extra = 0;
  for (const [t, length] of lengths.entries()) {
    const from = t % debate.length;
    const model = debate[from];
    if (!model) throw new Error('There is no debate to make threads from.');
    const audience = audienceFor(rows, t, debate.length, audiences, counts.members, pick);
    const threadId = idOf('thread', t);
    const voiceOf = new Map<number, string>();
    const own: Row[] = [];
    for (let p = 0; p < length; p++) {
      const n = audience.members ? audience.members[pick(audience.members.length)] : pick(counts.members);
      const author = n ?? 0;
      const isModel = p < model.posts.length;
      const text = texts[isModel ? (starts[from] ?? 0) + p : extra++ % texts.length];
      const created = minutesBefore(counts.posts + 10 - posts);
      let voiceId = voiceOf.get(author);
      if (voiceId === undefined) {
        voiceId = idOf('voice', voices++);
        voiceOf.set(author, voiceId);
        rows.get('voices')?.push({
          id: voiceId,
          thread_id: threadId,
          shown_member_id: idOf('member', author),
          created_at: created,
        });
        rows.get('voice_members')?.push({ voice_id: voiceId, member_id: idOf('member', author) });
      }
      own.push({
        id: idOf('post', posts++),
        thread_id: threadId,
        voice_id: voiceId,
        position: p + 1,
        change_seq: p + 1,
        source: text?.source,
        html: text?.html,
        renderer_version: rendererVersion,
        created_at: created,
      });
    }
    const [first, last] = [own[0], own.at(-1)];
    rows.get('threads')?.push({
      id: threadId,
      audience_id: audience.id,
      kind: 'discussion',
      title: model.title,
      language: model.language,
      tags: cleanTags(model.tags),
      author_voice_id: first?.voice_id,
      last_position: length,
      change_seq: length,
      reply_count: length - 1,
      last_voice_id: last?.voice_id,
      last_post_at: last?.created_at,
      created_at: first?.created_at,
    });
    for (const post of own) rows.get('posts')?.push(post);
  }
  return rows;
}

/** Where each thread's first text stands in the list of all texts. */
function startsOf(debate: readonly ForeignThread[]): number[] {
  let at = 0;
  return debate.map(({ posts }) => {
    const start = at;
    at += posts.length;
    return start;
  });
}

/** The debate's lengths over and over; what is missing goes to the longest, then in turn to the repeated threads. */
function lengthsOf(debate: number[], { threads, posts, longest }: ThreadCounts): number[] {
  const lengths = Array.from({ length: threads }, (_, t) => debate[t % debate.length] ?? 1);
  const longestAt = debate.indexOf(Math.max(...debate));
  for (let t = debate.length; t < threads; t++)
    if (t % debate.length === longestAt) lengths[t] = Math.min(lengths[t] ?? 1, 20);
  if (longestAt < threads) lengths[longestAt] = Math.max(longest, lengths[longestAt] ?? 1);
  let left = posts - lengths.reduce((sum, length) => sum + length, 0);
  if (left < 0) throw new Error(`${posts} posts are too few for ${threads} threads like these.`);
  const free = threads - debate.length;
  if (left > 0 && free <= 0)
    throw new Error(`${posts} posts are too many for ${threads} threads like these.`);
  for (let i = 0; left > 0; i++, left--) {
    const t = debate.length + (i % free);
    lengths[t] = (lengths[t] ?? 1) + 1;
  }
  return lengths;
}

function audienceFor(
  rows: Rows,
  t: number,
  own: number,
  audiences: readonly Audience[],
  memberCount: number,
  pick: (n: number) => number,
): Audience {
  const all = audiences[0];
  if (!all) throw new Error('There is no audience of all members.');
  if (t < own) return all;
  if (t % namedEvery === 0) {
    const members = [...new Set(Array.from({ length: namedMembers }, () => pick(memberCount)))];
    const id = idOf('audience', 100_000 + t);
    rows.get('audiences')?.push({ id, kind: 'named', circle_id: null, created_at: minutesBefore(200_000) });
    for (const n of members)
      rows.get('audience_members')?.push({ audience_id: id, member_id: idOf('member', n) });
    return { id, members };
  }
  if (t % circleEvery === 0 && audiences.length > 1) return audiences[1 + pick(audiences.length - 1)] ?? all;
  return all;
}
