import type { CriterionInput } from '@cenacle/shared/benchmarks/contract.ts';
import type { AmountBand, Conflict, Grade, Relation } from '@cenacle/shared/evidence/contract.ts';
import type { ProviderKind, SizeBand } from '@cenacle/shared/providers/contract.ts';

/** What providers, engagements and benchmarks of the demonstration are made of. Text is plain; amounts are euros. */

/** A firm or product; `by` is who added it to the directory. */
export type DemoProvider = {
  key: string;
  name: string;
  kind: ProviderKind;
  otherNames?: string[];
  naturalPerson?: true;
  summary: string;
  website: string;
  place: string;
  size: SizeBand | null;
  by: string;
  addedDaysAgo: number;
};

/** A member's work for one client, whose name no other text may hold. */
export type DemoEngagement = {
  key: string;
  by: string;
  client: string;
  label: string;
  sector: string;
  size: SizeBand;
  startedDaysAgo: number;
  endedDaysAgo: number | null;
};

/** A criterion; `low` and `high` of a price are euros. */
export type DemoCriterion = Omit<CriterionInput, 'id'> & { key: string };

/** `key` is how evaluations name the option. */
export type DemoOption = { key: string; provider: string; product?: string };

/** What an evaluation comes from: a finished case or an engagement by its key, or neither. */
type DemoEvidence = {
  grade: Grade;
  case?: string;
  engagement?: string;
  role?: string;
  amount?: AmountBand;
  document?: { name: string; text: string };
};

/** What one criterion says: a number (euros for a price), or why there is none. */
export type DemoValue = number | 'unknown' | 'quotation';

/** One member's judgement of one option, submitted so many hours ago, by the keys of the criteria. */
export type DemoEvaluation = {
  option: string;
  by: string;
  hoursAgo: number;
  relation: Relation;
  conflict?: Conflict;
  comment?: string;
  sawOthers?: true;
  evidence: DemoEvidence;
  values: Record<string, DemoValue>;
};

/** A benchmark that members fill; `case` is the key of the thread that it was opened from. */
export type DemoBenchmark = {
  key: string;
  need: string;
  description: string;
  audience: 'all' | { circle: string };
  case?: string;
  by: string;
  hoursAgo: number;
  criteria: DemoCriterion[];
  options: DemoOption[];
  evaluations: DemoEvaluation[];
};

/** A criterion of a finished selection, with its name in the source. */
export type SelectionCriterion = { name: string; source: string; isNiceToHave?: true };

/**
 * One option of a finished selection: its name in the source, and what it was found to be worth by each criterion, from 0
 * to 1, in the order of the criteria; null is unknown.
 */
export type SelectionOption = DemoOption & { utilities: (number | null)[] };

/** A finished vendor selection of somebody else; `on` is its day, `path` its page in the source's repository. */
export type DemoSelection = {
  id: string;
  on: string;
  path: string;
  need: string;
  description: string;
  criteria: SelectionCriterion[];
  options: SelectionOption[];
  /** Key of the option that was chosen. */
  chosen: string;
};
