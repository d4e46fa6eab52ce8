import { helpfulMax, type Excerpt } from '@cenacle/shared/threads/helpful-contract.ts';
import type { Db } from '../database.ts';
import { invalid, notFound, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { findAnswers, listAnswers, selectHelpful, setHelpful } from './helpful-queries.ts';
import { canMarkHelpful } from './policy.ts';
import { findPost } from './post-queries.ts';
import { lockThread, threadHead } from './queries.ts';
import { viewExcerpts } from './view.ts';
import { nextChange } from './write-queries.ts';

/** Says which answers of a case helped; 422 at `helpful_post_ids.N` for what is no answer that stands in it. */
export async function chooseHelpful(tx: Db, threadId: string, ids: string[], at: Date): Promise<void> {
  const known = await findAnswers(tx, threadId, ids);
  const errors = ids.flatMap((id, i) =>
    known.has(id) ? [] : [{ field: `helpful_post_ids.${i}`, code: 'unknown_reference' as const }],
  );
  if (errors.length > 0) throw invalid(errors);
  await setHelpful(tx, threadId, ids, at);
}

/** Marks an answer of the member's own case as one that helped, or takes the mark back. 404 unseen, 403 for others. */
export async function markHelpful(
  services: Services,
  member: SignedMember,
  postId: string,
  helpful: boolean,
): Promise<{ helpful: boolean }> {
  const post = await findPost(services.db, member, postId);
  if (!post) throw notFound();
  const { threadId } = post.post;
  const told = await services.db.transaction(async (tx) => {
    const seen = await lockThread(tx, member, threadId);
    // Who only looks at it for a flag writes nothing in it.
    if (!seen || !canMarkHelpful(seen)) throw refused();
    if (!(await findAnswers(tx, threadId, [postId])).has(postId)) throw refused();
    const others = (await selectHelpful(tx, threadId)).flatMap(({ id }) => (id === postId ? [] : [id]));
    if (helpful && others.length >= helpfulMax)
      throw invalid([{ field: 'helpful', code: 'too_many', limit: helpfulMax }]);
    await setHelpful(tx, threadId, helpful ? [...others, postId] : others, services.clock());
    return { audienceId: seen.thread.audienceId, head: await nextChange(tx, threadId) };
  });
  services.hub.tell({ kind: 'thread', threadId, ...told });
  return { helpful };
}

/** A page of the answers of a thread, by their first words. 404 unseen. */
export async function showExcerpts(
  services: Services,
  member: SignedMember,
  id: string,
  after: number,
  limit: number,
): Promise<{ items: Excerpt[]; next: number | null }> {
  if ((await threadHead(services.db, member, id)) === null) throw notFound();
  const rows = await listAnswers(services.db, id, after, limit);
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? (page.at(-1)?.position ?? null) : null;
  return { items: await viewExcerpts(services, member, page), next };
}
