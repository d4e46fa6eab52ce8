import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid, Refusal, type FieldError } from '../errors.ts';

/** Levels of a body at most: the deepest contract has five, and whoever walks a body later need not think of depth. */
const depthMax = 32;

const jsonInUtf8 = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const unreadable = () => new Refusal(400, 'bad_body');

/**
 * Makes JSON in UTF-8 the only body that the API reads, and exactly what was sent: no byte that is none, no field
 * twice, no text that PostgreSQL can't keep. RFC 8259 leaves all of these to the reader.
 */
export function readJsonOnly(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => parse(request, body),
  );
  // Addresses are decoded by the router; what a query says is looked at like a body.
  app.addHook('preValidation', async (request) => {
    if (!request.url.startsWith('/api/')) return;
    const wrong = findUnkeepable(request.query, []);
    if (wrong) throw invalid([wrong]);
  });
}

function parse(request: FastifyRequest, bytes: Buffer): unknown {
  if (!jsonInUtf8.test(request.headers['content-type'] ?? '')) throw new Refusal(415, 'bad_media_type');
  let body: unknown;
  try {
    const text = utf8.decode(bytes);
    body = JSON.parse(text);
    refuseRepeatedKeys(text);
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable();
  }
  const wrong = findUnkeepable(body, []);
  if (wrong) throw invalid([wrong]);
  return body;
}

/**
 * Walks JSON that `JSON.parse` has accepted, which would have kept the last of two fields of one name. Throws 422 with
 * the field, 400 for nesting without end.
 */
function refuseRepeatedKeys(text: string): void {
  /** The keys of each open object so far, with the one being read; null for an open array. */
  const open: ({ keys: Set<string>; at: string } | null)[] = [];
  let isKeyNext = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (sign === '{' || sign === '[') {
      if (open.length === depthMax) throw unreadable();
      open.push(sign === '{' ? { keys: new Set(), at: '' } : null);
      isKeyNext = sign === '{';
    } else if (sign === '}' || sign === ']') {
      open.pop();
      isKeyNext = false;
    } else if (sign === ',') {
      isKeyNext = open.at(-1) !== null;
    } else if (sign === '"') {
      const from = i;
      for (i += 1; text[i] !== '"'; i += 1) if (text[i] === '\\') i += 1;
      const object = open.at(-1);
      if (!isKeyNext || !object) continue;
      isKeyNext = false;
      object.at = JSON.parse(text.slice(from, i + 1)) as string;
      const field = open.flatMap((each) => (each ? [each.at] : [])).join('.');
      if (object.keys.has(object.at)) throw invalid([{ field, code: 'repeated' }]);
      // An own field of this name exists in JSON only, and becomes something else wherever it is copied.
      if (object.at === '__proto__') throw invalid([{ field, code: 'unknown_field' }]);
      object.keys.add(object.at);
    }
  }
}

/** The first text in it that PostgreSQL can't keep: with a NUL, or half of a pair of UTF-16. */
function findUnkeepable(value: unknown, path: readonly string[]): FieldError | null {
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed()
      ? { field: path.join('.'), code: 'bad_format' }
      : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const wrong = findUnkeepable(key, [...path, key.toWellFormed()]) ?? findUnkeepable(each, [...path, key]);
    if (wrong) return wrong;
  }
  return null;
}
