import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { newId } from '../database.ts';
import { notFound, Refusal } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { extensionOf, fileNameFor } from './names.ts';
import type { PictureMaker } from './pictures.ts';
import {
  deleteOrphans,
  findFile,
  insertFile,
  isContentUsed,
  lockContent,
  type FileRow,
  type NewFile,
} from './queries.ts';
import { sniffType } from './types.ts';

/** What files must ask the features that carry them, which stand above. */
export interface FileRules {
  readsPost: (member: SignedMember, postId: string) => Promise<boolean>;
  /** Whether the file is a document of evidence that the member reads. */
  readsEvidence: (member: SignedMember, fileId: string) => Promise<boolean>;
}

/**
 * Keeps an upload, which its member alone may read until a post or a piece of evidence carries it. The type is what the bytes show.
 * Throws 422 `file_type_refused`, 413 for a picture of too many pixels, and 507 `no_room` when the disk is full.
 */
export async function uploadFile(
  services: Pick<Services, 'db' | 'files' | 'clock'>,
  member: SignedMember,
  makePicture: PictureMaker,
  upload: { name: string; content: Buffer },
): Promise<FileRow> {
  const sniffed = await sniffType(upload.content, extensionOf(upload.name));
  if (!sniffed) throw new Refusal(422, 'file_type_refused');
  const picture = sniffed.kind === 'picture' ? await makePicture(upload.content, sniffed) : null;
  const { content, type } = picture ?? { content: upload.content, type: sniffed };
  const sha256 = createHash('sha256').update(content).digest('hex');
  const row = {
    id: newId(),
    sha256,
    name: fileNameFor(upload.name, type),
    type: type.mime,
    kind: type.kind,
    bytes: content.length,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    uploaderId: member.id,
    createdAt: services.clock(),
  };
  return keepContent(services, content, row);
}

/** Keeps the bytes and writes their row: both or none. What a crash in between leaves is settled by the next start. */
async function keepContent(
  services: Pick<Services, 'db' | 'files'>,
  content: Buffer,
  row: NewFile,
): Promise<FileRow> {
  const { db, files } = services;
  let ended = async (): Promise<void> => undefined;
  try {
    const kept = await db.transaction(async (tx) => {
      await lockContent(tx, row.sha256);
      ended = await files.doubt(row.sha256);
      await files.put(content);
      return insertFile(tx, row);
    });
    await ended();
    return kept;
  } catch (error) {
    // When this fails too, the database is away: the note stays for later.
    await settleContent(services, row.sha256).catch(() => undefined);
    throw isOfRoom(error) ? Object.assign(new Refusal(507, 'no_room'), { cause: error }) : error;
  }
}

/** Whether the file system says that it, a quota or a limit on files is full. */
const isOfRoom = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOSPC|EDQUOT|EFBIG)$/.test(String(error.code));

/** Removes the content unless a row names it, and what was noted of it; gives whether it went. */
async function settleContent(
  { db, files }: Pick<Services, 'db' | 'files'>,
  sha256: string,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockContent(tx, sha256);
    const isLoose = !(await isContentUsed(tx, sha256));
    if (isLoose) await files.remove(sha256);
    await files.endDoubts(sha256);
    return isLoose;
  });
}

/** The file and its bytes for who may read them; throws 404 for everybody else. */
export async function openFile(
  services: Pick<Services, 'db' | 'files'>,
  rules: FileRules,
  member: SignedMember,
  id: string,
): Promise<{ row: FileRow; stream: Readable; bytes: number }> {
  const row = await findFile(services.db, id);
  if (!row) throw notFound();
  const mayRead = row.postId
    ? await rules.readsPost(member, row.postId)
    : row.uploaderId === member.id || (await rules.readsEvidence(member, row.id));
  if (!mayRead) throw notFound();
  const found = await services.files.open(row.sha256);
  if (!found) throw new Error(`the content of file ${row.id} is missing`);
  return { row, ...found };
}

/**
 * Deletes uploads from before `olderThan` that no post, no evidence and no draft carries, with their bytes, and bytes that
 * a crash left without a row; gives how many contents went.
 */
export async function removeOrphans(
  services: Pick<Services, 'db' | 'files'>,
  olderThan: Date,
): Promise<number> {
  await services.db.transaction(async (tx) => {
    // Noted before the rows are gone, so that a crash leaves no bytes that nobody looks for.
    for (const sha256 of await deleteOrphans(tx, olderThan)) await services.files.doubt(sha256);
  });
  let removed = 0;
  for (const sha256 of await services.files.listDoubts())
    if (await settleContent(services, sha256)) removed += 1;
  return removed;
}

const hourMs = 3_600_000;
/** A post is often finished the next day, seldom the day after. */
const orphanHoursMax = 48;

/** Removes uploads that hang on nothing now and every hour; gives what ends it. */
export function removeOrphansHourly(services: Services): () => Promise<void> {
  let running = Promise.resolve();
  const remove = (): void => {
    const olderThan = new Date(services.clock().getTime() - orphanHoursMax * hourMs);
    running = removeOrphans(services, olderThan).then(
      () => undefined,
      (err: unknown) => services.log.warn({ err }, 'uploads that hang on nothing could not be removed'),
    );
  };
  remove();
  const timer = setInterval(remove, hourMs).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
