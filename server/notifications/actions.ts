import type { BodyOf } from '@cenacle/shared/http.ts';
import type {
  readNotifications as readRoute,
  setNotificationSettings as setRoute,
} from '@cenacle/shared/notifications/contract.ts';
import { invalid } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { listChoices, readByHand, selectUnreadNotifications, writeChoices } from './queries.ts';
import { viewKinds } from './view.ts';

/** Marks notifications of the member read, tells their other pages, and gives how many subjects are left unread. */
export async function readNotifications(
  { db, hub, clock }: Services,
  member: SignedMember,
  input: BodyOf<typeof readRoute>,
): Promise<{ notifications: number }> {
  const { id, subject_id: subjectId, opened_id: openedId } = input;
  const until = input.until === undefined ? undefined : new Date(input.until);
  const meant = { id, subjectId, openedId, until };
  const given = Object.values(meant).filter((one) => one !== undefined);
  if (given.length !== 1)
    throw invalid([{ field: 'until', code: given.length === 0 ? 'required' : 'invalid' }]);
  const changed = await readByHand(db, member, meant);
  if (changed) hub.tell({ kind: 'me', memberIds: [member.id] });
  const [left] = await selectUnreadNotifications(db, member, clock());
  return { notifications: left?.n ?? 0 };
}

/** Every kind with what holds for the member. */
export const showSettings = async ({ db }: Services, member: SignedMember) => ({
  kinds: viewKinds(await listChoices(db, member.id)),
});

/** Writes the member's choices and tells their other pages. */
export async function changeSettings(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof setRoute>,
) {
  const repeated = input.kinds.findIndex(
    ({ kind }, i) => input.kinds.findIndex((one) => one.kind === kind) < i,
  );
  if (repeated !== -1) throw invalid([{ field: `kinds.${repeated}.kind`, code: 'repeated' }]);
  await writeChoices(services.db, member.id, input.kinds);
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  return showSettings(services, member);
}
