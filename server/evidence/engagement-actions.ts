import type {
  addEngagement as addEngagementRoute,
  editEngagement as editEngagementRoute,
  Engagement,
} from '@cenacle/shared/evidence/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { newId } from '../database.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import {
  deleteEngagement,
  findEngagement,
  insertEngagement,
  lockEngagement,
  updateEngagement,
  type EngagementRow,
} from './engagement-queries.ts';

/** An engagement as its own member sees it; nobody else is ever given this view. */
export const viewEngagement = (row: EngagementRow): Engagement => ({
  id: row.id,
  client: row.client,
  public_label: row.publicLabel,
  sector: row.sector,
  size: row.size,
  started_on: row.startedOn,
  ended_on: row.endedOn,
  version: row.version,
  created_at: row.createdAt.toISOString(),
  can: { delete: !row.inUse },
});

/** The member's own engagement; 404 for everybody else's. */
export async function showEngagement(
  services: Services,
  member: SignedMember,
  id: string,
): Promise<Engagement> {
  const row = await findEngagement(services.db, member, id);
  if (!row) throw notFound();
  return viewEngagement(row);
}

function refusePeriod(startedOn: string, endedOn: string | null): void {
  if (endedOn !== null && endedOn < startedOn) throw invalid([{ field: 'ended_on', code: 'out_of_order' }]);
}

/** Keeps a new engagement for its member alone; gives its id. 422 at the fields. */
export async function addEngagement(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof addEngagementRoute>,
  key: IdempotencyKey | null,
): Promise<string> {
  const row = {
    id: newId(),
    memberId: member.id,
    client: mandatoryLine('client', input.client),
    publicLabel: mandatoryLine('public_label', input.public_label),
    sector: oneLine('sector', input.sector ?? ''),
    size: input.size ?? null,
    startedOn: input.started_on,
    endedOn: input.ended_on ?? null,
    createdAt: services.clock(),
  };
  refusePeriod(row.startedOn, row.endedOn);
  return services.db.transaction(async (tx) => {
    const before = await claimKey(tx, member, key, row.id);
    if (before) return before;
    await insertEngagement(tx, row);
    return row.id;
  });
}

/** Changes one's own engagement. 404 for others', 409 `conflict` with `current`, 422 at the fields. */
export async function editEngagement(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof editEngagementRoute>,
): Promise<void> {
  const isDone = await services.db.transaction(async (tx) => {
    const row = await lockEngagement(tx, member, id);
    if (!row) throw notFound();
    if (input.version !== undefined && input.version !== row.version) return false;
    const startedOn = input.started_on ?? row.startedOn;
    const endedOn = input.ended_on === undefined ? row.endedOn : input.ended_on;
    refusePeriod(startedOn, endedOn);
    await updateEngagement(tx, id, {
      startedOn,
      endedOn,
      ...(input.client === undefined ? {} : { client: mandatoryLine('client', input.client) }),
      ...(input.public_label === undefined
        ? {}
        : { publicLabel: mandatoryLine('public_label', input.public_label) }),
      ...(input.sector === undefined ? {} : { sector: oneLine('sector', input.sector) }),
      ...(input.size === undefined ? {} : { size: input.size }),
    });
    return true;
  });
  if (!isDone) throw conflict('conflict', { current: await showEngagement(services, member, id) });
}

/** Deletes one's own engagement. 404 for others', 409 `in_use` while evidence rests on it. */
export async function removeEngagement(services: Services, member: SignedMember, id: string): Promise<void> {
  await services.db.transaction(async (tx) => {
    const row = await lockEngagement(tx, member, id);
    if (!row) throw notFound();
    if (row.inUse) throw conflict('in_use');
    await deleteEngagement(tx, id);
  });
}
