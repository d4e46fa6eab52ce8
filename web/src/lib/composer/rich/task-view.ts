import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView } from 'prosemirror-view';

/** An item of a list; where it is a task, with a box that can be ticked. */
export class TaskView implements NodeView {
  readonly dom = document.createElement('li');
  readonly contentDOM: HTMLElement;
  readonly #box: HTMLInputElement | null = null;

  constructor(node: Node, view: EditorView, place: () => number | undefined, label: string) {
    if (node.attrs['checked'] === null) {
      this.contentDOM = this.dom;
      return;
    }
    this.dom.className = 'task';
    const frame = document.createElement('label');
    frame.contentEditable = 'false';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.ariaLabel = label;
    box.addEventListener('change', () => {
      const at = place();
      if (at !== undefined) view.dispatch(view.state.tr.setNodeAttribute(at, 'checked', box.checked));
    });
    frame.append(box);
    this.#box = box;
    this.contentDOM = document.createElement('div');
    this.dom.append(frame, this.contentDOM);
    this.update(node);
  }

  update({ type, attrs }: Node): boolean {
    if (type.name !== 'list_item' || (attrs['checked'] === null) !== (this.#box === null)) return false;
    if (this.#box) {
      this.#box.checked = attrs['checked'] === true;
      this.dom.dataset['checked'] = this.#box.checked ? '1' : '0';
    }
    return true;
  }

  /** The box is the browser's own. */
  stopEvent({ target }: Event): boolean {
    return target !== null && target === this.#box;
  }

  ignoreMutation({ target }: { target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(target);
  }
}
