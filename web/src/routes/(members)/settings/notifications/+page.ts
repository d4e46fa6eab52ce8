import { getNotificationSettings } from '@cenacle/shared/notifications/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => ({ settings: await read(event, getNotificationSettings) });
