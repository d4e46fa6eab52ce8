import type { Cost, Duration, Outcome } from '@cenacle/shared/threads/outcome-contract.ts';
import { viewChecks } from './check-view.ts';
import { viewCost } from './cost.ts';
import type { OutcomeRow } from './outcome-queries.ts';

const costOf = ({ outcome }: OutcomeRow): Cost | null =>
  viewCost({
    minMinor: outcome.costMinMinor,
    maxMinor: outcome.costMaxMinor,
    currency: outcome.costCurrency,
    per: outcome.costPer,
  });

function durationOf({ outcome }: OutcomeRow): Duration | null {
  const { durationCount, durationUnit } = outcome;
  return durationCount === null || durationUnit === null
    ? null
    : { count: durationCount, unit: durationUnit };
}

/** What closed a case, as every reader of the case sees it on this day. */
export function viewOutcome(row: OutcomeRow, today: string): Outcome {
  const { outcome } = row;
  return {
    id: outcome.id,
    revision: outcome.revision,
    author: { id: outcome.voiceId, member: row.author },
    decision: outcome.decision,
    result: outcome.result,
    again: outcome.again,
    providers: row.providers,
    cost: costOf(row),
    duration: durationOf(row),
    finished_on: outcome.finishedOn,
    questions: row.questions,
    created_at: outcome.createdAt.toISOString(),
    checks: viewChecks(row, today),
    superseded_at: outcome.supersededAt?.toISOString() ?? null,
    superseded_by: outcome.supersededVoiceId
      ? { id: outcome.supersededVoiceId, member: row.supersededBy }
      : null,
    reopened: outcome.supersededAt !== null && row.isLast,
  };
}
