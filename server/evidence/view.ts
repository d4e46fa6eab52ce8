import type { Evidence } from '@cenacle/shared/evidence/contract.ts';
import { fileUrl } from '../files/view.ts';
import type { SignedMember } from '../http/member.ts';
import type { EvidenceRow } from './queries.ts';

function restsOn({ evidence }: EvidenceRow): Evidence['rests_on'] {
  if (evidence.outcomeId) return 'case';
  return evidence.engagementId ? 'engagement' : 'nothing';
}

function viewOne(member: SignedMember, row: EvidenceRow): Evidence {
  const { evidence, readableCase, held, engagement, file } = row;
  return {
    id: evidence.id,
    grade: evidence.grade,
    rests_on: restsOn(row),
    case: readableCase && { ...readableCase, held },
    engagement,
    engagement_id: evidence.ownerId === member.id ? evidence.engagementId : null,
    role: evidence.role,
    started_on: evidence.startedOn,
    ended_on: evidence.endedOn,
    amount: evidence.amount,
    file: file ? { id: file.id, name: file.name, url: fileUrl(file.id, file.name) } : null,
  };
}

/**
 * Evidence by id, as this reader may see it: the case behind it only for those who read that case, the engagement by
 * its public label alone. The caller has made sure that the reader may see what it supports.
 */
export const viewEvidence = (member: SignedMember, rows: EvidenceRow[]): Map<string, Evidence> =>
  new Map(rows.map((row) => [row.evidence.id, viewOne(member, row)]));
