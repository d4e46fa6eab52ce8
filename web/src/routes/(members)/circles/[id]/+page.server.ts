import { redirect } from '@sveltejs/kit';
import {
  inviteToCircle,
  leaveCircle,
  removeFromCircle,
  updateCircleMember,
  withdrawCircleInvitation,
} from '@cenacle/shared/circles/contract.ts';
import { call } from '#lib/api.ts';
import { followAction } from '#lib/follows/send.ts';
import { perform, refuseField } from '#lib/forms.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions } from './$types';

const memberIn = async (request: Request) => String((await request.formData()).get('member_id') ?? '');

export const actions: Actions = {
  follow: followAction,
  invite: async (event) => {
    const member_id = await memberIn(event.request);
    // Nobody was chosen from what was suggested: to the API that would be no id at all.
    if (!member_id) {
      const words = (await loadWords(event.locals.language)).members.picker;
      return refuseField('invite', 'member_id', words.choose, {});
    }
    return perform(event, { name: 'invite', secret: ['member_id'] }, () =>
      call(event.fetch, inviteToCircle, { params: event.params, body: { member_id } }),
    );
  },
  withdraw: async (event) => {
    const member_id = await memberIn(event.request);
    return perform(event, { name: 'withdraw' }, () =>
      call(event.fetch, withdrawCircleInvitation, { params: { ...event.params, member_id } }),
    );
  },
  remove: async (event) => {
    const member_id = await memberIn(event.request);
    return perform(event, { name: 'remove' }, () =>
      call(event.fetch, removeFromCircle, { params: { ...event.params, member_id } }),
    );
  },
  promote: async (event) => {
    const member_id = await memberIn(event.request);
    return perform(event, { name: 'promote' }, () =>
      call(event.fetch, updateCircleMember, {
        params: { ...event.params, member_id },
        body: { keeper: true },
      }),
    );
  },
  stepDown: async (event) => {
    const member_id = await memberIn(event.request);
    return perform(event, { name: 'step-down' }, () =>
      call(event.fetch, updateCircleMember, {
        params: { ...event.params, member_id },
        body: { keeper: false },
      }),
    );
  },
  leave: async (event) => {
    const reply = await perform(event, { name: 'leave' }, () =>
      call(event.fetch, leaveCircle, { params: event.params }),
    );
    if ('done' in reply && reply.done) redirect(303, '/circles?done=left');
    return reply;
  },
};
