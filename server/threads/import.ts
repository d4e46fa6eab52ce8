import type { Language } from '@cenacle/shared/http.ts';
import { newId } from '../database.ts';
import { MarkdownRefused } from '../markdown/refused.ts';
import { rendererVersion, type Rendered } from '../markdown/render.ts';
import type { Services } from '../services.ts';
import {
  findImported,
  insertImportedMembers,
  insertImportedThreads,
  lockImports,
  type ImportedThreadRows,
} from './import-queries.ts';
import { markdownText, oneLine } from '../http/text.ts';
import { cleanTags } from './tags.ts';

/** A discussion from elsewhere; all keys are unique in the database, so that nothing arrives twice. */
export interface ForeignThread {
  key: string;
  title: string;
  language: Language;
  tags: string[];
  /** In reading order, the opener first; at least one. */
  posts: ForeignPost[];
}

export interface ForeignPost {
  key: string;
  author: { key: string; name: string };
  /** Markdown. */
  source: string;
  at: Date;
  editedAt: Date | null;
}

/** A text that can't be laid out; the message names it. */
export class ImportRefused extends Error {
  override name = 'ImportRefused';
}

/** How many threads and posts came, and how many threads were there already. */
export interface ImportCounts {
  threads: number;
  posts: number;
  alreadyThere: number;
}

/** Posts in one transaction: what is written in well under the time that a lock may be waited for. */
const postsPerBatchMax = 250;

/** Threads in groups of about as many posts as one transaction takes. */
export function batchesOf(foreign: ForeignThread[]): ForeignThread[][] {
  const batches: ForeignThread[][] = [];
  let room = 0;
  for (const thread of foreign) {
    if (room < thread.posts.length) {
      batches.push([]);
      room = postsPerBatchMax;
    }
    batches.at(-1)?.push(thread);
    room -= thread.posts.length;
  }
  return batches;
}

/**
 * Opens these discussions for all members, whole or not at all, as far as they are not there yet. Their authors
 * become members who have left: they have no account. Throws ImportRefused for a text that the renderer refuses.
 */
export async function importThreads(
  services: Pick<Services, 'db' | 'markdown'>,
  foreign: ForeignThread[],
): Promise<ImportCounts> {
  const keys = foreign.map((thread) => thread.key);
  const before = await findImported(services.db, keys);
  const wanted = foreign.filter((thread) => !before.has(thread.key));
  const rendered = await renderAll(services, wanted);
  return services.db.transaction(async (tx) => {
    await lockImports(tx);
    // Another import may have written some of them while these were laid out.
    const now = await findImported(tx, keys);
    const missing = wanted.filter((thread) => !now.has(thread.key));
    const memberIds = await insertImportedMembers(tx, authorsOf(missing));
    const rows = rowsOf(missing, memberIds, rendered);
    await insertImportedThreads(tx, rows);
    return {
      threads: missing.length,
      posts: rows.posts.length,
      alreadyThere: foreign.length - missing.length,
    };
  });
}

type RenderedPost = Rendered & { source: string };

async function renderAll({ markdown }: Pick<Services, 'markdown'>, foreign: ForeignThread[]) {
  const rendered = foreign.flatMap((thread) =>
    thread.posts.map(async (post): Promise<[string, RenderedPost]> => {
      const source = markdownText('body', post.source);
      try {
        return [post.key, { source, ...(await markdown.render(source)) }];
      } catch (error) {
        if (!(error instanceof MarkdownRefused)) throw error;
        throw new ImportRefused(`The post ${post.key} can't be laid out (${error.code}).`);
      }
    }),
  );
  return new Map(await Promise.all(rendered));
}

/** Each author once, there since their first post. */
function authorsOf(foreign: ForeignThread[]) {
  const authors = new Map<string, { id: string; importKey: string; name: string; createdAt: Date }>();
  for (const { author, at } of foreign.flatMap((thread) => thread.posts)) {
    const known = authors.get(author.key);
    if (!known)
      authors.set(author.key, {
        id: newId(),
        importKey: author.key,
        name: oneLine('name', author.name),
        createdAt: at,
      });
    else if (at < known.createdAt) known.createdAt = at;
  }
  return [...authors.values()];
}

function rowsOf(
  foreign: ForeignThread[],
  memberIds: Map<string, string>,
  rendered: Map<string, RenderedPost>,
): ImportedThreadRows {
  const rows: ImportedThreadRows = { threads: [], voices: [], posts: [] };
  for (const thread of foreign) addRows(rows, thread, memberIds, rendered);
  return rows;
}

function addRows(
  rows: ImportedThreadRows,
  thread: ForeignThread,
  memberIds: Map<string, string>,
  rendered: Map<string, RenderedPost>,
): void {
  const threadId = newId();
  const voiceIds = new Map<string, string>();
  const voiceOf = ({ author, at }: ForeignPost): string => {
    const known = voiceIds.get(author.key);
    if (known) return known;
    const id = newId();
    voiceIds.set(author.key, id);
    rows.voices.push({ id, threadId, memberId: must(memberIds.get(author.key)), createdAt: at });
    return id;
  };
  const own = thread.posts.map((post, index) => {
    const { source, html } = must(rendered.get(post.key));
    return {
      id: newId(),
      threadId,
      voiceId: voiceOf(post),
      position: index + 1,
      changeSeq: index + 1,
      source,
      html,
      rendererVersion,
      editedAt: post.editedAt,
      importKey: post.key,
      createdAt: post.at,
    };
  });
  const [first, last] = [must(own[0]), must(own.at(-1))];
  rows.posts.push(...own);
  rows.threads.push({
    id: threadId,
    kind: 'discussion',
    title: oneLine('title', thread.title),
    language: thread.language,
    tags: cleanTags(thread.tags),
    authorVoiceId: first.voiceId,
    lastPosition: own.length,
    changeSeq: own.length,
    replyCount: own.length - 1,
    lastVoiceId: last.voiceId,
    lastPostAt: last.createdAt,
    importKey: thread.key,
    createdAt: first.createdAt,
  });
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an imported thread is incomplete');
  return value;
}
