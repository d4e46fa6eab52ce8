import { Parser } from 'htmlparser2';

/** Elements whose words belong to somebody else. */
const left = new Set(['blockquote']);
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** The first words of filled HTML as plain text, without what it quotes; cut between graphemes, then with an ellipsis. */
export function excerptOf(html: string, graphemesMax: number): string {
  let text = '';
  let depth = 0;
  const parser = new Parser({
    onopentag: (name) => {
      if (left.has(name)) depth += 1;
      else text += ['a', 'em', 'strong', 'code', 's', 'mark'].includes(name) ? '' : ' ';
    },
    ontext: (part) => {
      if (depth === 0) text += part;
    },
    onclosetag: (name) => {
      if (left.has(name)) depth -= 1;
    },
  });
  parser.end(html);
  const words = text.replace(/\s+/g, ' ').trim();
  const kept = [...graphemes.segment(words.slice(0, graphemesMax * 12))].map(({ segment }) => segment);
  if (kept.length <= graphemesMax) return words;
  return `${kept
    .slice(0, graphemesMax)
    .join('')
    .replace(/[\s,;:.]+$/u, '')}…`;
}
