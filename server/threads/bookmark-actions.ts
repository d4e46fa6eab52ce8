import type { BodyOf } from '@cenacle/shared/http.ts';
import type * as contract from '@cenacle/shared/threads/bookmark-contract.ts';
import { invalid, notFound, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { block } from '../http/text.ts';
import type { Services } from '../services.ts';
import {
  deleteBookmark,
  findBookmark,
  mayMark,
  rewriteBookmark,
  upsertBookmark,
  type BookmarkFields,
  type BookmarkRow,
} from './bookmark-queries.ts';

const fieldsOf = (input: BodyOf<typeof contract.editBookmark>): BookmarkFields => ({
  note: input.note === undefined ? undefined : block('note', input.note),
  remindOn: input.remind_on,
});

/** One of the member's bookmarks; 404 where it is not theirs. */
export async function showBookmark({ db }: Services, member: SignedMember, id: string): Promise<BookmarkRow> {
  const row = await findBookmark(db, member, id);
  if (!row) throw notFound();
  return row;
}

/** Marks a post or a thread for the member. 422 `unknown_reference` for what they may not read. */
export async function addBookmark(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof contract.addBookmark>,
): Promise<BookmarkRow> {
  const { db, hub } = services;
  const { post_id: postId, thread_id: threadId } = input;
  if (postId && threadId) throw invalid([{ field: 'thread_id', code: 'invalid' }]);
  const what = postId ? { postId } : threadId ? { threadId } : null;
  if (!what) throw invalid([{ field: 'post_id', code: 'required' }]);
  const fields = fieldsOf(input);
  if (!(await mayMark(db, member, what))) throw unknownReference(postId ? 'post_id' : 'thread_id');
  const id = await upsertBookmark(db, member.id, what, fields, services.clock());
  hub.tell({ kind: 'me', memberIds: [member.id] });
  return showBookmark(services, member, id);
}

/** Writes its note and reminder anew. 404 as for `showBookmark`. */
export async function editBookmark(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof contract.editBookmark>,
): Promise<BookmarkRow> {
  const fields = fieldsOf(input);
  await showBookmark(services, member, id);
  await rewriteBookmark(services.db, id, fields);
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  return showBookmark(services, member, id);
}

/** Takes it out. 404 as for `showBookmark`. */
export async function removeBookmark(services: Services, member: SignedMember, id: string): Promise<void> {
  await showBookmark(services, member, id);
  await deleteBookmark(services.db, id);
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
}
