import {
  notificationKinds,
  paceAtFirst,
  type MailPace,
  type NotificationGroup,
  type NotificationKind,
  type NotificationSettings,
} from '@cenacle/shared/notifications/contract.ts';
import type { findRhythm } from './mail-queries.ts';
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
const viewKinds = (chosen: { kind: NotificationKind; app: boolean; mail: MailPace | null }[]) =>
  notificationKinds.map((kind) => {
    const choice = chosen.find((one) => one.kind === kind);
    return { kind, app: choice?.app ?? true, mail: choice?.mail ?? paceAtFirst[kind] };
  });

type Rhythm = NonNullable<Awaited<ReturnType<typeof findRhythm>>>;

/** All that a member chose of what they are told, and when by mail. */
export const viewSettings = (
  chosen: Parameters<typeof viewKinds>[0],
  rhythm: Rhythm | null,
  silencedAt: Date | null,
): NotificationSettings => ({
  kinds: viewKinds(chosen),
  digest: rhythm?.digest ?? true,
  digest_day: rhythm?.digestDay ?? 1,
  hour: rhythm?.hour ?? 8,
  quiet:
    rhythm?.quietFrom == null || rhythm.quietTo == null
      ? null
      : { from: rhythm.quietFrom, to: rhythm.quietTo },
  away_until: rhythm?.awayUntil ?? null,
  silenced_at: silencedAt?.toISOString() ?? null,
});
