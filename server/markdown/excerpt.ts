import { Parser } from 'htmlparser2';
import { cut } from '@cenacle/shared/text.ts';

/** Elements whose words belong to somebody else. */
const left = new Set(['blockquote']);

/** The first words of filled HTML as plain text, without what it quotes; cut between signs, then with an ellipsis. */
export function excerptOf(html: string, unitsMax: number): string {
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
  if (words.length <= unitsMax) return words;
  // Rather a word less than half a word, where it is no long one.
  return `${cut(words, unitsMax)
    .replace(/(?<=\s)\S{0,20}$/u, '')
    .replace(/[\s,;:.]+$/u, '')}…`;
}
