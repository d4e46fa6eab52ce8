import { isModerator, type SignedMember } from '../http/member.ts';

interface SeenFlag {
  flaggerId: string;
  state: 'open' | 'taken' | 'resolved';
  takenBy: string | null;
}

/** Whether nobody is at it: it waits, or who took it moderates no more. */
export const isFree = (flag: Pick<SeenFlag, 'state'>, isTakerActive: boolean): boolean =>
  flag.state === 'open' || (flag.state === 'taken' && !isTakerActive);

/** Nobody judges what they complained of themselves. */
export const canTake = (member: SignedMember, flag: SeenFlag, isTakerActive: boolean): boolean =>
  isModerator(member) && isFree(flag, isTakerActive) && flag.flaggerId !== member.id;

export const canResolve = (member: SignedMember, flag: SeenFlag): boolean =>
  isModerator(member) && flag.state === 'taken' && flag.takenBy === member.id;
