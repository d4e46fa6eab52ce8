import type { BenchmarkBrief } from '@cenacle/shared/benchmarks/brief.ts';
import type { Provider, ProviderRow, SimilarProvider } from '@cenacle/shared/providers/contract.ts';
import type { ProviderRecord } from '@cenacle/shared/providers/record-contract.ts';
import type { Held } from '@cenacle/shared/threads/check-contract.ts';
import { audienceBriefView } from '../circles/view.ts';
import type { SignedMember } from '../http/member.ts';
import { canMerge, canRemoveReply } from './policy.ts';
import type { NamedProvider, SimilarRecord } from './queries.ts';
import type { ReplyRow } from './reply-queries.ts';

/** A provider as lists show it. */
export const viewProviderRow = (row: NamedProvider): ProviderRow => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  other_names: row.otherNames,
  natural_person: row.naturalPerson,
  summary: row.summary,
  website: row.website,
  place: row.place,
  size: row.size,
  siren: row.siren,
});

export const viewSimilar = (row: SimilarRecord): SimilarProvider => ({
  provider: viewProviderRow(row),
  because: row.because,
});

/** What the reader may see of where a provider was compared and chosen. */
export interface ProviderUse {
  benchmarks: BenchmarkBrief[];
  finishedCases: { id: string; title: string; finishedAt: Date; held: Held | null }[];
}

/** A provider as its page shows it to the member; who added it is nobody's to see. */
export const viewProvider = (member: SignedMember, row: NamedProvider, use: ProviderUse): Provider => ({
  ...viewProviderRow(row),
  siret: row.siret,
  version: row.version,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  benchmarks: use.benchmarks,
  finished_cases: use.finishedCases.map(({ id, title, finishedAt, held }) => ({
    id,
    title,
    finished_at: finishedAt.toISOString(),
    held,
  })),
  can: { edit: true, merge: canMerge(member) },
});

/** A provider's reply as the member sees it. */
export const viewReply = (
  member: SignedMember,
  { reply, audience, recordedBy }: ReplyRow,
): ProviderRecord['replies'][number] => ({
  id: reply.id,
  text: reply.text,
  source: reply.source,
  said_on: reply.saidOn,
  recorded_by: recordedBy,
  audience: audienceBriefView(audience),
  can: { remove: canRemoveReply(member, reply.recordedBy) },
});
