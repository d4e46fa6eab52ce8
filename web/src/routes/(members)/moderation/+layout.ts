import { error } from '@sveltejs/kit';
import type { LayoutLoad } from './$types';

/** For moderators; to others there is no such place. */
export const load: LayoutLoad = async ({ parent }) => {
  const { me } = await parent();
  if (!me.can.moderate) error(404, 'Not found');
};
