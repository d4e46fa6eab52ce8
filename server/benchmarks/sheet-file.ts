import { Worker } from 'node:worker_threads';
import { sheetCellMax, sheetColumnsMax, sheetRowsMax } from '@cenacle/shared/benchmarks/sheet-contract.ts';
import type { Language } from '@cenacle/shared/http.ts';
import { invalid, type FieldCode } from '../errors.ts';

/** Unpacked, a sheet of the size that is taken is a few megabytes: what says more is made to fill the memory. */
const unpackedBytesMax = 20_000_000;
const readMsMax = 5000;
const memoryMbMax = 128;

const refuse = (code: FieldCode, limit?: number) =>
  invalid([{ field: 'content', code, ...(limit === undefined ? {} : { limit }) }]);

/** What the entries of a ZIP say that they hold, in bytes (APPNOTE 6.3.10, 4.3.12); they may lie, which the limits of the worker meet. */
function unpackedBytes(content: Buffer): number {
  let bytes = 0;
  for (let at = content.indexOf('PK\u0001\u0002'); at >= 0; at = content.indexOf('PK\u0001\u0002', at + 4))
    if (at + 28 <= content.length) bytes += content.readUInt32LE(at + 24);
  return bytes;
}

/** Rows of text by a worker that has so much memory and time and no more. */
function rowsOf(content: Buffer, isZip: boolean, language: Language): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), {
      workerData: { content: new Uint8Array(content), isZip, language },
      resourceLimits: { maxOldGenerationSizeMb: memoryMbMax },
    });
    const timer = setTimeout(() => end(() => reject(refuse('too_slow'))), readMsMax);
    const end = (then: () => void) => {
      clearTimeout(timer);
      void worker.terminate();
      then();
    };
    worker.once('message', ({ rows }: { rows: string[][] | null }) =>
      end(() => (rows ? resolve(rows) : reject(refuse('bad_format')))),
    );
    worker.once('error', () => end(() => reject(refuse('bad_format'))));
  });
}

/**
 * The table of a spreadsheet: its rows in their places as text, without what is empty behind the last cell and row. 422 at
 * `content` for no table, one too large, or one that takes too long.
 */
export async function tableOf(base64: string, language: Language): Promise<string[][]> {
  const content = Buffer.from(base64, 'base64');
  const isZip = content.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  if (content.length === 0 || (!isZip && content.includes(0) && content[0] !== 0xff))
    throw refuse('bad_format');
  if (isZip && unpackedBytes(content) > unpackedBytesMax) throw refuse('too_long', unpackedBytesMax);
  const rows = (await rowsOf(content, isZip, language)).map((row) =>
    row.map((cell) => cell.normalize('NFC').trim()),
  );
  const last = rows.findLastIndex((row) => row.some(Boolean));
  const width = Math.max(0, ...rows.map((row) => row.findLastIndex(Boolean) + 1));
  if (last < 1 || width < 2) throw refuse('too_few');
  if (last > sheetRowsMax) throw refuse('too_many', sheetRowsMax);
  if (width > sheetColumnsMax) throw refuse('too_many', sheetColumnsMax);
  return rows
    .slice(0, last + 1)
    .map((row) => Array.from({ length: width }, (_, i) => (row[i] ?? '').slice(0, sheetCellMax)));
}
