import {
  notificationKinds,
  type NotificationGroup,
  type NotificationKind,
} from '@cenacle/shared/notifications/contract.ts';
import type { GroupRow } from './queries.ts';

/** What a member was told of one thing, as the list shows it. */
export const viewGroup = (group: GroupRow): NotificationGroup => ({
  subject: group.subject,
  subject_id: group.subjectId,
  title: group.title,
  language: group.language,
  unread: group.unread,
  count: group.count,
  kind: group.kind,
  by: group.by,
  at: group.at.toISOString(),
  last_at: group.lastAt.toISOString(),
  open: { id: group.openId, position: group.openPosition },
});

/** Every kind with what holds for it: what the member chose, else what everybody has at first. */
export const viewKinds = (chosen: { kind: NotificationKind; app: boolean }[]) =>
  notificationKinds.map((kind) => ({ kind, app: chosen.find((one) => one.kind === kind)?.app ?? true }));
