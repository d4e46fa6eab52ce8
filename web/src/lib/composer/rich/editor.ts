import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history, redo, undo } from 'prosemirror-history';
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import type { Node } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { EditorState, Plugin, type Command } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import type { Document } from '@cenacle/shared/markdown/document.ts';
import { nodeNamed, schema } from '@cenacle/shared/markdown/schema.ts';
import { commands, isInTable, taskAt, tickTask } from './commands.ts';

const item = nodeNamed('list_item');

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodeNamed('hard_break').create(), true).scrollIntoView());
  return true;
};

/** A cell holds one paragraph. */
const breakInCell: Command = (state, dispatch) => isInTable(state) && lineBreak(state, dispatch);

/** The next task is still to be done. */
const nextItem: Command = (state, dispatch) =>
  splitListItem(item, taskAt(state) ? { checked: false } : undefined)(state, dispatch);

/** « [ ] » at the beginning of a list's item makes it a task. */
const typedTask = new InputRule(/^\[([ xX]?)\]\s$/, (state, match, start, end) => {
  const { $from } = state.selection;
  if ($from.node(-1)?.type !== item) return null;
  const checked = /x/i.test(match[1] ?? '');
  return state.tr.setNodeMarkup($from.before(-1), null, { checked }).delete(start, end);
});

const keys: Record<string, Command> = {
  'Mod-z': undo,
  'Mod-y': redo,
  'Shift-Mod-z': redo,
  'Mod-b': commands.bold,
  'Mod-i': commands.italic,
  'Shift-Enter': chainCommands(exitCode, lineBreak),
  Enter: chainCommands(breakInCell, nextItem),
  // As in Google Docs.
  'Mod-Alt-Enter': tickTask,
  // In a table and in a list only, and there only as long as it leads somewhere: else Tab leaves the text.
  Tab: chainCommands(goToNextCell(1), sinkListItem(item)),
  'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(item)),
};

/** What is typed at the start of a line as in Word: a dash or a star, a number, an angle. */
const typed = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*•–]\s$/, nodeNamed('bullet_list')),
    wrappingInputRule(
      /^(\d{1,3})[.)]\s$/,
      nodeNamed('ordered_list'),
      (match) => ({ start: Number(match[1]) }),
      (match, node) => node.childCount + Number(node.attrs['start']) === Number(match[1]),
    ),
    wrappingInputRule(/^\s*>\s$/, nodeNamed('quote')),
    typedTask,
    textblockTypeInputRule(/^##?\s$/, nodeNamed('heading'), { level: 4 }),
  ],
});

/** Below a table or a quote at the end there is always a line to go on writing. */
const lineBelow = new Plugin({
  appendTransaction: (_transactions, _before, { doc, tr }) =>
    doc.lastChild?.type === nodeNamed('paragraph')
      ? null
      : tr.insert(doc.content.size, nodeNamed('paragraph').create()),
});

const plugins = [
  typed,
  keymap(keys),
  keymap(baseKeymap),
  history(),
  dropCursor({ color: 'currentColor' }),
  gapCursor(),
  tableEditing(),
  lineBelow,
];

/** True if nothing stands in it. */
export const isBlankDocument = (doc: Node): boolean =>
  doc.childCount === 1 &&
  doc.firstChild?.type === nodeNamed('paragraph') &&
  doc.firstChild?.content.size === 0;

/** An editor's state at its beginning; throws if the schema has no place for something in the document. */
export function stateOf(document: Document): EditorState {
  const doc = schema.nodeFromJSON(document);
  doc.check();
  const state = EditorState.create({ doc, plugins });
  const { lastChild } = state.doc;
  return lastChild?.type === nodeNamed('paragraph')
    ? state
    : state.apply(
        state.tr.insert(doc.content.size, nodeNamed('paragraph').create()).setMeta('addToHistory', false),
      );
}
