import { redirect } from '@sveltejs/kit';
import {
  attestTold,
  deleteCard,
  getCard,
  revealCard,
  saveCard,
  tellPerson,
  withdrawVouch,
  type Revealed,
} from '@cenacle/shared/cards/contract.ts';
import { languages } from '@cenacle/shared/http.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  card: await read(event, getCard, { params: event.params }),
});

export const actions: Actions = {
  reveal: async (event) => {
    let revealed = null as Revealed | null;
    const reply = await perform(event, { name: 'reveal' }, async () => {
      revealed = await call(event.fetch, revealCard, { params: event.params });
    });
    return 'data' in reply ? reply : { ...reply, revealed };
  },
  save: async (event) => {
    const saved = (await event.request.formData()).get('saved') === '1';
    return perform(event, { name: 'save' }, () =>
      call(event.fetch, saveCard, { params: event.params, body: { saved } }),
    );
  },
  tell: async (event) => {
    const typed = typedIn(await event.request.formData(), ['language']);
    const language = languages.find((one) => one === typed.language) ?? event.locals.language;
    return perform(event, { name: 'tell', typed }, () =>
      call(event.fetch, tellPerson, { params: event.params, body: { language } }),
    );
  },
  attest: async (event) => {
    const typed = typedIn(await event.request.formData(), ['on', 'means']);
    return perform(event, { name: 'attest', typed }, () =>
      call(event.fetch, attestTold, {
        params: event.params,
        body: { on: typed.on ?? '', means: typed.means ?? '' },
      }),
    );
  },
  withdraw: async (event) =>
    perform(event, { name: 'withdraw' }, () => call(event.fetch, withdrawVouch, { params: event.params })),
  remove: async (event) => {
    const reply = await perform(event, { name: 'remove' }, () =>
      call(event.fetch, deleteCard, { params: event.params }),
    );
    if ('done' in reply && reply.done) redirect(303, '/cards');
    return reply;
  },
};
