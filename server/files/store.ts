import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Contents of files, each under the SHA-256 of its bytes; the same content twice is kept once. */
export interface FileStore {
  /** Keeps the content; when this returns, it survives a crash of the machine. */
  put(content: Buffer | Readable): Promise<{ sha256: string; bytes: number }>;
  /** The content, or null when there is none under this hash. */
  open(sha256: string): Promise<{ stream: Readable; bytes: number } | null>;
  /** Forgets the content; one that is not there is no error. */
  remove(sha256: string): Promise<void>;
  /** Notes that the content may be left without a row if the process dies now; gives what takes the note back. */
  doubt(sha256: string): Promise<() => Promise<void>>;
  /** The contents of which such a note is left. */
  listDoubts(): Promise<string[]>;
  /** Takes all such notes of the content back. */
  endDoubts(sha256: string): Promise<void>;
}

/** A file half written by a process that died; no upload takes as long. */
const leftoverHoursMax = 24;

/** The store in `files` below the data folder, which it makes when missing. */
export async function openFileStore(dataDir: string): Promise<FileStore> {
  const root = join(dataDir, 'files');
  const [incoming, doubts] = [join(root, 'incoming'), join(root, 'doubts')];
  for (const folder of [incoming, doubts]) await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeLeftovers(incoming);
  return {
    put: (content) => putContent(root, incoming, content),
    open: async (sha256) => openContent(pathOf(root, sha256)),
    remove: async (sha256) => rm(pathOf(root, sha256), { force: true }),
    async doubt(sha256) {
      // Each has a name of its own: two uploads of the same content may doubt at once.
      const note = join(doubts, `${sha256}.${randomUUID()}`);
      await writeFile(note, '', { flag: 'wx', mode: 0o600 });
      return () => rm(note, { force: true });
    },
    listDoubts: async () => [...new Set((await readdir(doubts)).map((name) => name.split('.')[0] ?? ''))],
    async endDoubts(sha256) {
      for (const name of await readdir(doubts))
        if (name.startsWith(`${sha256}.`)) await rm(join(doubts, name), { force: true });
    },
  };
}

function pathOf(root: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
  return join(root, sha256.slice(0, 2), sha256.slice(2));
}

/** Written beside, synced and then renamed: under a hash there is the whole content or nothing. */
async function putContent(root: string, incoming: string, content: Buffer | Readable) {
  const draft = join(incoming, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      for await (const chunk of Buffer.isBuffer(content) ? [content] : content) {
        hash.update(chunk);
        bytes += chunk.length;
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    const sha256 = hash.digest('hex');
    const path = pathOf(root, sha256);
    const madeFolder = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(draft, path);
    await syncFolder(dirname(path));
    if (madeFolder !== undefined) await syncFolder(root);
    return { sha256, bytes };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function openContent(path: string) {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      return { stream: handle.createReadStream(), bytes: size };
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A new name survives a crash only once its folder is synced too. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeLeftovers(incoming: string): Promise<void> {
  // Only old ones: another process may be writing into the same folder.
  const oldest = Date.now() - leftoverHoursMax * 3_600_000;
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < oldest) await rm(path, { force: true });
  }
}
