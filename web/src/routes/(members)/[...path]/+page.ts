import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** Addresses that lead nowhere: members see so inside their own page, guests are led to sign in as anywhere. */
export const load: PageLoad = async ({ parent }) => {
  await parent();
  error(404, 'Not found');
};
