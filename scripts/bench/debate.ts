import { readFile } from 'node:fs/promises';
import { readRepubliqueNumerique } from '../import/republique-numerique.ts';
import type { ForeignThread } from '../../server/threads/import.ts';
import { minutesBefore, seeded } from './seeded.ts';

/** The debate that size S is, and from which M is made. */
export interface Debate {
  /** As the import reads it. */
  content: string;
  threads: ForeignThread[];
  /** Whether its words are invented, since no file was given. */
  isGenerated: boolean;
}

/** What the real debate measures: a generated one is as large. */
const generated = { threads: 696, posts: 4690, longest: 133, authors: 1500 };
const wordsKnown = 4000;

/** The debate of the file, or a generated one of the same size. */
export async function readDebate(path: string | null): Promise<Debate> {
  const content = path === null ? generateDebate(generated) : await readFile(path, 'utf8');
  return { content, threads: readRepubliqueNumerique(content), isGenerated: path === null };
}

/** JSON lines in the debate's own format: the first thread the longest, the second of 20 posts. */
export function generateDebate({ threads, posts, longest, authors }: typeof generated): string {
  const random = seeded(1);
  const pick = (n: number) => Math.floor(random() * n);
  const speak = speaker(random);
  const lengths = lengthsOf(threads, posts, longest, random);
  let written = 0;
  const lines = lengths.map((length, i) => {
    const own = Array.from({ length }, (_, j) => {
      written += 1;
      return {
        id: `g${written}`,
        author: `membre-${String(pick(authors)).padStart(4, '0')}`,
        at: minutesBefore((posts - written) * 7 + 1440).replace('.000', ''),
        text: Array.from({ length: j === 0 ? 4 : 1 + pick(3) }, () => speak(20 + pick(60))).join('\n\n'),
      };
    });
    const [category, subcategory] = [`section ${1 + (i % 5)}`, `sujet ${1 + (i % 23)}`];
    return JSON.stringify({ id: i + 1, title: speak(8), category, subcategory, sources: [], posts: own });
  });
  return lines.join('\n');
}

/** As many posts as asked for, over the threads: most are short, as in a real debate. */
function lengthsOf(threads: number, posts: number, longest: number, random: () => number): number[] {
  const lengths = Array.from({ length: threads }, () => 1);
  const fixed = Math.min(threads, 2);
  if (threads > 0) lengths[0] = longest;
  if (threads > 1) lengths[1] = 20;
  let left = posts - lengths.reduce((sum, length) => sum + length, 0);
  while (left > 0) {
    const i = fixed + Math.floor((threads - fixed) * random() ** 2);
    if ((lengths[i] ?? longest) >= longest - 1) continue;
    lengths[i] = (lengths[i] ?? 0) + 1;
    left -= 1;
  }
  return lengths;
}

/** Sentences of invented words, some far more frequent than others, as Zipf found for real ones. */
function speaker(random: () => number): (words: number) => string {
  const syllables = 'ba ce di fo gu la me ni po ra se ti vo zu cha ble tre sion ment que eur'.split(' ');
  const words = Array.from({ length: wordsKnown }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => syllables[Math.floor(random() * syllables.length)],
    ).join(''),
  );
  return (count) => {
    const said = Array.from({ length: count }, () => words[Math.floor(wordsKnown ** random()) - 1] ?? 'mot');
    const text = said.join(' ');
    return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  };
}
