import { escapeHtml } from '@cenacle/shared/markdown/characters.ts';

export type ShownMember = { name: string };
/** What a link of ours may lead to, besides members and files. */
export type NamedKind = 'thread' | 'provider' | 'benchmark' | 'card';
/** `picture` is true unless it says otherwise: only what is shown in place must be one. */
export type ShownFile = {
  url: string;
  name: string;
  picture?: boolean;
  width?: number | null;
  height?: number | null;
};
export type ShownPost = { thread_id: string; position: number; name: string };

/** What one reader may see, by id. Null for what they may not, exactly as for what does not exist. */
export type Reader = {
  member(id: string): ShownMember | null;
  /** Today's name of a thread, provider, benchmark or card. */
  named(kind: NamedKind, id: string): string | null;
  file(id: string): ShownFile | null;
  post(id: string): ShownPost | null;
};

/** The ids that stored HTML refers to. */
export type StoredReferences = {
  members: string[];
  threads: string[];
  files: string[];
  posts: string[];
  providers: string[];
  benchmarks: string[];
  cards: string[];
};

// The stored form is written by render.ts alone and passed by the sanitizer: text holds no bare < or ", links do
// not stand in links. So these patterns meet nothing but its own tags.
const id = '([0-9a-f-]{36})';
const places = new RegExp(
  [
    `<a class="mention" data-member="${id}">([^]*?)</a>`,
    `<a class="internal" data-(thread|provider|benchmark|card)="${id}"(?: data-position="(\\d+)")?(?: data-(auto|named)="1")?>([^]*?)</a>`,
    `<a class="file" data-file="${id}">([^]*?)</a>`,
    `<img data-file="${id}" alt="([^"]*)" loading="lazy" />`,
    `<blockquote data-post="${id}"><cite>([^<]*)</cite>`,
  ].join('|'),
  'g',
);
const references = new RegExp(
  `<[a-z]+ (?:class="[a-z]+" )?data-(member|thread|file|post|provider|benchmark|card)="${id}"`,
  'g',
);

/** The page of a thread, at a post when a position is given. */
function threadAddress(threadId: string, position?: number | string | null): string {
  return position === undefined || position === null
    ? `/threads/${threadId}`
    : `/threads/${threadId}?at=${position}#post-${position}`;
}

/** Every id that a stored HTML refers to, each once: what to look up before filling it. */
export function findReferences(html: string): StoredReferences {
  const found = {
    member: new Set<string>(),
    thread: new Set<string>(),
    file: new Set<string>(),
    post: new Set<string>(),
    provider: new Set<string>(),
    benchmark: new Set<string>(),
    card: new Set<string>(),
  };
  for (const [, kind, name] of html.matchAll(references)) found[kind as keyof typeof found].add(name ?? '');
  return {
    members: [...found.member],
    threads: [...found.thread],
    files: [...found.file],
    posts: [...found.post],
    providers: [...found.provider],
    benchmarks: [...found.benchmark],
    cards: [...found.card],
  };
}

function fillMention(memberId: string, reader: Reader): string {
  const member = reader.member(memberId);
  // Not the name as written: it may be of someone who left, or lend a stranger's words to a member.
  if (!member) return '<span class="mention">@…</span>';
  return `<a class="mention" href="/members/${memberId}">@${escapeHtml(member.name)}</a>`;
}

type Link = {
  kind: NamedKind;
  id: string;
  position: string | undefined;
  called: string | undefined;
  text: string;
};

function fillLink({ kind, id: target, position, called, text }: Link, reader: Reader): string {
  const name = reader.named(kind, target);
  // Called by its own name, it has none for whoever may not see it; what the writer wrote instead stays.
  if (name === null) return called === 'named' ? '…' : text;
  const href = kind === 'thread' ? threadAddress(target, position) : `/${kind}s/${target}`;
  const style = called === 'named' ? 'internal named' : 'internal';
  return `<a class="${style}" href="${href}">${called ? escapeHtml(name) : text}</a>`;
}

function fillFile(fileId: string, text: string, reader: Reader): string {
  const file = reader.file(fileId);
  return file ? `<a class="file" href="${escapeHtml(file.url)}">${text}</a>` : text;
}

function fillPicture(fileId: string, alt: string, reader: Reader): string {
  const file = reader.file(fileId);
  if (!file) return alt;
  if (file.picture === false) return fillFile(fileId, alt === '' ? escapeHtml(file.name) : alt, reader);
  const size = file.width && file.height ? ` width="${file.width}" height="${file.height}"` : '';
  return `<img src="${escapeHtml(file.url)}" alt="${alt}"${size} loading="lazy" />`;
}

function fillQuote(postId: string, name: string, reader: Reader): string {
  const post = reader.post(postId);
  if (!post) return `<blockquote><cite>${name}</cite>`;
  const address = threadAddress(post.thread_id, post.position);
  return `<blockquote><cite><a class="internal" href="${address}">${escapeHtml(post.name)}</a></cite>`;
}

/**
 * Stored HTML as one reader may see it: today's names and titles, links where they may follow them. Where they
 * may not, what the writer wrote stays, without a link, whether the target exists or not.
 */
export function fillHtml(html: string, reader: Reader): string {
  return html.replace(places, (whole: string, ...groups: (string | undefined)[]) => {
    const [member, , kind, target = '', position, called, text = '', ...others] = groups;
    if (member) return fillMention(member, reader);
    if (kind) return fillLink({ kind: kind as NamedKind, id: target, position, called, text }, reader);
    const [file, fileText = '', picture, alt = '', post, name = ''] = others;
    if (file) return fillFile(file, fileText, reader);
    if (picture) return fillPicture(picture, alt, reader);
    return post ? fillQuote(post, name, reader) : whole;
  });
}

// Not exact, as the renderer is: what stands in code is taken for a link, too, and only its name changes.
const namedSource =
  /\[#(?:\\.|[^\]\\\n])+\]\(((?:[^\s()]*\/)?(thread|provider|benchmark|card)(?:s\/|:)([0-9a-f-]{36}))\)/gi;

/** The things that a source calls by their own names. */
export function findNamedIn(source: string): StoredReferences {
  const ids = (kind: NamedKind): string[] => [
    ...new Set(
      [...source.matchAll(namedSource)].flatMap(([, , found = '', id = '']) =>
        found.toLowerCase() === kind ? [id.toLowerCase()] : [],
      ),
    ),
  ];
  return {
    members: [],
    files: [],
    posts: [],
    threads: ids('thread'),
    providers: ids('provider'),
    benchmarks: ids('benchmark'),
    cards: ids('card'),
  };
}

/** A source as one reader may see it who has not written it: what is called by its own name has the one that they may see. */
export const fillSource = (source: string, named: Reader['named']): string =>
  source.replace(namedSource, (_, address: string, kind: string, id: string) => {
    const name = named(kind.toLowerCase() as NamedKind, id.toLowerCase());
    return `[#${(name ?? '…').replace(/[\\[\]]/g, '\\$&')}](${address})`;
  });
