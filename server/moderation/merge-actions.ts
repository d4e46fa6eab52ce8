import type { BodyOf, Language } from '@cenacle/shared/http.ts';
import { escapeMarkdown, escapeRunning } from '@cenacle/shared/markdown/escape.ts';
import type { mergeThreads as mergeRoute } from '@cenacle/shared/moderation/contract.ts';
import { writeAct } from '../audit/queries.ts';
import type { Db } from '../database.ts';
import { invalid, notFound, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { mandatoryLine } from '../http/text.ts';
import { rendererVersion } from '../markdown/render.ts';
import type { Services } from '../services.ts';
import { lockThread } from '../threads/queries.ts';
import { renderBody } from '../threads/render.ts';
import { findOpener, hasOutcome, movePosts, retellOpener } from './merge-queries.ts';

const sheetLabels: Record<Language, Record<string, string>> = {
  fr: {
    context: 'Contexte',
    stuck: 'Ce qui coince',
    tried: 'Déjà essayé',
    looking_for: 'Ce que je cherche',
    not_wanted: 'Ce que je ne veux pas',
  },
  en: {
    context: 'Context',
    stuck: 'What is stuck',
    tried: 'Already tried',
    looking_for: 'What I am looking for',
    not_wanted: 'What I do not want',
  },
};

/** What the opener says among others' posts: the title and the sheet, which it had above it, come with it. */
function retold(
  thread: { title: string; language: Language },
  { source, sheet }: Awaited<ReturnType<typeof findOpener>>,
): string {
  const fields = Object.entries(sheetLabels[thread.language]).flatMap(([name, label]) => {
    const text = sheet?.[name]?.trim();
    return text ? [`**${label}**`, escapeMarkdown(text)] : [];
  });
  return [`**${escapeRunning(thread.title)}**`, ...fields, source].filter(Boolean).join('\n\n');
}

/** Both threads locked, in the order of their ids, so that two merges of the same two can't wait for one another. */
async function lockBoth(tx: Db, member: SignedMember, from: string, into: string) {
  const locked = new Map<string, Awaited<ReturnType<typeof lockThread>>>();
  for (const id of [from, into].toSorted()) locked.set(id, await lockThread(tx, member, id));
  return { from: locked.get(from) ?? null, into: locked.get(into) ?? null };
}

/**
 * Puts the posts of one thread behind those of another that has the same readers; every address of the first leads on. 404
 * unseen; 422 at `into_id` for an unseen one, the same, other readers (`other_readers`) or a case that has or had an outcome
 * (`has_outcome`), on which others may rest.
 */
export async function mergeThreads(
  services: Services,
  member: SignedMember,
  from: string,
  input: BodyOf<typeof mergeRoute>,
): Promise<void> {
  const reason = mandatoryLine('reason', input.reason);
  const { into_id: into } = input;
  const at = services.clock();
  const told = await services.db.transaction(async (tx) => {
    const both = await lockBoth(tx, member, from, into);
    if (!both.from) throw notFound();
    if (!both.into) throw unknownReference('into_id');
    if (from === into) throw invalid([{ field: 'into_id', code: 'invalid' }]);
    const { audienceId } = both.into.thread;
    if (both.from.thread.audienceId !== audienceId)
      throw invalid([{ field: 'into_id', code: 'other_readers' }]);
    if (await hasOutcome(tx, from)) throw invalid([{ field: 'into_id', code: 'has_outcome' }]);
    const opener = await findOpener(tx, from);
    if (opener.state === 'shown') {
      const source = retold(both.from.thread, opener);
      const { html } = await renderBody(services, source, 'into_id');
      await retellOpener(tx, opener, { source, html, rendererVersion });
    }
    const head = await movePosts(tx, from, into);
    await writeAct(tx, member, 'merge_threads', reason, { threadId: into }, at);
    return { audienceId, head, before: both.from.thread.changeSeq + 1 };
  });
  services.hub.tell(
    { kind: 'thread', threadId: into, audienceId: told.audienceId, head: told.head },
    // Pages that show the first ask for it, find nothing, and are led on.
    { kind: 'thread', threadId: from, audienceId: told.audienceId, head: told.before },
  );
}
