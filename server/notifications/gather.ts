import { newId } from '../database.ts';
import { hashSecret, newSecret } from '../members/secrets.ts';
import type { Services } from '../services.ts';
import {
  deleteMemberMail,
  forgetNotifications,
  insertLetter,
  insertMemberMail,
  listDueDigests,
  listDueNotices,
  takeNotifications,
} from './mail-queries.ts';

const everyMs = 60_000;
/** What nobody has come back to in half a year. */
const keptMs = 183 * 24 * 3_600_000;

interface Due {
  memberId: string;
  email: string;
  /** Of a notice, what it is to tell of; of a digest, the day for which it is. */
  what: { ids: string[] } | { period: string };
}

/**
 * Writes one mail and puts it into the outbox, in one transaction: what another process has taken meanwhile, or a digest that
 * is there already, is not taken twice.
 */
async function writeMail({ db, clock }: Services, { memberId, email, what }: Due): Promise<void> {
  const [id, secret, createdAt] = [newId(), newSecret(), clock()];
  const kind = 'ids' in what ? ('notice' as const) : ('digest' as const);
  const period = 'ids' in what ? null : what.period;
  await db.transaction(async (tx) => {
    const row = { id, memberId, kind, period, tokenHash: hashSecret(secret), createdAt };
    if (!(await insertMemberMail(tx, row))) return;
    if ('ids' in what && (await takeNotifications(tx, what.ids, id)) === 0) return deleteMemberMail(tx, id);
    await insertLetter(tx, {
      id: newId(),
      letterId: id,
      secret,
      recipient: email,
      dedupeKey: `${kind}:${id}`,
      createdAt,
    });
  });
}

/** Puts into the outbox what members are to be mailed by now: notices, and digests whose hour has come. */
export async function gatherMails(services: Services): Promise<void> {
  const now = services.clock();
  const notices = await listDueNotices(services.db, now);
  const digests = await listDueDigests(services.db, now);
  const due: Due[] = [
    ...notices.map(({ memberId, email, ids }) => ({ memberId, email, what: { ids } })),
    ...digests.map(({ memberId, email, period }) => ({ memberId, email, what: { period } })),
  ];
  for (const each of due) await writeMail(services, each);
  if (due.length > 0) services.mailer.wake();
}

/** Gathers mails each minute, beginning now; gives what ends it. */
export function gatherEveryMinute(services: Services): () => Promise<void> {
  let running = Promise.resolve();
  const gather = (): void => {
    running = running
      .then(() => gatherMails(services))
      .catch((err: unknown) => services.log.warn({ err }, 'mails could not be gathered'));
  };
  gather();
  running = running
    .then(() => forgetNotifications(services.db, new Date(services.clock().getTime() - keptMs)))
    .catch((err: unknown) => services.log.warn({ err }, 'old notifications could not be forgotten'));
  const timer = setInterval(gather, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
