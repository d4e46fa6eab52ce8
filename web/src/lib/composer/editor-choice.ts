export type Editor = 'rich' | 'markdown';

const key = 'cenacle_editor';

/** Which editor this device's writer chose; rich text, unless they asked for Markdown. */
export function chosenEditor(): Editor {
  try {
    return localStorage.getItem(key) === 'markdown' ? 'markdown' : 'rich';
  } catch {
    // Where a browser keeps nothing for us, there is the default.
    return 'rich';
  }
}

/** Keeps the choice on this device. */
export function chooseEditor(editor: Editor): void {
  try {
    localStorage.setItem(key, editor);
  } catch {
    // It holds for this text alone then.
  }
}
