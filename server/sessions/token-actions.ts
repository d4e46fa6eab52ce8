import type { createToken as createTokenRoute } from '@cenacle/shared/sessions/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { newId } from '../database.ts';
import { notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { mandatoryLine } from '../http/text.ts';
import { hashSecret, newSecret } from '../members/secrets.ts';
import type { Services } from '../services.ts';
import { insertToken, revokeToken as revoke } from './queries.ts';

/** Makes a personal access token; its secret is given this once. */
export async function createToken(
  { db, clock }: Services,
  member: SignedMember,
  input: BodyOf<typeof createTokenRoute>,
) {
  const secret = `cen_${newSecret()}`;
  const now = clock();
  const token = await insertToken(db, {
    id: newId(),
    hash: hashSecret(secret),
    memberId: member.id,
    name: mandatoryLine('name', input.name),
    scope: input.scope,
    createdAt: now,
    expiresAt: new Date(now.getTime() + input.days * 24 * 3_600_000),
  });
  return { token, secret };
}

/** Revokes one of the member's tokens, whose sockets close; 404 for any other. */
export async function revokeToken(
  { db, clock, hub }: Services,
  member: SignedMember,
  id: string,
): Promise<void> {
  if (!(await revoke(db, member.id, id, clock()))) throw notFound();
  // Rights are read anew for every open page of the member: a socket of this token finds that it holds no more.
  hub.tell({ kind: 'rights', memberIds: [member.id] });
}
