import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { Refusal } from '../errors.ts';
import type { SignedMember } from './member.ts';
import type { IdempotencyKey } from './routes.ts';
import { idempotency } from './schema.ts';

/**
 * Claims the key for `resourceId`, which the caller is about to write in the same transaction.
 * Gives null when it is claimed (or no key came), else the id of what the key made before.
 * Waits for another transaction that is claiming the same key. 422 `key_reused` for another request's key.
 */
export async function claimKey(
  tx: Db,
  member: SignedMember,
  key: IdempotencyKey | null,
  resourceId: string,
): Promise<string | null> {
  if (!key) return null;
  const row = { memberId: member.id, key: key.key, requestHash: key.requestHash, resourceId };
  const claimed = await tx.insert(idempotency).values(row).onConflictDoNothing().returning();
  if (claimed.length > 0) return null;
  const [before] = await tx
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.memberId, member.id), eq(idempotency.key, key.key)));
  if (!before || before.requestHash !== key.requestHash) throw new Refusal(422, 'key_reused');
  return before.resourceId;
}
