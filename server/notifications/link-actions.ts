import type { BodyOf, ReplyOf } from '@cenacle/shared/http.ts';
import type {
  lookAtMail as lookRoute,
  unsubscribe as unsubscribeRoute,
} from '@cenacle/shared/notifications/contract.ts';
import { Refusal } from '../errors.ts';
import { silenceAddress } from '../mail/queries.ts';
import { hashSecret } from '../members/secrets.ts';
import type { Services } from '../services.ts';
import { findReceiver } from '../sessions/queries.ts';
import { dayIn } from '../threads/days.ts';
import {
  findMemberMail,
  findRhythm,
  listKindsIn,
  readShown,
  stopMailing,
  writeRhythm,
} from './mail-queries.ts';
import { listChoices } from './queries.ts';
import { viewSettings } from './view.ts';

const badLink = () => new Refusal(404, 'bad_link');

async function findByToken({ db }: Services, token: string) {
  const mail = await findMemberMail(db, { tokenHash: hashSecret(token) });
  if (!mail) throw badLink();
  return mail;
}

/** What the link leads to, without a word of what the mail says; changes nothing. 404 `bad_link`. */
export async function lookAtMail(services: Services, token: string): Promise<ReplyOf<typeof lookRoute>> {
  const { db } = services;
  const mail = await findByToken(services, token);
  const receiver = await findReceiver(db, mail.memberId, mail.id);
  if (!receiver) throw badLink();
  const rhythm = await findRhythm(db, mail.memberId);
  const { kinds } = viewSettings(await listChoices(db, mail.memberId), rhythm, null);
  const told = mail.kind === 'notice' ? await listKindsIn(db, mail.id) : [];
  const mailed = kinds.filter(({ kind, mail: pace }) => told.includes(kind) && pace !== 'never');
  return {
    kind: mail.kind,
    kinds: mailed.map(({ kind }) => kind),
    mailed: mail.kind === 'digest' ? (rhythm?.digest ?? true) : mailed.length > 0,
    shown: (mail.shown?.threads.length ?? 0) + (mail.shown?.notifications.length ?? 0),
    sent_on: dayIn(receiver.member.zone, mail.createdAt),
  };
}

/** Ends the digest, or notices of these kinds, for the member whose mail it was. 404 `bad_link`. */
export async function unsubscribe(
  services: Services,
  { token, kind }: BodyOf<typeof unsubscribeRoute>,
): Promise<void> {
  const mail = await findByToken(services, token);
  if (mail.kind === 'digest') await writeRhythm(services.db, mail.memberId, { digest: false });
  else {
    const told = await listKindsIn(services.db, mail.id);
    await stopMailing(services.db, mail.memberId, kind ? told.filter((one) => one === kind) : told);
  }
  services.hub.tell({ kind: 'me', memberIds: [mail.memberId] });
}

/** Marks read exactly what the mail showed, and tells the member's pages. 404 `bad_link`. */
export async function readMail(services: Services, token: string): Promise<void> {
  const mail = await findByToken(services, token);
  if (!mail.shown) return;
  await readShown(services.db, mail.memberId, mail.shown);
  services.hub.tell({ kind: 'me', memberIds: [mail.memberId] });
}

/** Notes that an address takes no mail, where it is a member's. */
export async function reportBounce({ db, clock }: Services, address: string): Promise<void> {
  await silenceAddress(db, address.trim(), 'reported', clock());
}
