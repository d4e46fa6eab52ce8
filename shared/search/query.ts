import { groupKinds, type GroupKind } from './contract.ts';

/** What a typed query asks for. Days are `YYYY-MM-DD`; `before` is not included, `after` neither. */
export interface ParsedQuery {
  /** Words of which any may be found. */
  words: string[];
  phrases: string[];
  /** Words and phrases that must not be found. */
  without: string[];
  titles: string[];
  author: string[];
  tags: string[];
  circles: string[];
  kind: GroupKind | null;
  language: 'fr' | 'en' | null;
  before: string | null;
  after: string | null;
  finished: boolean;
  hasBenchmark: boolean;
}

const filterNames = [
  'author',
  'tag',
  'circle',
  'kind',
  'lang',
  'before',
  'after',
  'is',
  'has',
  'title',
] as const;
type FilterName = (typeof filterNames)[number];

/** French words for the filters, which mean the same. */
const aliases: Record<string, FilterName> = {
  auteur: 'author',
  cercle: 'circle',
  genre: 'kind',
  langue: 'lang',
  avant: 'before',
  après: 'after',
  apres: 'after',
  titre: 'title',
};

// A sign of exclusion, a filter's name, then a quoted text or a run without spaces.
const token = /(-)?(?:([\p{L}]+):)?(?:["«“]\s*([^"»”]*?)\s*["»”]|(\S+))/gu;

const filterOf = (name: string | undefined): FilterName | null => {
  const lower = name?.toLowerCase() ?? '';
  return filterNames.find((one) => one === lower) ?? aliases[lower] ?? null;
};

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Takes a filter into the query; false where the value means nothing for it, and the token is plain text. */
function takeFilter(into: ParsedQuery, name: FilterName, value: string): boolean {
  const lists = { author: into.author, tag: into.tags, circle: into.circles, title: into.titles };
  if (name in lists) {
    if (value === '') return false;
    lists[name as keyof typeof lists].push(value);
    return true;
  }
  if (name === 'kind') {
    const kind = groupKinds.find((one) => one === value.toLowerCase());
    if (kind) into.kind = kind;
    return kind !== undefined;
  }
  if (name === 'lang' && (value === 'fr' || value === 'en')) {
    into.language = value;
    return true;
  }
  if ((name === 'before' || name === 'after') && isDay(value)) {
    into[name] = value;
    return true;
  }
  if (name === 'is' && /^(finished|terminé)$/i.test(value)) into.finished = true;
  else if (name === 'has' && /^benchmark$/i.test(value)) into.hasBenchmark = true;
  else return false;
  return true;
}

/**
 * Reads a query as it is typed into the search box. What looks like a filter and is none is plain text, so that
 * `https://…` or `note:` are found; nothing is ever refused.
 */
export function parseQuery(typed: string): ParsedQuery {
  const into: ParsedQuery = {
    words: [],
    phrases: [],
    without: [],
    titles: [],
    author: [],
    tags: [],
    circles: [],
    kind: null,
    language: null,
    before: null,
    after: null,
    finished: false,
    hasBenchmark: false,
  };
  for (const [whole, minus, name, quoted, run] of typed.matchAll(token)) {
    const filter = filterOf(name);
    const value = quoted ?? run ?? '';
    if (filter && !minus && takeFilter(into, filter, value)) continue;
    const text = name ? `${name}:${value}` : value;
    if (text.trim() === '') continue;
    if (minus) into.without.push(text);
    else if (quoted !== undefined && !name) into.phrases.push(text);
    else into.words.push(name ? whole : text);
  }
  return into;
}
