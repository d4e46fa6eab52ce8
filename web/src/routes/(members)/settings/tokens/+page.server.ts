import { createToken, revokeToken, tokenScopes } from '@cenacle/shared/sessions/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  create: async (event) => {
    const typed = typedIn(await event.request.formData(), ['name', 'scope', 'days']);
    const body = {
      name: typed.name ?? '',
      scope: tokenScopes.find((one) => one === typed.scope) ?? 'read',
      days: Number(typed.days),
    };
    let secret = '';
    const reply = await perform(event, { name: 'create', typed }, async () => {
      ({ secret } = await call(event.fetch, createToken, { body }));
    });
    // Only this one reply carries it: it is neither kept nor put into an address.
    return 'done' in reply ? { ...reply, secret } : reply;
  },
  revoke: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    const reply = await perform(event, { name: 'revoke' }, () =>
      call(event.fetch, revokeToken, { params: { id } }),
    );
    return 'done' in reply ? { ...reply, secret: '' } : reply;
  },
};
