import { listSessions } from '@cenacle/shared/sessions/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => ({ sessions: (await read(event, listSessions)).items });
