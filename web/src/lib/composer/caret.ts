const copied = [
  'font',
  'letterSpacing',
  'lineHeight',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderLeftWidth',
  'tabSize',
] as const;

/** Where a place in a text stands in the window, in pixels. */
export interface CaretPlace {
  left: number;
  top: number;
  bottom: number;
}

/** Measures with a twin of the textarea, since the textarea itself does not tell. */
export function caretPlace(textarea: HTMLTextAreaElement, at: number): CaretPlace {
  const style = getComputedStyle(textarea);
  const twin = document.createElement('div');
  for (const name of copied) twin.style[name] = style[name];
  Object.assign(twin.style, {
    position: 'absolute',
    visibility: 'hidden',
    top: '0',
    boxSizing: 'border-box',
    borderStyle: 'solid',
    width: `${textarea.clientWidth}px`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  });
  const mark = document.createElement('span');
  mark.textContent = '\u200b';
  twin.append(textarea.value.slice(0, at), mark);
  document.body.append(twin);
  const corner = textarea.getBoundingClientRect();
  const top = corner.top + mark.offsetTop - textarea.scrollTop;
  const place = { left: corner.left + mark.offsetLeft, top, bottom: top + mark.offsetHeight };
  twin.remove();
  return place;
}

/**
 * Gives a textarea a new text and selection as if typed, by its smallest difference, so that the browser's
 * undo takes it back and `input` is heard.
 */
export function typeInto(textarea: HTMLTextAreaElement, text: string, start: number, end: number): void {
  const old = textarea.value;
  let from = 0;
  while (from < old.length && from < text.length && old[from] === text[from]) from += 1;
  let same = 0;
  const sameMax = Math.min(old.length, text.length) - from;
  while (same < sameMax && old[old.length - 1 - same] === text[text.length - 1 - same]) same += 1;
  const piece = text.slice(from, text.length - same);

  textarea.focus();
  textarea.setSelectionRange(from, old.length - same);
  // Deprecated and without a successor: the only way to change text that undo knows of.
  const typed =
    piece === '' ? document.execCommand('delete') : document.execCommand('insertText', false, piece);
  if (!typed || textarea.value !== text) {
    textarea.value = text;
    textarea.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  textarea.setSelectionRange(start, end);
}
