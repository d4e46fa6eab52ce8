import { invalid } from '../errors.ts';

/** The mark of a list's last row, opaque to clients. */
const encodeCursor = (parts: (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

type Part = 'string' | 'number' | 'uuid' | 'day' | 'instant';
type Parts<T extends readonly Part[]> = { [K in keyof T]: T[K] extends 'number' ? number : string };

const uuidPattern = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A real moment, written as we write it: PostgreSQL would stumble over the 31st of February. */
const isMoment = (text: string, written: string): boolean => {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === written;
};

function isPart(part: unknown, type: Part): boolean {
  if (type === 'number') return typeof part === 'number';
  // PostgreSQL knows no text with a zero in it.
  if (typeof part !== 'string' || part.includes('\0')) return false;
  if (type === 'day') return isMoment(part, `${part}T00:00:00.000Z`);
  if (type === 'instant') return isMoment(part, part);
  return type === 'string' || uuidPattern.test(part);
}

/** The parts of a cursor that we made, each of the type named; 422 on `after` for any other text. */
export function decodeCursor<const T extends readonly Part[]>(
  cursor: string | undefined,
  types: T,
): Parts<T> | null {
  if (cursor === undefined) return null;
  const bad = () => invalid([{ field: 'after', code: 'bad_format' }]);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw bad();
  }
  if (!Array.isArray(parts) || parts.length !== types.length) throw bad();
  if (!types.every((type, i) => isPart(parts[i], type))) throw bad();
  return parts as unknown as Parts<T>;
}

/** Cuts the extra row that a query fetched beyond the limit, and tells the cursor of the next page. */
export function pageOf<T>(rows: T[], limit: number, mark: (last: T) => (string | number)[]) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor(mark(last)) : null };
}
