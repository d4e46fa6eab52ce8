import type pg from 'pg';
import type { SignedMember } from '../http/member.ts';

/**
 * The rights version of each session or token that is still good and whose member is active, by its id.
 * What is missing has ended.
 */
export async function findRights(pool: pg.Pool, members: SignedMember[]): Promise<Map<string, number>> {
  const sessionIds: string[] = [];
  const tokenIds: string[] = [];
  for (const { by } of members) {
    if ('sessionId' in by) sessionIds.push(by.sessionId);
    else tokenIds.push(by.tokenId);
  }
  const { rows } = await pool.query<{ id: string; rights_version: number }>(
    `select s.id, m.rights_version from sessions s join members m on m.id = s.member_id
      where s.id = any($1::uuid[]) and s.expires_at > now() and m.state = 'active'
     union all
     select t.id, m.rights_version from tokens t join members m on m.id = t.member_id
      where t.id = any($2::uuid[]) and t.expires_at > now() and t.revoked_at is null and m.state = 'active'`,
    [sessionIds, tokenIds],
  );
  return new Map(rows.map((row) => [row.id, row.rights_version]));
}
