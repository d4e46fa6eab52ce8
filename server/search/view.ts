import { cut } from '@cenacle/shared/text.ts';
import type { SearchHit } from '@cenacle/shared/search/contract.ts';
import { passageOf, segmentsOf, wordsOf, type Word } from '@cenacle/shared/search/highlight.ts';
import { audienceBriefView } from '../circles/view.ts';
import type { Db } from '../database.ts';
import { stemWords, type FoundRow } from './queries.ts';

/** Signs of a body that a passage is looked for in: what is read in a sitting. */
const readSignsMax = 20_000;

/** What to mark: the lexemes of the query in each language, and the beginning of its last word. */
export interface Marks {
  words: string[];
  prefix: string | null;
}

const key = (language: string, word: string): string => `${language} ${word.toLowerCase()}`;

/** Gives for each row which of its words the query found, with the lexeme that found them. */
async function finder(db: Db, rows: { language: string; words: Word[] }[], marks: Marks) {
  const distinct = new Map<string, { word: string; language: string }>();
  for (const { language, words } of rows)
    for (const { text } of words) distinct.set(key(language, text), { word: text.toLowerCase(), language });
  const languages = [...new Set(rows.map(({ language }) => language))];
  const read = [...distinct.values()];
  const asked = languages.flatMap((language) => marks.words.map((word) => ({ word, language })));
  const stems = await stemWords(db, [...read, ...asked]);
  const wanted = new Set(
    stems.slice(read.length).flatMap(({ language, lexemes }) => lexemes.map((each) => `${language} ${each}`)),
  );
  const prefix = marks.prefix?.toLowerCase() ?? null;
  const found = new Map<string, string>();
  for (const { word, language, lexemes } of stems.slice(0, read.length)) {
    const lexeme = lexemes.find((each) => wanted.has(`${language} ${each}`));
    const begun = prefix !== null && word.startsWith(prefix) ? prefix : undefined;
    const by = lexeme ?? begun;
    if (by !== undefined) found.set(key(language, word), by);
  }
  return (language: string, word: Word): string | undefined => found.get(key(language, word.text));
}

/** Results as their reader sees them, in the order of the rows: the best passage of each, what was found marked in it. */
export async function viewHits(db: Db, rows: FoundRow[], marks: Marks): Promise<SearchHit[]> {
  const texts = rows.map((row) => {
    const title = row.groupTitle ?? row.title;
    const body = cut(row.body, readSignsMax);
    return { row, title, body, titleWords: wordsOf(title), bodyWords: wordsOf(body) };
  });
  const found = await finder(
    db,
    texts.map(({ row, titleWords, bodyWords }) => ({
      language: row.language,
      words: [...titleWords, ...bodyWords],
    })),
    marks,
  );
  return texts.flatMap(({ row, title, body, titleWords, bodyWords }) => {
    const { audience, author } = row;
    if (!audience) return [];
    const by = (word: Word) => found(row.language, word);
    return [
      {
        kind: row.groupKind,
        id: row.groupId,
        title: segmentsOf(
          title,
          titleWords.filter((word) => by(word) !== undefined),
        ),
        found: row.kind,
        position: row.position,
        passage: passageOf(
          body,
          bodyWords.filter((word) => by(word) !== undefined),
          (word) => by(word) ?? word.text,
        ),
        language: row.language,
        audience: audienceBriefView(audience),
        author,
        tags: row.tags,
        finished: row.finished,
        created_at: row.createdAt.toISOString(),
      },
    ];
  });
}
