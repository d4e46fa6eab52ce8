import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';
import { writeNumber } from '@cenacle/shared/amounts.ts';
import { csvRows } from './sheet-text.ts';

const { content, isZip, language } = workerData as {
  content: Uint8Array;
  isZip: boolean;
  language: 'fr' | 'en';
};

/** A cell as its text: dates as days, numbers as the reader writes them. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  if (typeof cell === 'number') return writeNumber(cell, language);
  return String(cell).replace(/\s+/g, ' ').trim();
}

try {
  const rows: unknown[][] = isZip ? await readSheet(Buffer.from(content)) : csvRows(content);
  parentPort?.postMessage({ rows: rows.map((row) => row.map(cellText)) });
} catch {
  parentPort?.postMessage({ rows: null });
}
