import { and, eq, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { mailOutbox, silencedAddresses } from './schema.ts';

export type OutboxRow = typeof mailOutbox.$inferSelect;

/** Writes the mail unless one with its key was written before. */
export async function insertMail(tx: Db, row: typeof mailOutbox.$inferInsert): Promise<void> {
  await tx.insert(mailOutbox).values(row).onConflictDoNothing({ target: mailOutbox.dedupeKey });
}

/**
 * Takes the mail that is due longest and that nobody else took: it is counted as tried, and not due again before
 * `leaseUntil`, so that a process that dies meanwhile leaves it to the next. Those that are composed late only `withLetters`.
 */
export async function claimMail(
  db: Db,
  now: Date,
  leaseUntil: Date,
  withLetters = true,
): Promise<OutboxRow | null> {
  return db.transaction(async (tx) => {
    const [due] = await tx
      .select({ id: mailOutbox.id })
      .from(mailOutbox)
      .where(
        and(
          isNull(mailOutbox.sentAt),
          isNull(mailOutbox.failedAt),
          lte(mailOutbox.nextTryAt, now),
          withLetters ? undefined : isNull(mailOutbox.letterId),
        ),
      )
      .orderBy(mailOutbox.nextTryAt)
      .limit(1)
      .for('update', { skipLocked: true });
    if (!due) return null;
    const [row] = await tx
      .update(mailOutbox)
      .set({ nextTryAt: leaseUntil, attempts: sql`${mailOutbox.attempts} + 1` })
      .where(eq(mailOutbox.id, due.id))
      .returning();
    return row ?? null;
  });
}

/**
 * Notes that a server is about to be given the text; false, and nothing noted, when the mail was sent or given up meanwhile,
 * or was handed over `max` times already.
 */
export async function noteHandOver(db: Db, id: string, max: number): Promise<boolean> {
  const { rowCount } = await db
    .update(mailOutbox)
    .set({ handedOver: sql`${mailOutbox.handedOver} + 1` })
    .where(
      and(
        eq(mailOutbox.id, id),
        lt(mailOutbox.handedOver, max),
        isNull(mailOutbox.sentAt),
        isNull(mailOutbox.failedAt),
      ),
    );
  return rowCount === 1;
}

/** Notes that the server said that it did not take the text. */
export async function noteHandedBack(db: Db, id: string): Promise<void> {
  await db
    .update(mailOutbox)
    .set({ handedOver: sql`${mailOutbox.handedOver} - 1` })
    .where(eq(mailOutbox.id, id));
}

/** Notes that the mail was sent, and forgets what it said: it may hold a code or a link that still works. */
export async function noteSent(db: Db, id: string, now: Date): Promise<void> {
  const forgotten = { subject: '', text: '', html: '', secret: null, lastError: null };
  await db
    .update(mailOutbox)
    .set({ sentAt: now, ...forgotten })
    .where(eq(mailOutbox.id, id));
}

/** Notes why the mail was not sent; it is tried again when it is due. */
export async function noteDelay(db: Db, id: string, error: string, nextTryAt: Date): Promise<void> {
  await db
    .update(mailOutbox)
    .set({ lastError: error, nextTryAt })
    .where(and(eq(mailOutbox.id, id), isNull(mailOutbox.sentAt)));
}

/** Notes why the mail will never be sent, and forgets what it said. */
export async function noteFailure(db: Db, id: string, error: string, now: Date): Promise<void> {
  await db
    .update(mailOutbox)
    .set({ lastError: error, failedAt: now, subject: '', text: '', html: '', secret: null })
    .where(and(eq(mailOutbox.id, id), isNull(mailOutbox.sentAt)));
}

/** Takes a mail out, whether it has been sent or not. */
export async function deleteMail(tx: Db, id: string): Promise<void> {
  await tx.delete(mailOutbox).where(eq(mailOutbox.id, id));
}

/** Deletes mails that were sent or given up before the moment. */
export async function forgetMails(db: Db, before: Date): Promise<void> {
  await db
    .delete(mailOutbox)
    .where(
      and(lt(mailOutbox.createdAt, before), or(isNotNull(mailOutbox.sentAt), isNotNull(mailOutbox.failedAt))),
    );
}

/** Notes that the address takes no mail, where it is a member's. By name, since members stand above mail. */
export async function silenceAddress(db: Db, address: string, note: string, now: Date): Promise<void> {
  await db.execute(sql`
    insert into ${silencedAddresses} (member_id, address, note, silenced_at)
    select m.id, m.email, ${note}::text, ${now.toISOString()}::timestamptz from members m
      where lower(m.email) = lower(${address})
    on conflict (member_id) do update set address = excluded.address, note = excluded.note,
      silenced_at = excluded.silenced_at`);
}
