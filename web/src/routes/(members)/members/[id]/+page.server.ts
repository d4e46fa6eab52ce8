import type { BodyOf } from '@cenacle/shared/http.ts';
import { warnMember } from '@cenacle/shared/moderation/contract.ts';
import { roles, updateMember } from '@cenacle/shared/members/contract.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { call } from '#lib/api.ts';
import { muteAction } from '#lib/follows/send.ts';
import { perform, typedIn } from '#lib/forms.ts';
import type { Actions } from './$types';

type Change = Omit<BodyOf<typeof updateMember>, 'reason'>;

const change = (event: RequestEvent, name: string, typed: Record<string, string>, body: Change) =>
  perform(event, { name, typed }, () =>
    call(event.fetch, updateMember, {
      params: { id: event.params.id ?? '' },
      body: { ...body, reason: typed.reason ?? '' },
    }),
  );

const receive = async (event: RequestEvent) => typedIn(await event.request.formData(), ['reason', 'role']);

export const actions: Actions = {
  mute: (event) => muteAction(event, event.params.id),
  suspend: async (event) => change(event, 'suspend', await receive(event), { state: 'suspended' }),
  restore: async (event) => change(event, 'restore', await receive(event), { state: 'active' }),
  role: async (event) => {
    const typed = await receive(event);
    return change(event, 'role', typed, { role: roles.find((role) => role === typed.role) });
  },
  warn: async (event) => {
    const typed = await receive(event);
    return perform(event, { name: 'warn', typed }, () =>
      call(event.fetch, warnMember, {
        params: { id: event.params.id },
        body: { reason: typed.reason ?? '' },
      }),
    );
  },
};
