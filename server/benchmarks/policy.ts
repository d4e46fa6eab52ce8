import { staleMonths } from '@cenacle/shared/benchmarks/frame.ts';
import { isModerator, type SignedMember } from '../http/member.ts';

/** Grades that say a piece of work is over. */
export const finishedGrades = ['finished_documented', 'finished'] as const;

export const isFinishedGrade = (grade: string | null): boolean =>
  finishedGrades.some((finished) => finished === grade);

/** Evidence from before this moment is stale. */
export function staleSince(now: Date): Date {
  const since = new Date(now);
  since.setUTCMonth(since.getUTCMonth() - staleMonths);
  return since;
}

interface SeenBenchmark {
  openedBy: string;
  state: 'collecting' | 'closed';
}

/** Need, criteria, options and the end are the opener's; moderators who read the benchmark may mend them. */
export const canEdit = (member: SignedMember, { openedBy }: SeenBenchmark): boolean =>
  openedBy === member.id || isModerator(member);

/** Every reader gives evaluations, and adds options, as long as it collects. */
export const canEvaluate = ({ state }: SeenBenchmark): boolean => state === 'collecting';

export const canClose = (member: SignedMember, seen: SeenBenchmark): boolean =>
  seen.state === 'collecting' && canEdit(member, seen);

export const canReopen = (member: SignedMember, seen: SeenBenchmark): boolean =>
  seen.state === 'closed' && canEdit(member, seen);
