import { listDevMails } from '@cenacle/shared/mail/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** Outside development the API has no such path, and so there is no such page. */
export const load: PageLoad = async (event) => ({ mails: (await read(event, listDevMails)).items });
