/** Why a text is not rendered. The route answers 422 on the field with this code. */
export type RefusalCode = 'too_deep' | 'too_slow' | 'too_long' | 'too_wide';

/** A text that this renderer will not take, in whatever form it comes. */
export class MarkdownRefused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(`Markdown refused: ${code}`);
    this.name = 'MarkdownRefused';
    this.code = code;
  }
}
