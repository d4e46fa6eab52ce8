import { getDevMail } from '@cenacle/shared/mail/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => ({
  mail: await read(event, getDevMail, { params: event.params }),
});
