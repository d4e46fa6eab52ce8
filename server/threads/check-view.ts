import { checkDays, checkPatienceDays, type Check } from '@cenacle/shared/threads/check-contract.ts';
import { dayAfter } from './days.ts';
import type { OutcomeRow } from './outcome-queries.ts';

type Answer = OutcomeRow['checks'][number];

const viewAnswer = ({ answer, line, createdAt }: Answer): NonNullable<Check['given']> => ({
  answer,
  line,
  at: createdAt.toISOString(),
});

/**
 * The questions of a closing with their answers, as of this day. Those that had passed on the day of closing are not
 * asked: the outcome itself was written knowing how it held. Of a closing in the history only what was answered.
 */
export function viewChecks({ outcome, closedOn, checks, isLast }: OutcomeRow, today: string): Check[] {
  if (!isLast) return [];
  const isPast = outcome.supersededAt !== null;
  const steps = checkDays.map((days) => ({ days, dueOn: dayAfter(outcome.finishedOn, days) }));
  const asked = steps.filter(
    ({ days, dueOn }) => dueOn > closedOn || checks.some((answer) => answer.days === days),
  );
  const lastDue = asked.findLast(({ dueOn }) => dueOn <= today)?.days;
  return asked.flatMap(({ days, dueOn }) => {
    const [given, ...earlier] = checks.filter((answer) => answer.days === days);
    if (!given && isPast) return [];
    const stateOf = (): Check['state'] => {
      if (given) return 'answered';
      if (dueOn > today) return 'waiting';
      if (days !== lastDue) return 'missed';
      return dayAfter(dueOn, checkPatienceDays) < today ? 'overdue' : 'due';
    };
    return {
      days,
      due_on: dueOn,
      state: stateOf(),
      given: given ? viewAnswer(given) : null,
      earlier: earlier.map(viewAnswer),
      version: given?.version ?? 0,
    };
  });
}
