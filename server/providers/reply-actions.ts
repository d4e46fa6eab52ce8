import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import type { recordReply as recordReplyRoute } from '@cenacle/shared/providers/record-contract.ts';
import { newId } from '../database.ts';
import { invalid, notFound, refused, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { mandatoryBlock, mandatoryLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { canRemoveReply } from './policy.ts';
import { findProvider, holdDirectory } from './queries.ts';
import { deleteReply, findReply, insertReply, mayRecordFor } from './reply-queries.ts';

/**
 * Records what a provider answers, and gives its id. 404 for no provider, 422 at the fields, at `said_on` for a day to come
 * and at `audience_id` for an audience that the member does not read.
 */
export async function recordReply(
  services: Services,
  member: SignedMember,
  providerId: string,
  input: BodyOf<typeof recordReplyRoute>,
  key: IdempotencyKey | null,
): Promise<string> {
  const text = mandatoryBlock('text', input.text);
  const source = mandatoryLine('source', input.source);
  const at = services.clock();
  // A day ahead of UTC is today somewhere.
  const lastDay = new Date(at.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (input.said_on > lastDay) throw invalid([{ field: 'said_on', code: 'in_the_future' }]);
  const id = newId();
  return services.db.transaction(async (tx) => {
    await holdDirectory(tx);
    const before = await claimKey(tx, member, key, id);
    if (before) return before;
    const provider = await findProvider(tx, providerId);
    if (!provider) throw notFound();
    const audienceId = input.audience_id ?? allMembersAudienceId;
    if (!(await mayRecordFor(tx, member, audienceId))) throw unknownReference('audience_id');
    await insertReply(tx, {
      id,
      providerId: provider.id,
      audienceId,
      text,
      source,
      saidOn: input.said_on,
      recordedBy: member.id,
      createdAt: at,
    });
    return id;
  });
}

/** Takes a reply away. 404 unseen, 403 for who neither recorded it nor moderates. */
export async function removeReply(
  services: Services,
  member: SignedMember,
  providerId: string,
  id: string,
): Promise<void> {
  await services.db.transaction(async (tx) => {
    const provider = await findProvider(tx, providerId);
    const reply = provider && (await findReply(tx, member, provider.id, id));
    if (!reply) throw notFound();
    if (!canRemoveReply(member, reply.recordedBy)) throw refused();
    await deleteReply(tx, id);
  });
}
