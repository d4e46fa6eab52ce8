import { followAction, muteAction } from '#lib/follows/send.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  follow: followAction,
  mute: (event) => muteAction(event),
};
