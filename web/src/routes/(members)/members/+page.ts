import { findMembers } from '#lib/members/find.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = (event) => findMembers(event);
