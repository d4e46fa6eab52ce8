import type { BodyOf } from '@cenacle/shared/http.ts';
import type {
  NotificationSettings,
  readNotifications as readRoute,
  setNotificationSettings as setRoute,
} from '@cenacle/shared/notifications/contract.ts';
import { newId } from '../database.ts';
import { invalid, notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { deleteSilence, findRhythm, findSilence, writeRhythm } from './mail-queries.ts';
import { listChoices, readByHand, selectUnreadNotifications, unreadSwept, writeChoices } from './queries.ts';
import { viewSettings } from './view.ts';

/** Marks notifications of the member read, tells their other pages, and gives how many subjects are left unread. */
export async function readNotifications(
  { db, hub, clock }: Services,
  member: SignedMember,
  input: BodyOf<typeof readRoute>,
): Promise<{ notifications: number; undo_id: string | null }> {
  const { id, subject_id: subjectId, opened_id: openedId } = input;
  const until = input.until === undefined ? undefined : new Date(input.until);
  const meant = { id, subjectId, openedId, until };
  const given = Object.values(meant).filter((one) => one !== undefined);
  if (given.length !== 1)
    throw invalid([{ field: 'until', code: given.length === 0 ? 'required' : 'invalid' }]);
  const undoId = until ? newId() : null;
  const changed = await readByHand(db, member, meant, undoId);
  if (changed) hub.tell({ kind: 'me', memberIds: [member.id] });
  const [left] = await selectUnreadNotifications(db, member, clock());
  return { notifications: left?.n ?? 0, undo_id: changed ? undoId : null };
}

/** Takes back what was marked read at once, and tells the member's other pages. 404 for what is undone, or not theirs. */
export async function undoReadNotifications(
  { db, hub, clock }: Services,
  member: SignedMember,
  id: string,
): Promise<{ notifications: number }> {
  if (!(await unreadSwept(db, member, id))) throw notFound();
  hub.tell({ kind: 'me', memberIds: [member.id] });
  const [left] = await selectUnreadNotifications(db, member, clock());
  return { notifications: left?.n ?? 0 };
}

/** All that the member chose, and whether their address takes mail. */
export async function showSettings({ db }: Services, member: SignedMember): Promise<NotificationSettings> {
  const [chosen, rhythm, silencedAt] = await Promise.all([
    listChoices(db, member.id),
    findRhythm(db, member.id),
    findSilence(db, member.id),
  ]);
  return viewSettings(chosen, rhythm, silencedAt);
}

/** Writes the member's choices and tells their other pages. 422 `repeated` for a kind that is there twice. */
export async function changeSettings(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof setRoute>,
): Promise<NotificationSettings> {
  const { kinds = [], digest, digest_day: digestDay, hour, quiet, away_until: awayUntil } = input;
  const repeated = kinds.findIndex(({ kind }, i) => kinds.findIndex((one) => one.kind === kind) < i);
  if (repeated !== -1) throw invalid([{ field: `kinds.${repeated}.kind`, code: 'repeated' }]);
  const hours = quiet === undefined ? {} : { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null };
  await services.db.transaction(async (tx) => {
    await writeChoices(tx, member.id, kinds);
    await writeRhythm(tx, member.id, { digest, digestDay, hour, awayUntil, ...hours });
  });
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  return showSettings(services, member);
}

/** Mails to the member's address again. */
export async function liftSilence(services: Services, member: SignedMember): Promise<NotificationSettings> {
  await deleteSilence(services.db, member.id);
  services.hub.tell({ kind: 'me', memberIds: [member.id] });
  return showSettings(services, member);
}
