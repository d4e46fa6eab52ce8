import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { ConfigError } from '../../server/config.ts';
import type { Counts } from './counts.ts';

/*
 * A backup is one line that says what it is and in which version of the format, then frames compressed with gzip, then
 * the SHA-256 of all that. A frame is a letter for its kind, the length of its payload (four bytes, the highest first)
 * and the payload: JSON, or bytes of what the frame before began.
 */
const magic = /^Cenacle backup (\d{1,4})\n/;
const formatVersion = 1;
const firstLine = Buffer.from(`Cenacle backup ${formatVersion}\n`);
const firstLineBytesMax = 32;
const digestBytes = 32;
const frameHeadBytes = 5;
/** Small beside the memory of any process, large beside the head of a frame. */
const payloadBytesMax = 256 * 1024;

/** What the backup is of, before everything else. */
export interface Header {
  product: string;
  at: string;
  /** When each migration that the database had was made, in milliseconds, as drizzle knows them by; oldest first. */
  migrations: number[];
}

/** What a frame begins or says. Bytes follow a file as `content`, a table as `rows` in PostgreSQL's COPY text. */
export interface Frames {
  header: Header;
  file: { sha256: string; bytes: number };
  table: { name: string; columns: string[] };
  end: Counts;
}
type Kind = keyof Frames | 'content' | 'rows';

const letters: Record<Kind, string> = {
  header: 'h',
  file: 'f',
  content: 'c',
  table: 't',
  rows: 'r',
  end: 'e',
};

/** One frame with JSON in it. */
export const frame = <K extends keyof Frames>(kind: K, payload: Frames[K]): Buffer =>
  pack(kind, Buffer.from(JSON.stringify(payload)));

/** Bytes as frames that are not too long. */
export function* bytesFrames(kind: 'content' | 'rows', bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += payloadBytesMax)
    yield pack(kind, bytes.subarray(at, at + payloadBytesMax));
}

function pack(kind: Kind, payload: Buffer): Buffer {
  const head = Buffer.alloc(frameHeadBytes);
  head.write(letters[kind], 'latin1');
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

/** Writes a whole backup; when it returns, it is on the disk. */
export async function writeFrames(target: FileHandle, frames: AsyncIterable<Buffer>): Promise<void> {
  const hash = createHash('sha256');
  const put = async (bytes: Buffer): Promise<void> => {
    hash.update(bytes);
    await target.writeFile(bytes);
  };
  await put(firstLine);
  await pipeline(frames, createGzip(), async (compressed: AsyncIterable<Buffer>) => {
    for await (const bytes of compressed) await put(bytes);
  });
  await target.writeFile(hash.digest());
  await target.sync();
}

/** Throws ConfigError when the file is no backup, one of a format to come, or not as it was written. */
export async function checkBackup(source: FileHandle, path: string): Promise<void> {
  const { size } = await source.stat();
  const { buffer, bytesRead } = await source.read(Buffer.alloc(firstLineBytesMax), 0, firstLineBytesMax, 0);
  const version = magic.exec(buffer.toString('latin1', 0, bytesRead))?.[1];
  if (version === undefined) throw new ConfigError(`${path} is not a backup of Cénacle.`);
  if (Number(version) > formatVersion) {
    throw new ConfigError(`${path} was made by a newer Cénacle: restore it with that one.`);
  }
  const damaged = new ConfigError(
    `${path} is damaged or cut off: what it holds is not what was written. Nothing was restored.`,
  );
  if (size < firstLine.length + digestBytes) throw damaged;
  const hash = createHash('sha256');
  for await (const bytes of source.createReadStream({
    start: 0,
    end: size - digestBytes - 1,
    autoClose: false,
  }))
    hash.update(bytes as Buffer);
  const written = await source.read(Buffer.alloc(digestBytes), 0, digestBytes, size - digestBytes);
  if (!hash.digest().equals(written.buffer)) throw damaged;
}

/** The frames of a checked backup in order, each taken once. */
export interface FrameReader {
  /** The payload of the next frame if it is of this kind, else null, with the frame left for who asks next. */
  take<K extends keyof Frames>(kind: K): Promise<Frames[K] | null>;
  /** The payloads of all frames of this kind that come next. */
  bytes(kind: 'content' | 'rows'): AsyncGenerator<Buffer>;
}

/** Reads what `checkBackup` found whole. */
export async function openFrames(source: FileHandle): Promise<FrameReader> {
  const { size } = await source.stat();
  const compressed = source.createReadStream({
    start: firstLine.length,
    end: size - digestBytes - 1,
    autoClose: false,
  });
  const plain = createGunzip({ chunkSize: payloadBytesMax });
  // Each of the two hears of the other's failure; what failed is thrown where the frames are read.
  void pipeline(compressed, plain).catch(() => undefined);
  const frames = split(plain);
  let waiting: { letter: string; payload: Buffer } | null = null;

  async function next(kind: Kind): Promise<Buffer | null> {
    waiting ??= (await frames.next()).value ?? null;
    if (waiting?.letter !== letters[kind]) return null;
    const { payload } = waiting;
    waiting = null;
    return payload;
  }
  return {
    async take<K extends keyof Frames>(kind: K) {
      const payload = await next(kind);
      return payload && (JSON.parse(payload.toString()) as Frames[K]);
    },
    async *bytes(kind) {
      for (let payload = await next(kind); payload !== null; payload = await next(kind)) yield payload;
    },
  };
}

async function* split(
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<{ letter: string; payload: Buffer }, undefined> {
  let rest = Buffer.alloc(0);
  for await (const bytes of plain) {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= frameHeadBytes) {
      const end = frameHeadBytes + rest.readUInt32BE(1);
      if (rest.length < end) break;
      yield { letter: rest.toString('latin1', 0, 1), payload: rest.subarray(frameHeadBytes, end) };
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) throw new Error('the backup ends within a frame');
}
