import type { RequestEvent } from '@sveltejs/kit';
import { followLevels, type FollowLevel } from '@cenacle/shared/threads/contract.ts';
import {
  followAudience,
  followTag,
  muteMember,
  type Follows,
} from '@cenacle/shared/threads/follow-contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';

/** What a level is chosen for beside a thread. */
export type Area = { audienceId: string } | { tag: string };

/** The level that a form sent; null for none. */
export const levelIn = (value: unknown): FollowLevel | null =>
  followLevels.find((one) => one === value) ?? null;

/** Follows a circle or a tag at this level; null takes the choice back. */
export const followArea = (fetcher: typeof fetch, area: Area, level: FollowLevel | null): Promise<Follows> =>
  'tag' in area
    ? call(fetcher, followTag, { body: { tag: area.tag, level } })
    : call(fetcher, followAudience, { params: { id: area.audienceId }, body: { level } });

/** The level that the reader chose for it, or null. */
export const levelOf = (follows: Follows, area: Area): FollowLevel | null =>
  ('tag' in area
    ? follows.tags.find(({ tag }) => tag === area.tag)
    : follows.audiences.find(({ audience }) => audience.id === area.audienceId)
  )?.level ?? null;

/** A form's action that follows the circle or the tag of its fields. */
export async function followAction(event: RequestEvent) {
  const typed = typedIn(await event.request.formData(), ['audience_id', 'tag', 'level']);
  const area = typed.audience_id ? { audienceId: typed.audience_id } : { tag: typed.tag ?? '' };
  return perform(event, { name: 'follow', typed }, () => followArea(event.fetch, area, levelIn(typed.level)));
}

/** A form's action that mutes the member of its fields, or hears them again. */
export async function muteAction(event: RequestEvent, memberId?: string) {
  const typed = typedIn(await event.request.formData(), ['member_id', 'muted']);
  return perform(event, { name: 'mute' }, () =>
    call(event.fetch, muteMember, {
      body: { member_id: memberId ?? typed.member_id ?? '', muted: typed.muted === 'true' },
    }),
  );
}
