import type { BodyOf } from '@cenacle/shared/http.ts';
import type {
  editPost as editPostContract,
  Post,
  reply as replyContract,
} from '@cenacle/shared/threads/contract.ts';
import { isBlank } from '@cenacle/shared/text.ts';
import { newId, type Db } from '../database.ts';
import { conflict, invalid, notFound, refused, unknownReference } from '../errors.ts';
import { attachFiles } from '../files/queries.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { markdownText } from '../http/text.ts';
import { rendererVersion } from '../markdown/render.ts';
import type { Services } from '../services.ts';
import { canDeletePost, canEditPost, canReply } from './policy.ts';
import { findPost, isShownIn } from './post-queries.ts';
import { insertReply } from './posting-queries.ts';
import { lockThread } from './queries.ts';
import { renderBody } from './render.ts';
import { viewPosts } from './view.ts';
import { addMentions, buryPost, rewritePost, setMentions } from './write-queries.ts';

/** The post as the member sees it; 404 where they may not see its thread. */
export async function showPost(services: Services, member: SignedMember, id: string): Promise<Post> {
  const row = await findPost(services.db, member, id);
  if (!row) throw notFound();
  const [post] = await viewPosts(services, member, [row]);
  if (!post) throw notFound();
  return post;
}

/**
 * Appends a reply, follows the thread for its writer, and tells the pages and those whom it names. `also` writes what
 * belongs to the reply in the same transaction.
 * 404 unseen, 403 `locked`, 422 on `body`, or on `reply_to` for a post that is not shown in this thread.
 */
export async function replyToThread(
  services: Services,
  member: SignedMember,
  threadId: string,
  input: BodyOf<typeof replyContract>,
  key: IdempotencyKey | null,
  also?: (tx: Db, post: { id: string; audienceId: string; at: Date }) => Promise<void>,
): Promise<string> {
  const source = markdownText('body', input.body);
  if (isBlank(source)) throw invalid([{ field: 'body', code: 'required' }]);
  const rendered = await renderBody(services, source, 'body');
  const at = services.clock();
  const id = newId();

  const written = await services.db.transaction(async (tx) => {
    const seen = await lockThread(tx, member, threadId);
    if (!seen) throw notFound();
    const before = await claimKey(tx, member, key, id);
    if (before) return { id: before };
    if (!canReply(seen)) throw refused('locked');
    const replyTo = input.reply_to ?? null;
    if (replyTo && !(await isShownIn(tx, threadId, replyTo))) throw unknownReference('reply_to');
    const { position, head } = await insertReply(tx, member.id, {
      id,
      threadId,
      source,
      rendered,
      rendererVersion,
      replyTo,
      at,
    });
    await attachFiles(tx, member, id, rendered.files);
    const named = await addMentions(tx, { id, threadId, position }, rendered.mentions, at);
    const { audienceId } = seen.thread;
    await also?.(tx, { id, audienceId, at });
    return { id, head, audienceId, named };
  });
  if (written.audienceId) {
    services.hub.tell(
      { kind: 'thread', threadId, audienceId: written.audienceId, head: written.head },
      { kind: 'me', memberIds: [member.id, ...written.named] },
    );
  }
  return written.id;
}

/**
 * Gives one's post a new text and keeps the old one in its history. 404 unseen, 403 not theirs,
 * 409 `conflict` with `current` where the post is no longer the version that was edited.
 */
export async function editPost(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof editPostContract>,
): Promise<void> {
  const found = await findPost(services.db, member, id);
  if (!found) throw notFound();
  if (!canEditPost(found)) throw refused(found.thread.lockedAt ? 'locked' : 'refused');
  const source = markdownText('body', input.body);
  const mayBeEmpty = found.post.position === 1 && found.thread.kind === 'case';
  if (isBlank(source) && !mayBeEmpty) throw invalid([{ field: 'body', code: 'required' }]);
  const rendered = await renderBody(services, source, 'body');

  const told = await services.db.transaction(async (tx) => {
    const thread = await lockThread(tx, member, found.post.threadId);
    const seen = await findPost(tx, member, id);
    if (!thread || !seen) throw notFound();
    if (!canEditPost(seen)) throw refused();
    const { post } = seen;
    if (input.version !== undefined && input.version !== post.version) return 'conflict';
    if (post.source === source) return null;
    const at = services.clock();
    const head = await rewritePost(tx, post, { source, rendered, rendererVersion, at });
    await attachFiles(tx, member, id, rendered.files);
    const named = await setMentions(tx, post, rendered.mentions, at);
    return { head, audienceId: thread.thread.audienceId, named };
  });
  if (told === 'conflict') throw conflict('conflict', { current: await showPost(services, member, id) });
  if (!told) return;
  services.hub.tell({
    kind: 'thread',
    threadId: found.post.threadId,
    audienceId: told.audienceId,
    head: told.head,
  });
  if (told.named.length > 0) services.hub.tell({ kind: 'me', memberIds: told.named });
}

/** Leaves a tombstone where one's post was; its files go with it. 404 unseen, 403 not theirs or the opener. */
export async function deletePost(services: Services, member: SignedMember, id: string): Promise<void> {
  const told = await services.db.transaction(async (tx) => {
    const found = await findPost(tx, member, id);
    const thread = found && (await lockThread(tx, member, found.post.threadId));
    const seen = thread && (await findPost(tx, member, id));
    if (!seen) throw notFound();
    if (!canDeletePost(seen)) throw refused();
    const head = await buryPost(tx, seen.post, member.id, services.clock());
    return { threadId: seen.post.threadId, audienceId: thread.thread.audienceId, head };
  });
  services.hub.tell({ kind: 'thread', ...told });
}
