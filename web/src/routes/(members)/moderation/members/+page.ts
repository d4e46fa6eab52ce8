import { findMembers } from '#lib/members/find.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const suspended = event.url.searchParams.get('state') === 'suspended';
  return { suspended, ...(await findMembers(event, suspended ? 'suspended' : undefined)) };
};
