import { functions, spokenLanguages, updateMe } from '@cenacle/shared/members/contract.ts';
import { call } from '#lib/api.ts';
import { listIn, perform, typedIn } from '#lib/forms.ts';
import type { Actions } from './$types';

const lines = ['name', 'headline', 'companies', 'place', 'availability'] as const;
const fields = [...lines, 'sectors', 'functions', 'languages'];

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), fields);
    const chosen = { functions: listIn(typed.functions), languages: listIn(typed.languages) };
    const body = {
      ...Object.fromEntries(lines.map((name) => [name, typed[name] ?? ''])),
      sectors: [...new Set(listIn(typed.sectors))],
      functions: functions.filter((one) => chosen.functions.includes(one)),
      languages: spokenLanguages.filter((one) => chosen.languages.includes(one)),
    };
    return perform(event, { name: 'profile', typed }, () => call(event.fetch, updateMe, { body }));
  },
};
