import { Fragment, Slice, type Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { File as StoredFile } from '@cenacle/shared/files/contract.ts';
import type { Document } from '@cenacle/shared/markdown/document.ts';
import { markNamed, nodeNamed, schema } from '@cenacle/shared/markdown/schema.ts';
import type { CaretPlace } from '../caret.ts';
import { addressOfNamed } from '../markdown.ts';
import type { Suggestion } from '../suggestions.svelte.ts';
import type { ComposerAction, Surface } from '../surface.ts';
import { commands, isInTable } from './commands.ts';

/** Stands for what is no text, such as a picture: no name goes on behind it. */
const noText = '\ufffc';

/** The running text of the blocks, one line after the other: what a cell can take. */
function runningOf(doc: Node): Fragment {
  const content: Node[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    if (content.length > 0) content.push(nodeNamed('hard_break').create());
    node.forEach((child) => content.push(child));
    return false;
  });
  return Fragment.from(content);
}

/** What was chosen: a member as one piece, others as links. */
function named(chosen: Suggestion): Node {
  const { kind, id, name } = chosen;
  if (kind === 'member') return nodeNamed('mention').create({ member: id, label: `@${name}` });
  return schema.text(`#${name}`, [markNamed('link').create({ href: addressOfNamed(chosen) })]);
}

/** The rich text editor, for the tools around it. */
export class RichSurface implements Surface {
  readonly #view: EditorView;
  readonly #onlink: () => void;

  constructor(view: EditorView, onlink: () => void) {
    this.#view = view;
    this.#onlink = onlink;
  }

  get focused(): boolean {
    return this.#view.hasFocus();
  }

  focus(): void {
    this.#view.focus();
  }

  act(action: ComposerAction): void {
    if (action === 'link') return this.#onlink();
    this.#view.focus();
    commands[action](this.#view.state, this.#view.dispatch, this.#view);
  }

  before(): string | null {
    const { empty, $from } = this.#view.state.selection;
    if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return null;
    return $from.parent.textBetween(0, $from.parentOffset, noText, noText);
  }

  placeOf(back: number): CaretPlace {
    const { left, top, bottom } = this.#view.coordsAtPos(this.#view.state.selection.from - back);
    return { left, top, bottom };
  }

  pick(length: number, chosen: Suggestion): void {
    const { state } = this.#view;
    const { from } = state.selection;
    const content = [named(chosen), schema.text(' ')];
    this.#view.dispatch(state.tr.replaceWith(from - length, from, content).scrollIntoView());
    this.#view.focus();
  }

  putFile({ id, name, kind }: StoredFile): void {
    const { state } = this.#view;
    const inline =
      kind === 'picture'
        ? nodeNamed('picture').create({ file: id, alt: name })
        : schema.text(name, [markNamed('link').create({ href: `file:${id}` })]);
    const { $from } = state.selection;
    const alone = kind === 'picture' && $from.depth === 1 && $from.parent.content.size > 0;
    const paragraph = nodeNamed('paragraph');
    // A picture stands on a line of its own, and one goes on writing below it.
    const tr = alone
      ? state.tr.insert($from.after(1), [paragraph.create(null, inline), paragraph.create()])
      : state.tr.replaceSelectionWith(inline, false).insertText(kind === 'picture' ? '' : ' ');
    if (alone) tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map($from.after(1), -1) + 4));
    this.#view.dispatch(tr.scrollIntoView());
  }

  put(document: Document): void {
    const { state } = this.#view;
    const { $from } = state.selection;
    const blocks = schema.nodeFromJSON(document).content;
    const isBlank = $from.depth === 1 && $from.parent.content.size === 0;
    const at = $from.depth === 0 ? $from.pos : isBlank ? $from.before(1) : $from.after(1);
    const tr = state.tr.replaceWith(
      at,
      isBlank ? $from.after(1) : at,
      blocks.addToEnd(nodeNamed('paragraph').create()),
    );
    tr.setSelection(TextSelection.create(tr.doc, at + blocks.size + 1));
    this.#view.dispatch(tr.scrollIntoView());
    this.#view.focus();
  }

  paste(document: Document): void {
    const { state } = this.#view;
    const doc = schema.nodeFromJSON(document);
    const slice = isInTable(state) ? new Slice(runningOf(doc), 0, 0) : Slice.maxOpen(doc.content);
    this.#view.dispatch(state.tr.replaceSelection(slice).scrollIntoView());
  }
}
