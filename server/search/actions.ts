import { createHash } from 'node:crypto';
import type { QueryOf } from '@cenacle/shared/http.ts';
import { countMax, type search as searchRoute, type SearchReply } from '@cenacle/shared/search/contract.ts';
import { wordsOf } from '@cenacle/shared/search/highlight.ts';
import { parseQuery, type ParsedQuery } from '@cenacle/shared/search/query.ts';
import { invalid } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { cleanTags } from '../threads/tags.ts';
import { correctWords, searchGroups, type Asked } from './queries.ts';
import { viewHits } from './view.ts';

type Query = QueryOf<typeof searchRoute>;

/** Results in one page: what one looks through before asking otherwise. */
const pageDefault = 20;

/** The last word of a text that ends in one, which may still be typed; null after a space. */
const lastWordOf = (typed: string): string | null => /[\p{L}\p{N}]{2,}$/u.exec(typed)?.[0] ?? null;

/** Parameters and filters of the text, put together; the parameters win. */
function askedOf(member: SignedMember, query: Query, parsed: ParsedQuery, now: Date): Asked {
  const finished = query.state ? query.state === 'finished' : parsed.finished ? true : null;
  const tags = [...parsed.tags, ...(query.tag ? [query.tag] : [])];
  return {
    words: parsed.words.join(' '),
    prefix: null,
    phrases: parsed.phrases,
    without: parsed.without,
    titles: parsed.titles,
    kind: query.kind ?? parsed.kind,
    language: parsed.language,
    authors: parsed.author,
    tags: cleanTags(tags),
    circles: parsed.circles,
    circleId: query.circle_id ?? null,
    finished,
    hasBenchmark: parsed.hasBenchmark,
    since: query.since ?? parsed.after,
    until: query.until ?? parsed.before,
    byDate: query.sort === 'date',
    readerLanguage: member.language,
    now,
  };
}

/** Puts the likelier word in the place of each that is wrong, in the query as it was typed. */
function mend(typed: string, instead: ReadonlyMap<string, string>): string {
  let mended = typed;
  for (const word of wordsOf(typed).reverse()) {
    const better = instead.get(word.text);
    if (better) mended = mended.slice(0, word.start) + better + mended.slice(word.end);
  }
  return mended;
}

/** Says that a cursor belongs to this very query, asked by somebody with these rights. */
const fingerprint = (member: SignedMember, query: Query): string =>
  createHash('sha256')
    .update(JSON.stringify([{ ...query, after: '', limit: 0 }, member.rightsVersion]))
    .digest('base64url')
    .slice(0, 16);

/** Searches what the member may read; 422 at `after` for the cursor of another query. */
export async function searchFor(
  services: Services,
  member: SignedMember,
  query: Query,
): Promise<SearchReply> {
  const { db } = services;
  const now = services.clock();
  const typed = oneLine('q', query.q);
  const limit = query.limit ?? pageDefault;
  const mark = fingerprint(member, query);
  const [offset = 0, of = mark] = decodeCursor(query.after, ['number', 'string']) ?? [];
  if (of !== mark || !Number.isInteger(offset) || offset < 0)
    throw invalid([{ field: 'after', code: 'bad_format' }]);

  const prefix = query.typing ? lastWordOf(typed) : null;
  const asTyped = parseQuery(typed);
  const words = wordsOf(asTyped.words.join(' ')).map(({ text }) => text);
  // A word that is still being typed is no slip.
  const finished = prefix ? words.slice(0, -1) : words;
  const instead = query.as_typed ? new Map<string, string>() : await correctWords(db, member, finished);
  const searched = instead.size > 0 ? mend(typed, instead) : typed;
  const parsed = parseQuery(searched);
  const asked = { ...askedOf(member, query, parsed, now), prefix };

  const { rows, counts } = await searchGroups(db, member, asked, { offset, limit: limit + 1 });
  const { items, next } = pageOf(rows, limit, () => [offset + limit, mark]);
  const marks = { words: [...parsed.words, ...parsed.phrases, ...parsed.titles], prefix };
  const kinds = asked.kind ? counts.filter(({ kind }) => kind === asked.kind) : counts;
  return {
    items: await viewHits(db, items, marks),
    next,
    total: Math.min(
      countMax,
      kinds.reduce((sum, { count }) => sum + count, 0),
    ),
    counts,
    corrected: searched === typed ? null : searched,
  };
}
