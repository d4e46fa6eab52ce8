import type { BodyOf } from '@cenacle/shared/http.ts';
import type { answerUse as answerUseRoute, DueUse } from '@cenacle/shared/threads/use-contract.ts';
import { invalid, notFound, refused, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import { holdDirectory, resolveProviders } from '../providers/queries.ts';
import type { Services } from '../services.ts';
import { dayIn } from './days.ts';
import { lockThread } from './queries.ts';
import { listAskedOf, listDueUses, writeUse } from './use-queries.ts';

/** Questions shown at once: Today is read standing. */
const dueMax = 5;

/** What the member is asked about the providers of their finished cases. */
export async function showDueUses({ db, clock }: Services, member: SignedMember): Promise<DueUse[]> {
  const rows = await listDueUses(db, member, dayIn(member.zone, clock()), dueMax);
  return rows.flatMap(({ thread, provider, months, dueOn }) =>
    months === null ? [] : [{ thread, provider, months, due_on: dueOn }],
  );
}

/**
 * Says whether a provider of the member's finished case is still in use. 404 unseen, 403 for others, for an open case and
 * before the question's day, 422 at `provider_id` for one that was not chosen and at `line` for a natural person.
 */
export async function answerUse(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof answerUseRoute>,
): Promise<void> {
  const line = oneLine('line', input.line ?? '');
  const at = services.clock();
  await services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const seen = await lockThread(tx, member, id);
    if (!seen) throw notFound();
    if (!seen.mine || !seen.thread.finishedAt) throw refused();
    const providerId = (await resolveProviders(tx, [input.provider_id])).get(input.provider_id)?.id;
    const asked = (await listAskedOf(tx, member, id, dayIn(member.zone, at))).find(
      ({ provider }) => provider.id === providerId,
    );
    if (!asked) throw unknownReference('provider_id');
    if (asked.months === null || input.months > asked.months) throw refused();
    if (line !== '' && asked.provider.natural_person)
      throw invalid([{ field: 'line', code: 'no_criticism' }]);
    const { months, still, again } = input;
    await writeUse(tx, {
      threadId: id,
      closing: asked.closing,
      providerId: asked.provider.id,
      months,
      still,
      again,
      line,
      createdAt: at,
    });
  });
}
