/** A text and what is selected in it, as a textarea holds them. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

const replace = ({ text, start, end }: Selected, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

/** Puts a mark around the selection, or takes it away where it is already; `hint` stands in for no selection. */
export function wrap(selected: Selected, mark: string, hint: string): Selected {
  const { text, start, end } = selected;
  const n = mark.length;
  if (start >= n && text.slice(start - n, start) === mark && text.slice(end, end + n) === mark) {
    const bare = text.slice(0, start - n) + text.slice(start, end) + text.slice(end + n);
    return { text: bare, start: start - n, end: end - n };
  }
  // Marks beside white space are no marks in Markdown.
  const chosen = text.slice(start, end);
  const inner = chosen.trim() || hint;
  const before = chosen.length - chosen.trimStart().length;
  const after = chosen.trim() ? chosen.length - chosen.trimEnd().length : 0;
  const lead = chosen.trim() ? before : chosen.length;
  const from = start + lead;
  const wrapped = replace({ text, start: from, end: end - after }, mark + inner + mark);
  return { text: wrapped, start: from + n, end: from + n + inner.length };
}

/** Begins each selected line with a prefix, or takes it away where all of them have it. */
export function prefixLines(selected: Selected, prefix: string): Selected {
  const { text } = selected;
  const start = text.lastIndexOf('\n', selected.start - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(selected.start, selected.end - 1));
  const end = lineEnd < 0 ? text.length : lineEnd;
  const lines = text.slice(start, end).split('\n');
  const all = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (all ? line.slice(prefix.length) : prefix + line)).join('\n');
  const at = start + changed.length;
  return { text: replace({ text, start, end }, changed), start: lines.length > 1 ? start : at, end: at };
}

/** Makes the selection a link; what is still to be typed, its text or its address, is selected after. */
export function link(selected: Selected, textHint: string): Selected {
  const chosen = selected.text.slice(selected.start, selected.end);
  const isAddress = /^https?:\/\/\S+$/.test(chosen.trim());
  const shown = chosen && !isAddress ? chosen : textHint;
  const address = isAddress ? chosen.trim() : 'https://';
  const text = replace(selected, `[${shown}](${address})`);
  const addressAt = selected.start + shown.length + 3;
  if (shown === textHint && isAddress)
    return { text, start: selected.start + 1, end: selected.start + 1 + shown.length };
  return { text, start: addressAt, end: addressAt + address.length };
}

/** Puts a piece in place of the selection, the cursor behind it. */
export function insert(selected: Selected, piece: string): Selected {
  const at = selected.start + piece.length;
  return { text: replace(selected, piece), start: at, end: at };
}

/** Puts a block on lines of its own, an empty line before it where there is text, the cursor behind it. */
export function insertBlock(selected: Selected, block: string): Selected {
  const before = selected.text.slice(0, selected.start);
  const gap = before.trim() === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const after = selected.text.slice(selected.end);
  const tail = after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const placed = insert(selected, gap + block);
  const at = placed.start + 2;
  return { text: before + gap + block + tail + after, start: at, end: at };
}

/** Text that Markdown shows as it is inside `[…]`. */
const bracketed = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\[\]*_`<>]/g, '\\$&');

/** How a member is mentioned: by id, so that names may change and hold accents and spaces. */
export const mentionOf = (member: { id: string; name: string }): string =>
  `[@${bracketed(member.name)}](member:${member.id})`;

/** How an uploaded file hangs on a post: pictures in place, documents as a link. */
export const fileOf = (file: { id: string; name: string; kind: 'picture' | 'document' }): string =>
  `${file.kind === 'picture' ? '!' : ''}[${bracketed(file.name)}](file:${file.id})`;

/** A source as one reads it: names instead of ids. */
export const readable = (source: string): string =>
  source.replace(
    /\[((?:\\.|[^\]\\\n])+)\]\((?:(?:member|post|thread|provider|benchmark|card):[0-9a-f-]{36}|tag:[^\s)]+)\)/g,
    (_, name: string) => name.replace(/\\(.)/g, '$1'),
  );

/** The address of what was chosen: its id, so that names may change; of a tag the word. */
export const addressOfNamed = ({ kind, id }: { kind: string; id: string }): string =>
  `${kind}:${kind === 'tag' ? encodeURIComponent(id) : id}`;

/** What a text holds for what was chosen. Behind a `#` each reader gets the name that they may see. */
export const nameOf = (chosen: { kind: string; id: string; name: string }): string =>
  chosen.kind === 'member' ? mentionOf(chosen) : `[#${bracketed(chosen.name)}](${addressOfNamed(chosen)})`;

/** A name being typed: what stands between its sign and the cursor, and where the sign is. */
export interface NameQuery {
  sign: '@' | '#';
  query: string;
  start: number;
}

/** Names have three words at most before one is surely writing on. */
const typedName =
  /(?:^|[\s(«“"'’>—–-])([@#])([\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’.-]*(?: [\p{L}\p{M}\p{N}'’.-]*){0,2})?$/u;
const nameLengthMax = 60;

/** The name that ends at the cursor, or null: an address such as jean@exemple.fr is none, nor is « #1 ». */
export function nameAt(text: string, caret: number): NameQuery | null {
  const before = text.slice(Math.max(0, caret - nameLengthMax), caret);
  const found = typedName.exec(before);
  const query = found?.[2] ?? '';
  const sign = found?.[1] === '#' ? '#' : '@';
  if (!found || /^\p{N}/u.test(query)) return null;
  return { sign, query: query.trimEnd(), start: caret - query.length - 1 };
}
