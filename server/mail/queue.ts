import type { Language } from '@cenacle/shared/http.ts';
import { newId, type Db } from '../database.ts';
import { compose } from './letters.ts';
import { insertMail } from './queries.ts';
import type { Letter } from './words/catalogue.ts';

/** A mail to one address. The key names what caused it, by ids: it holds no address and no secret. */
export interface QueuedMail {
  dedupeKey: string;
  to: string;
  language: Language;
  letter: Letter;
}

/**
 * Puts a mail into the outbox, within the transaction that causes it; a key that was used before adds nothing.
 * After the commit, `services.mailer.wake()` sends it without waiting for the next round. Gives the id that the row then
 * has if it is new.
 */
export async function queueMail(tx: Db, mail: QueuedMail, now: Date): Promise<string> {
  const composed = compose(mail.letter, mail.language);
  const id = newId();
  const row = { id, dedupeKey: mail.dedupeKey, recipient: mail.to, nextTryAt: now, createdAt: now };
  await insertMail(tx, { ...row, ...composed });
  return id;
}
