import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import type { Node } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { NodeSelection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { markNamed, nodeNamed, schema } from '@cenacle/shared/markdown/schema.ts';
import type { ComposerAction } from '../surface.ts';

type Mark = 'strong' | 'em' | 'link';

/** The nearest node of one of these types around the cursor, and its depth. */
function around(state: EditorState, ...names: string[]): { node: Node; depth: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (names.includes(node.type.name)) return { node, depth };
  }
  return null;
}

/** True where the cursor stands in a table. */
export const isInTable = (state: EditorState): boolean => around(state, 'table') !== null;

/** Where the task stands that the cursor is in, and whether it is done. */
export function taskAt(state: EditorState): { at: number; checked: boolean } | null {
  const item = around(state, 'list_item');
  const checked: unknown = item?.node.attrs['checked'];
  return item && typeof checked === 'boolean'
    ? { at: state.selection.$from.before(item.depth), checked }
    : null;
}

/** Ticks the task that the cursor is in, or takes the tick away. */
export const tickTask: Command = (state, dispatch) => {
  const task = taskAt(state);
  if (!task) return false;
  dispatch?.(state.tr.setNodeAttribute(task.at, 'checked', !task.checked));
  return true;
};

/** The picture that is selected or stands beside the cursor, and the words that stand for it. A tap sets the cursor beside it. */
export function pictureIn({ selection }: EditorState): { at: number; alt: string } | null {
  const { $from, from, empty } = selection;
  const beside = empty ? ([$from.nodeBefore, $from.nodeAfter] as const) : [];
  const chosen = selection instanceof NodeSelection ? selection.node : null;
  const node = [chosen, ...beside].find((one) => one?.type === nodeNamed('picture'));
  if (!node) return null;
  return { at: node === $from.nodeBefore ? from - node.nodeSize : from, alt: String(node.attrs['alt']) };
}

/** Puts the paragraphs into a list of this type, turns another list into it, or takes them out of it. */
function toggleList(name: 'bullet_list' | 'ordered_list'): Command {
  return (state, dispatch) => {
    const list = around(state, 'bullet_list', 'ordered_list');
    if (!list) return wrapInList(nodeNamed(name))(state, dispatch);
    if (list.node.type.name === name) return liftListItem(nodeNamed('list_item'))(state, dispatch);
    const { tight } = list.node.attrs;
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(list.depth), nodeNamed(name), { tight }));
    return true;
  };
}

const toggleQuote: Command = (state, dispatch) =>
  around(state, 'quote') ? lift(state, dispatch) : wrapIn(nodeNamed('quote'))(state, dispatch);

const toggleHeading: Command = (state, dispatch) =>
  around(state, 'heading')
    ? setBlockType(nodeNamed('paragraph'))(state, dispatch)
    : setBlockType(nodeNamed('heading'), { level: 4 })(state, dispatch);

/** A table of two columns with its head and two rows, the cursor in its first cell. */
const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const row = (name: string) =>
    nodeNamed('table_row').create(
      null,
      [0, 1].map(() => nodeNamed(name).create(null, nodeNamed('paragraph').create())),
    );
  const table = nodeNamed('table').create(null, [row('table_header'), row('table_cell'), row('table_cell')]);
  if (dispatch) {
    const { tr } = state;
    tr.replaceSelectionWith(table);
    // Behind the selection stands what follows the table: its first cell lies a table's size before.
    const at = tr.mapping.map(state.selection.from) - table.nodeSize;
    let first = -1;
    tr.doc.nodesBetween(Math.max(0, at - 1), tr.doc.content.size, (node, place) => {
      if (first < 0 && node.type === nodeNamed('table_header') && place >= at) first = place;
      return first < 0;
    });
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(first + 1))).scrollIntoView());
  }
  return true;
};

const insertAt: Command = (state, dispatch) => {
  const { $from, from, to } = state.selection;
  const isWord = /\S$/.test($from.parent.textBetween(0, $from.parentOffset, ' ', ' '));
  dispatch?.(state.tr.insertText(isWord ? ' @' : '@', from, to).scrollIntoView());
  return true;
};

/** What each tool does; a link is asked for by the page. */
export const commands: Record<Exclude<ComposerAction, 'link'>, Command> = {
  bold: toggleMark(markNamed('strong')),
  italic: toggleMark(markNamed('em')),
  heading: toggleHeading,
  quote: toggleQuote,
  list: toggleList('bullet_list'),
  numbers: toggleList('ordered_list'),
  table: insertTable,
  mention: insertAt,
};

function hasMark(state: EditorState, name: Mark): boolean {
  const { from, to, empty, $from } = state.selection;
  if (empty) return markNamed(name).isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, markNamed(name));
}

/** The tools whose work the cursor stands in. */
export function pressedIn(state: EditorState): ReadonlySet<ComposerAction> {
  const pressed = new Set<ComposerAction>();
  if (hasMark(state, 'strong')) pressed.add('bold');
  if (hasMark(state, 'em')) pressed.add('italic');
  if (hasMark(state, 'link')) pressed.add('link');
  if (around(state, 'heading')) pressed.add('heading');
  if (around(state, 'quote')) pressed.add('quote');
  if (isInTable(state)) pressed.add('table');
  const list = around(state, 'bullet_list', 'ordered_list');
  if (list) pressed.add(list.node.type.name === 'bullet_list' ? 'list' : 'numbers');
  return pressed;
}

/** Where a link stands or would be put: its range, its address, and whether there is a text to carry it. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } {
  const { $from, from, to, empty } = state.selection;
  const type = markNamed('link');
  const found = type.isInSet($from.marks()) ?? ($from.nodeAfter && type.isInSet($from.nodeAfter.marks));
  if (!empty || !found) return { from, to, href: String(found?.attrs['href'] ?? '') };
  let start = $from.index();
  let end = start + 1;
  const { parent } = $from;
  const carries = (at: number): boolean => found.isInSet(parent.maybeChild(at)?.marks ?? []);
  if (!carries(start) && start > 0) {
    start -= 1;
    end -= 1;
  }
  while (start > 0 && carries(start - 1)) start -= 1;
  while (carries(end)) end += 1;
  const offsetOf = (index: number): number => {
    let offset = $from.start();
    for (let at = 0; at < index; at += 1) offset += parent.child(at).nodeSize;
    return offset;
  };
  return { from: offsetOf(start), to: offsetOf(end), href: String(found.attrs['href']) };
}

/** Makes the selection, the link around the cursor or the address itself a link; an empty address takes it away. */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    const { from, to } = linkAt(state);
    const { tr } = state;
    tr.removeMark(from, to, markNamed('link'));
    if (href !== '') {
      const mark = markNamed('link').create({ href });
      if (from === to) tr.insert(from, schema.text(href, [mark]));
      else tr.addMark(from, to, mark);
      tr.removeStoredMark(markNamed('link'));
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
