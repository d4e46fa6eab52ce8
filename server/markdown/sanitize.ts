import sanitizeHtml from 'sanitize-html';
import type { IOptions } from 'sanitize-html';

// The second wall: the renderer writes nothing else than this, and should it ever, this takes it away. No id and
// no name, so that nothing in a post can stand in for a part of the page; no style, no src, no target.
const options: IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'cite', 'pre', 'code'],
    ...['ul', 'ol', 'li', 'input', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'img', 'span'],
    ...['em', 'strong', 'del', 'ins', 'b', 'i', 'u', 's', 'sub', 'sup', 'kbd', 'mark'],
  ],
  allowedAttributes: {
    a: [
      'href',
      { name: 'rel', values: ['nofollow noopener noreferrer ugc'] },
      'title',
      'data-member',
      'data-thread',
      'data-provider',
      'data-benchmark',
      'data-card',
      'data-named',
      'data-position',
      'data-auto',
      'data-file',
    ],
    img: ['data-file', 'alt', 'loading'],
    input: [{ name: 'type', values: ['checkbox'] }, 'checked', 'disabled'],
    ol: ['start'],
    blockquote: ['data-post'],
  },
  allowedClasses: {
    a: ['mention', 'internal', 'file'],
    span: ['host'],
    li: ['task'],
    code: [/^language-[\w+#.-]{1,30}$/],
    td: ['left', 'center', 'right'],
    th: ['left', 'center', 'right'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  nestingLimit: 120,
  // Quotes are escaped in text too, so that no text looks like an attribute to whoever cuts this HTML.
  textFilter: (text) => text.replaceAll('"', '&quot;'),
};

/** The HTML with nothing in it but what a post may hold, each element closed. */
export function sanitizePost(html: string): string {
  return sanitizeHtml(html, options);
}
