import { error } from '@sveltejs/kit';
import { getThread } from '@cenacle/shared/threads/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const thread = await read(event, getThread, { params: event.params });
  if (!thread.can.edit) error(403, '', { code: 'refused' });
  return { thread };
};
