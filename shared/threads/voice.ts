import { type Static } from 'typebox';
import { nullable, object, uuid } from '../http.ts';
import { memberBrief } from '../members/contract.ts';

/** Who wrote: a member, or a nameless voice (member null). */
export const voice = object({ id: uuid, member: nullable(memberBrief) });
export type Voice = Static<typeof voice>;
