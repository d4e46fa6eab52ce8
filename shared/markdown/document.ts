/**
 * A text as blocks and marked runs: what stands between Markdown, the HTML of a post, HTML from elsewhere and the
 * editor. The shape is the one in which ProseMirror keeps documents (`Node.toJSON`), so that the editor needs no
 * translation.
 */
export type Document = { type: 'doc'; content: Block[] };

/** Marks by their rendered elements. Markdown has signs for the first three and for code; the others are tags. */
export const markNames = [
  ...(['link', 'em', 'strong', 'del', 'ins', 'b', 'i', 'u', 's', 'sub', 'sup', 'kbd', 'mark'] as const),
  'code',
] as const;
export type MarkName = (typeof markNames)[number];
/**
 * `href` is an address, or `thread:ID`, `thread:ID#POSITION`, `file:ID`, `provider:ID`, `benchmark:ID`, `card:ID`,
 * `tag:WORD`; `auto` where the text is the address.
 */
export type LinkMark = { type: 'link'; attrs: { href: string; title: string; auto: boolean } };
export type Mark = LinkMark | { type: Exclude<MarkName, 'link'> };

type Marked = { marks?: Mark[] };
export type Inline = Marked &
  (
    | { type: 'text'; text: string }
    | { type: 'hard_break' }
    /** A member, called by what the writer wrote. */
    | { type: 'mention'; attrs: { member: string; label: string } }
    /** A picture of ours, by its file. */
    | { type: 'picture'; attrs: { file: string; alt: string } }
  );

export type Align = 'left' | 'center' | 'right' | null;
type CellSize = { colspan?: number; rowspan?: number; colwidth?: number[] | null };
export type Paragraph = { type: 'paragraph'; content?: Inline[] };
export type Cell = {
  type: 'table_cell' | 'table_header';
  attrs: CellSize & { align: Align };
  content: [Paragraph];
};
export type Row = { type: 'table_row'; content?: Cell[] };
/** `checked` is null where the item is no task. */
export type Item = { type: 'list_item'; attrs: { checked: boolean | null }; content: Block[] };
export type BulletList = { type: 'bullet_list'; attrs: { tight: boolean }; content: Item[] };
export type OrderedList = {
  type: 'ordered_list';
  attrs: { tight: boolean; start: number };
  content: Item[];
};

export type Block =
  | Paragraph
  /** The level is that of the rendered element: a post begins at h3. */
  | { type: 'heading'; attrs: { level: number }; content?: Inline[] }
  /** `post` and `name` are its source, where it is the quote of a post. */
  | { type: 'quote'; attrs: { post: string | null; name: string | null }; content: Block[] }
  | BulletList
  | OrderedList
  | { type: 'code_block'; attrs: { language: string }; content?: { type: 'text'; text: string }[] }
  | { type: 'rule' }
  | { type: 'table'; content: Row[] };
