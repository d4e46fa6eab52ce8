import { sql } from 'drizzle-orm';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import type { Db } from '../database.ts';

/** In so many documents a word must stand to be what a slip is mended to: a rarer one may be a slip itself. */
const wordDocumentsMin = 3;

// Any number does, as long as no other lock of ours is it.
const statisticsLock = 6_204_119;

interface Mark {
  language: string;
  mark: string;
}

/** What the documents that are open to all members come to, as a mark for each language that changes with any of them. */
async function marks(tx: Db): Promise<Mark[]> {
  const { rows } = await tx.execute<Mark & Record<string, unknown>>(sql`
    select language, count(*) || ' ' || coalesce(max(written_at)::text, '') as mark
    from search_docs where audience_id = ${allMembersAudienceId} group by language`);
  return rows;
}

/**
 * Counts anew what the ranking and the mending of slips go by, from documents that all members may read and from no
 * other; false where nothing has changed since, or another process is at it.
 */
export async function refreshStatistics(db: Db): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { rows: locked } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${statisticsLock}) as mine`,
    );
    if (!locked[0]?.mine) return false;
    const now = await marks(tx);
    const { rows: before } = await tx.execute<Mark & Record<string, unknown>>(
      sql`select language, mark from search_totals`,
    );
    const known = new Map(before.map(({ language, mark }) => [language, mark]));
    if (now.length === before.length && now.every(({ language, mark }) => known.get(language) === mark))
      return false;
    await tx.execute(sql`set local statement_timeout = '5min'`);
    await tx.execute(sql`delete from search_terms`);
    await tx.execute(sql`
      insert into search_terms (language, lexeme, documents, titles, bodies)
      select d.language, u.lexeme, count(*), count(*) filter (where 'A' = any(u.weights)),
        count(*) filter (where 'D' = any(u.weights))
      from search_docs d, unnest(d.v) u
      where d.audience_id = ${allMembersAudienceId}
      group by d.language, u.lexeme`);
    await tx.execute(sql`delete from search_words`);
    await tx.execute(sql`
      insert into search_words (word, documents)
      select w.word, count(*)
      from (
        select distinct d.kind, d.id, word
        from search_docs d, unnest(string_to_array(public.fold_words(d.title || ' ' || d.body, d.language), ' ')) word
        where d.audience_id = ${allMembersAudienceId}
      ) w
      where length(w.word) between 3 and 40 and w.word !~ '\\d'
      group by w.word having count(*) >= ${wordDocumentsMin}`);
    await tx.execute(sql`delete from search_totals`);
    await tx.execute(sql`
      insert into search_totals (language, documents, body_length, mark)
      select language, count(*), coalesce(avg(body_length), 0),
        count(*) || ' ' || coalesce(max(written_at)::text, '')
      from search_docs where audience_id = ${allMembersAudienceId} group by language`);
    return true;
  });
}
