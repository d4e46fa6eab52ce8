import type { BodyOf } from '@cenacle/shared/http.ts';
import type { Finding, pinFindings as pinRoute } from '@cenacle/shared/knowledge/contract.ts';
import type { Db } from '../database.ts';
import { invalid } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { cleanTags } from '../threads/tags.ts';
import { findDetails, findPinnable, writePins, type FindingRow } from './queries.ts';

/** Findings as pages show them, in the order of the rows. */
export async function viewFindings(db: Db, rows: FindingRow[]): Promise<Finding[]> {
  const { asked, added, chosen } = await findDetails(
    db,
    rows.map(({ outcome }) => outcome.id),
  );
  return rows.map(({ thread, outcome, held, author, pin }) => ({
    id: thread.id,
    title: thread.title,
    language: thread.language,
    author,
    decision: outcome.decision,
    again: outcome.again,
    finished_on: outcome.finishedOn,
    held,
    providers: chosen.filter(({ outcomeId }) => outcomeId === outcome.id).map(({ provider }) => provider),
    questions: [
      ...new Set(
        [...asked, ...added].flatMap(({ outcomeId, text }) => (outcomeId === outcome.id ? [text] : [])),
      ),
    ],
    tags: thread.tags,
    pin,
  }));
}

/** Says which cases open a tag; those that the moderator does not read keep their place. 422 at `thread_ids.N`. */
export async function pinFindings(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof pinRoute>,
): Promise<void> {
  const [tag] = cleanTags([input.tag]);
  if (!tag) throw invalid([{ field: 'tag', code: 'required' }]);
  await services.db.transaction(async (tx) => {
    const known = await findPinnable(tx, member, tag, input.thread_ids);
    const errors = input.thread_ids.flatMap((id, i) =>
      known.has(id) ? [] : [{ field: `thread_ids.${i}`, code: 'unknown_reference' as const }],
    );
    if (errors.length > 0) throw invalid(errors);
    await writePins(tx, member, tag, input.thread_ids, services.clock());
  });
}
