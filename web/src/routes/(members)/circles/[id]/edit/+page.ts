import { error } from '@sveltejs/kit';
import { getCircle } from '@cenacle/shared/circles/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** Only for those who may edit; to others there is no such page. */
export const load: PageLoad = async (event) => {
  const circle = await read(event, getCircle, { params: event.params });
  if (!circle.can.edit) error(404, 'Not found');
  return { circle };
};
