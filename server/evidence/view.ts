import type { Evidence } from '@cenacle/shared/evidence/contract.ts';
import type { Db } from '../database.ts';
import { fileUrl } from '../files/view.ts';
import type { SignedMember } from '../http/member.ts';
import { findPublicEngagements } from './engagement-queries.ts';
import { findEvidence } from './queries.ts';

type Found = Awaited<ReturnType<typeof findEvidence>>[number];

function restsOn({ evidence }: Found): Evidence['rests_on'] {
  if (evidence.outcomeId) return 'case';
  return evidence.engagementId ? 'engagement' : 'nothing';
}

/**
 * Evidence by id, as this reader may see it: the case behind it only for those who read that case, the engagement by
 * its public label alone. The caller has made sure that the reader may see what it supports.
 */
export async function viewEvidence(
  db: Db,
  member: SignedMember,
  ids: string[],
): Promise<Map<string, Evidence>> {
  const rows = await findEvidence(db, member, ids);
  const engagementIds = rows.flatMap(({ evidence }) => evidence.engagementId ?? []);
  const engagements = await findPublicEngagements(db, engagementIds);
  return new Map(
    rows.map((row) => {
      const { evidence, readableCase, file } = row;
      const engagement = evidence.engagementId ? engagements.get(evidence.engagementId) : undefined;
      const view: Evidence = {
        id: evidence.id,
        grade: evidence.grade,
        rests_on: restsOn(row),
        case: readableCase,
        engagement: engagement
          ? { public_label: engagement.publicLabel, sector: engagement.sector, size: engagement.size }
          : null,
        engagement_id: evidence.ownerId === member.id ? evidence.engagementId : null,
        role: evidence.role,
        started_on: evidence.startedOn,
        ended_on: evidence.endedOn,
        amount: evidence.amount,
        file: file ? { id: file.id, name: file.name, url: fileUrl(file.id, file.name) } : null,
      };
      return [evidence.id, view] as const;
    }),
  );
}
