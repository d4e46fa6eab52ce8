import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config.ts';
import type { Db } from '../database.ts';
import { deliverBySmtp, deliverToFolder, failureOf, type Ready } from './delivery.ts';
import {
  claimMail,
  forgetMails,
  noteDelay,
  noteFailure,
  noteHandedBack,
  noteHandOver,
  noteSent,
  silenceAddress,
  type OutboxRow,
} from './queries.ts';

/** A mail that is composed as late as it can be, for what may then still be said; null when nothing is left to say. */
export type ComposeLate = (letterId: string, secret: string) => Promise<Late | null>;
export interface Late {
  subject: string;
  text: string;
  html: string;
  unsubscribe: string;
}

/** Sends what stands in the outbox. */
export interface Mailer {
  /** Sends what is due now instead of at the next round. */
  wake(): void;
  /** Gives back when everything due was tried; for tests and scripts that must not end before. */
  settled(): Promise<void>;
  /** Until it is told how, mails that are composed late stay where they are. */
  useComposer(compose: ComposeLate): void;
  close(): Promise<void>;
}

const roundMs = 10_000;
/** A server that says a word now and then keeps no mail for longer. */
const deliveryMsMax = 60_000;
/** Longer than one mail may take, so that no other process takes it meanwhile. */
const leaseMs = 3 * 60_000;
/** One that the server is slow with does not keep the others waiting. */
const atOnceMax = 4;
/**
 * How often a server is given the text: once, and once more when it, or we, fell silent before saying whether it was taken.
 * Better twice than not at all, and not for ever.
 */
const handOversMax = 2;
/** What is under way when the process ends may still be said yes to within this time. */
const graceMs = 5_000;
const retryFirstMs = 30_000;
const retryMs = 6 * 3_600_000;
/** With waits that double up to six hours, two days and a half. */
const attemptsMax = 18;
const keptMs = 30 * 24 * 3_600_000;

/** Where mails are written when no SMTP server is set. */
export const mailFolder = (config: Config): string => join(config.dataDir, 'mail');

/** Begins to send: what an earlier process left, then what is queued. */
export function openMailer(options: {
  config: Config;
  db: Db;
  log: FastifyBaseLogger;
  clock: () => Date;
}): Mailer {
  const { config, db, log, clock } = options;
  const deliver = config.smtpUrl
    ? deliverBySmtp(config.smtpUrl, config.publicUrl)
    : deliverToFolder(mailFolder(config), config.publicUrl);
  const ending = new AbortController();
  let closing = false;
  let composeLate: ComposeLate | null = null;
  let wanted = false;
  let running: Promise<void> | null = null;

  /** The mail as it is to be sent now; null when it says nothing any more. */
  async function ready(row: OutboxRow): Promise<Ready | null> {
    if (row.letterId === null) return row;
    const late = await composeLate?.(row.letterId, row.secret ?? '');
    return late ? { ...row, ...late } : null;
  }

  async function send(row: OutboxRow): Promise<void> {
    let isGiven = false;
    if (row.handedOver >= handOversMax) return noteFailure(db, row.id, 'unanswered', clock());
    async function handOver(): Promise<void> {
      isGiven = await noteHandOver(db, row.id, handOversMax);
      if (!isGiven) throw new Error('another process has it');
    }
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(deliveryMsMax)]);
    try {
      const mail = await ready(row);
      if (!mail) return noteFailure(db, row.id, 'withdrawn', clock());
      await deliver(mail, { handOver, signal });
    } catch (error) {
      return noteTrouble(row, error, isGiven);
    }
    await noteSent(db, row.id, clock());
  }

  async function noteTrouble(row: OutboxRow, error: unknown, isGiven: boolean): Promise<void> {
    const { note, answered, forGood, noSuchAddress } = failureOf(error);
    log.warn({ mail: row.id, attempts: row.attempts, note, forGood }, 'a mail was not sent');
    if (isGiven && answered) await noteHandedBack(db, row.id);
    if (noSuchAddress) await silenceAddress(db, row.recipient, note, clock());
    const unanswered = isGiven && !answered && row.handedOver + 1 >= handOversMax;
    if (forGood || unanswered || row.attempts >= attemptsMax) return noteFailure(db, row.id, note, clock());
    const wait = ending.signal.aborted ? 0 : Math.min(retryFirstMs * 2 ** (row.attempts - 1), retryMs);
    return noteDelay(db, row.id, note, new Date(clock().getTime() + wait));
  }

  async function sendDue(): Promise<void> {
    for (;;) {
      wanted = false;
      const now = clock();
      const row = await claimMail(db, now, new Date(now.getTime() + leaseMs), composeLate !== null);
      if (row) await send(row);
      if (closing || (!row && !wanted)) return;
    }
  }

  function wake(): void {
    wanted = true;
    if (closing || running) return;
    running = Promise.all(Array.from({ length: atOnceMax }, sendDue))
      .then(() => undefined)
      .catch((err: unknown) => log.error({ err }, 'the outbox could not be read'))
      .finally(() => {
        running = null;
        // Somebody may have woken it just as it went to sleep.
        if (wanted) wake();
      });
  }

  async function rest(): Promise<void> {
    if (!running) return;
    await running;
    return rest();
  }

  const rounds = setInterval(wake, roundMs).unref();
  const forgetting = forgetMails(db, new Date(clock().getTime() - keptMs)).catch((err: unknown) =>
    log.error({ err }, 'old mails could not be forgotten'),
  );
  wake();

  return {
    wake,
    useComposer(compose) {
      composeLate = compose;
      wake();
    },
    settled() {
      wake();
      return rest();
    },
    async close() {
      closing = true;
      clearInterval(rounds);
      const late = setTimeout(() => ending.abort(), graceMs);
      await Promise.all([forgetting, running]);
      clearTimeout(late);
    },
  };
}
