import type { Language } from '@cenacle/shared/http.ts';
import type { Letter, Words } from './words/catalogue.ts';
import { words as en } from './words/en.ts';
import { words as fr } from './words/fr.ts';

/** A mail ready to be sent: the same content as plain text and as HTML. */
export interface Composed {
  subject: string;
  text: string;
  html: string;
}

const catalogues = { fr, en };

function wordsOf(letter: Letter, language: Language): Words {
  const catalogue = catalogues[language];
  switch (letter.kind) {
    case 'code':
      return catalogue.code(letter);
    case 'reset':
      return catalogue.reset(letter);
    case 'invitation':
      return catalogue.invitation(letter);
    case 'already_member':
      return catalogue.already_member(letter);
    case 'card_notice':
      return catalogue.card_notice(letter);
    case 'flag_resolved':
      return catalogue.flag_resolved(letter);
    case 'warning':
      return catalogue.warning(letter);
  }
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

// Colours of the design's light theme: mail programs know no custom properties.
export const style = {
  page: 'margin:0;padding:24px 16px;background:#faf8f4;color:#1f1d1a;',
  sheet: 'max-width:560px;margin:0 auto;font:18px/1.55 Georgia,serif;',
  quote: 'margin:16px 0;padding:0 0 0 16px;border-left:3px solid #c9b98f;white-space:pre-line;',
  code: 'margin:20px 0;font:600 30px/1.2 monospace;letter-spacing:6px;',
  button:
    'display:inline-block;padding:12px 20px;border-radius:6px;background:#23405c;color:#ffffff;font:600 17px Arial,sans-serif;text-decoration:none;',
  heading: 'margin:28px 0 4px;font:600 21px/1.3 Georgia,serif;',
  row: 'margin:0;padding:12px 0;border-top:1px solid #e4dfd4;',
  link: 'color:#1f1d1a;font-weight:600;text-decoration:none;',
  detail: 'font:16px/1.5 Arial,sans-serif;color:#5c564d;',
  foot: 'margin-top:28px;padding-top:12px;border-top:1px solid #e4dfd4;font:15px/1.6 Arial,sans-serif;color:#5c564d;',
  small: 'font:15px/1.5 Arial,sans-serif;color:#5c564d;word-break:break-all;',
};

/** Puts a letter into words, in this language. Nothing in it is loaded from elsewhere. */
export function compose(letter: Letter, language: Language): Composed {
  const { greeting, signature, quoted } = catalogues[language];
  const { subject, before, action, after } = wordsOf(letter, language);
  const code = letter.kind === 'code' ? letter.code : null;
  const link = letter.kind === 'code' ? null : letter.link;
  const note = letter.kind === 'invitation' && letter.note !== '' ? letter : null;

  const text = [
    greeting,
    ...before,
    ...(note ? [quoted(note.sponsor), note.note.replace(/^/gm, '> ')] : []),
    ...(code ? [code] : []),
    ...(link ? [link] : []),
    ...after,
    `— ${signature}`,
  ].join('\n\n');

  const paragraph = (words: string) => `<p>${escapeHtml(words)}</p>`;
  const body = [
    ...[greeting, ...before].map(paragraph),
    ...(note
      ? [paragraph(quoted(note.sponsor)), `<p style="${style.quote}">${escapeHtml(note.note)}</p>`]
      : []),
    ...(code ? [`<p style="${style.code}">${code}</p>`] : []),
    ...(link ? [button(link, action ?? link), `<p style="${style.small}">${escapeHtml(link)}</p>`] : []),
    ...[...after, `— ${signature}`].map(paragraph),
  ].join('\n');
  return { subject, text: `${text}\n`, html: pageOf(subject, language, body) };
}

export const button = (link: string, words: string) =>
  `<p><a style="${style.button}" href="${escapeHtml(link)}">${escapeHtml(words)}</a></p>`;

/** The whole HTML of a mail around its body. */
export const pageOf = (subject: string, language: Language, body: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="${style.page}"><div style="${style.sheet}">
${body}
</div></body></html>
`;
