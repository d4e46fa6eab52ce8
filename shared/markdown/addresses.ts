/** Longer addresses stay text: nobody types them, and scanning them over and over is what an attack lives on. */
export const addressLengthMax = 2_048;

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Where a link leads. `shown` is the name by which its target is honestly called: host, address or number. */
export type Target =
  | { kind: 'web'; href: string; shown: string }
  | { kind: 'mail'; href: string; shown: string }
  | { kind: 'phone'; href: string; shown: string }
  | { kind: 'member'; id: string }
  | { kind: 'thread'; id: string; position: number | null }
  | { kind: 'file' | 'provider' | 'benchmark' | 'card'; id: string }
  | { kind: 'tag'; tag: string };

const ourOwn = new RegExp(`^(member|file|thread|provider|benchmark|card):(${uuid})(?:#(\\d{1,9}))?$`, 'i');
const threadPath = new RegExp(`^/threads/(${uuid})(?:/?$|/?[?#].*$)`, 'i');
// What an upload answers with: programs that hang a file on a post know it by this address.
const filePath = new RegExp(`^/api/files/(${uuid})(?:/[^/?#]*)?(?:[?#].*)?$`, 'i');
const pagePath = new RegExp(`^/(provider|benchmark|card)s/(${uuid})/?(?:[?#].*)?$`, 'i');
// As long as a tag may be, in the bytes of its address.
const tagAddress = /^(?:tag:|\/threads\?tag=)([^\s&#?/]{1,480})$/i;
const positionInPath = /[?&#](?:at=|post-)?(\d{1,9})(?![\w-])/;

function judgeThreadPath(path: string): Target | null {
  const found = threadPath.exec(path);
  if (!found?.[1]) return null;
  const position = positionInPath.exec(path.slice(found[1].length + '/threads/'.length))?.[1];
  return { kind: 'thread', id: found[1].toLowerCase(), position: position ? Number(position) : null };
}

function judgeFilePath(path: string): Target | null {
  const id = filePath.exec(path)?.[1]?.toLowerCase();
  return id ? { kind: 'file', id } : null;
}

function judgePagePath(path: string): Target | null {
  const [, kind, id] = pagePath.exec(path) ?? [];
  return kind && id
    ? { kind: kind.toLowerCase() as 'provider' | 'benchmark' | 'card', id: id.toLowerCase() }
    : null;
}

function judgeTag(path: string): Target | null {
  const written = tagAddress.exec(path)?.[1];
  if (!written) return null;
  try {
    const tag = decodeURIComponent(written).trim();
    return tag === '' || /[\p{Cc}<>"]/u.test(tag) ? null : { kind: 'tag', tag };
  } catch {
    return null;
  }
}

function judgeOurOwn(href: string): Target | null {
  const found = ourOwn.exec(href);
  const id = found?.[2]?.toLowerCase();
  if (!found || !id) return null;
  const kind = found[1]?.toLowerCase() as 'member' | 'file' | 'thread' | 'provider' | 'benchmark' | 'card';
  if (kind === 'thread') return { kind, id, position: found[3] ? Number(found[3]) : null };
  return found[3] ? null : { kind, id };
}

/** The address of a target as Markdown keeps it: by its id where it is one of ours. */
export function addressOf(target: Target): string {
  if ('href' in target) return target.href;
  if (target.kind === 'tag') return `tag:${encodeURIComponent(target.tag)}`;
  const place = target.kind === 'thread' && target.position !== null ? `#${target.position}` : '';
  return `${target.kind}:${target.id}${place}`;
}

function judgeMail(url: URL): Target | null {
  const address = url.pathname;
  if (!/^[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)+$/.test(address)) return null;
  const kept = new URLSearchParams();
  for (const name of ['subject', 'body']) {
    const value = url.searchParams.get(name);
    if (value) kept.set(name, value);
  }
  const query = kept.size > 0 ? `?${kept.toString().replaceAll('+', '%20')}` : '';
  return { kind: 'mail', href: `mailto:${address}${query}`, shown: address };
}

function judgeWeb(url: URL, written: string): Target | null {
  // A name before the host passes for the host itself: https://bank.example@evil.example.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && !written.endsWith('/');
  return { kind: 'web', href: bare ? url.href.slice(0, -1) : url.href, shown: url.hostname };
}

/**
 * Where an address leads, or null if it leads nowhere that a post may lead to.
 *
 * @param href as it is meant: without character references, cleaned
 * @param publicUrl the product's own address without a slash at its end; threads below it are internal
 */
export function judgeAddress(href: string, publicUrl: string): Target | null {
  const local = publicUrl !== '' && href.startsWith(`${publicUrl}/`) ? href.slice(publicUrl.length) : href;
  const internal =
    judgeOurOwn(href) ??
    judgeThreadPath(local) ??
    judgeFilePath(local) ??
    judgePagePath(local) ??
    judgeTag(href) ??
    judgeTag(local);
  if (internal) return internal;
  if (href.length > addressLengthMax || !URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.protocol === 'http:' || url.protocol === 'https:') return judgeWeb(url, href);
  if (url.protocol === 'mailto:') return judgeMail(url);
  const number = url.protocol === 'tel:' ? url.pathname.replace(/[^\d+]/g, '') : '';
  return /^\+?\d{2,20}$/.test(number) ? { kind: 'phone', href: `tel:${number}`, shown: number } : null;
}

const addressStart = /(?:https?:\/\/|www\.)(?=[\p{L}\p{N}])|\/threads\/(?=[0-9a-f]{8}-)/iuy;
// Guillemets and typographic quotes stand around an address in French, never in it.
const addressEnd = /[\s<>"«»“”„‹›`\\^{}|\p{Cc}]/u;
const trailing = /[?!.,:;*_~'’…·]/;

function trimAddress(address: string): string {
  let opened = address.split('(').length - address.split(')').length;
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    if (last === ')' && opened < 0) opened += 1;
    else if (!trailing.test(last)) break;
  }
  return address.slice(0, end);
}

/**
 * The bare address that begins at `at` in a running text, or '' if none does: https://…, www.… or /threads/….
 * The punctuation that follows it belongs to the sentence.
 */
export function findAddress(text: string, at: number): string {
  if (at > 0 && /[\p{L}\p{N}@/.\-_=]/u.test(text.charAt(at - 1))) return '';
  addressStart.lastIndex = at;
  if (!addressStart.test(text)) return '';
  const stretch = text.slice(at, at + addressLengthMax + 1);
  const end = stretch.search(addressEnd);
  let address = end < 0 ? stretch : stretch.slice(0, end);
  if (address.length > addressLengthMax) return '';
  let brackets = 0;
  for (let index = 0; index < address.length; index += 1) {
    const character = address.charAt(index);
    if (character === '[') brackets += 1;
    else if (character === ']' && (brackets -= 1) < 0) address = address.slice(0, index);
  }
  return trimAddress(address);
}

const wholeAddress = (bare: string): string => (/^www\./i.test(bare) ? `http://${bare}` : bare);

/** Where a bare address leads, or null if it is none: a host needs a dot, or to be our own. */
export function judgeBareAddress(
  address: string,
  publicUrl: string,
  judge: typeof judgeAddress = judgeAddress,
): Target | null {
  const target = judge(wholeAddress(address), publicUrl);
  if (target?.kind === 'web' && !target.shown.includes('.')) return null;
  return target;
}
