import { escapeHtml } from '@cenacle/shared/markdown/characters.ts';

export type ShownMember = { name: string };
export type ShownThread = { title: string };
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
  thread(id: string): ShownThread | null;
  file(id: string): ShownFile | null;
  post(id: string): ShownPost | null;
  /** True where there is a page of this provider: all members read the directory. */
  provider(id: string): boolean;
};

/** The ids that stored HTML refers to. */
export type StoredReferences = {
  members: string[];
  threads: string[];
  files: string[];
  posts: string[];
  providers: string[];
};

// The stored form is written by render.ts alone and passed by the sanitizer: text holds no bare < or ", links do
// not stand in links. So these patterns meet nothing but its own tags.
const id = '([0-9a-f-]{36})';
const places = new RegExp(
  [
    `<a class="mention" data-member="${id}">([^]*?)</a>`,
    `<a class="internal" data-thread="${id}"(?: data-position="(\\d+)")?( data-auto="1")?>([^]*?)</a>`,
    `<a class="file" data-file="${id}">([^]*?)</a>`,
    `<img data-file="${id}" alt="([^"]*)" loading="lazy" />`,
    `<blockquote data-post="${id}"><cite>([^<]*)</cite>`,
    `<a class="internal" data-provider="${id}">([^]*?)</a>`,
  ].join('|'),
  'g',
);
const references = new RegExp(
  `<[a-z]+ (?:class="[a-z]+" )?data-(member|thread|file|post|provider)="${id}"`,
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
  };
  for (const [, kind, name] of html.matchAll(references)) found[kind as keyof typeof found].add(name ?? '');
  return {
    members: [...found.member],
    threads: [...found.thread],
    files: [...found.file],
    posts: [...found.post],
    providers: [...found.provider],
  };
}

function fillMention(memberId: string, reader: Reader): string {
  const member = reader.member(memberId);
  // Not the name as written: it may be of someone who left, or lend a stranger's words to a member.
  if (!member) return '<span class="mention">@…</span>';
  return `<a class="mention" href="/members/${memberId}">@${escapeHtml(member.name)}</a>`;
}

function fillThread(
  threadId: string,
  position: string | undefined,
  automatic: boolean,
  text: string,
  reader: Reader,
) {
  const thread = reader.thread(threadId);
  if (!thread) return text;
  const shown = automatic ? escapeHtml(thread.title) : text;
  return `<a class="internal" href="${threadAddress(threadId, position)}">${shown}</a>`;
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
    const [member, , thread, position, automatic, threadText = '', file, fileText = '', picture, alt = ''] =
      groups;
    if (member) return fillMention(member, reader);
    if (thread) return fillThread(thread, position, automatic !== undefined, threadText, reader);
    if (file) return fillFile(file, fileText, reader);
    if (picture) return fillPicture(picture, alt, reader);
    const [post, name = '', provider, providerText = ''] = groups.slice(10);
    if (post) return fillQuote(post, name, reader);
    if (!provider) return whole;
    if (!reader.provider(provider)) return providerText;
    return `<a class="internal" href="/providers/${provider}">${providerText}</a>`;
  });
}
