import { randomInt } from 'node:crypto';
import {
  codeMinutes,
  codeTriesMax,
  resetMinutes,
  type changePassword as changePasswordRoute,
  type resetPassword as resetRoute,
  type signIn as signInRoute,
  type signInWithCode as codeRoute,
} from '@cenacle/shared/sessions/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { newId, type Db } from '../database.ts';
import { invalid, notFound, Refusal, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import { queueMail } from '../mail/queue.ts';
import type { Letter } from '../mail/words/catalogue.ts';
import { countLinks, insertLink, isLinkGood, takeTry, useLink, voidLinks } from '../members/link-queries.ts';
import { findMemberByEmail, findPasswordHash, lockMember, setPassword } from '../members/queries.ts';
import { hashGuessable, hashSecret, newSecret, verifyGuessable } from '../members/secrets.ts';
import type { Services } from '../services.ts';
import { deviceOf } from './device.ts';
import { inEvenTime } from './even-time.ts';
import { luciaOn } from './lucia.ts';
import { deleteSession, deleteSessions, revokeTokens } from './queries.ts';

/** Where a sign-in comes from: the browser's name, and the session that it had until now, which ends. */
export interface Browser {
  userAgent: string | undefined;
  current: SignedMember | null;
}

export interface Started {
  memberId: string;
  /** The header that sets the cookie. */
  cookie: string;
}

/** Mails of one kind to one member in an hour at most: each code gives a guesser five tries. */
const mailsPerHourMax = 10;

const badCredentials = () => new Refusal(401, 'bad_credentials');
const badCode = () => new Refusal(401, 'bad_code');
const badLink = () => new Refusal(404, 'bad_link');

/** Begins a session of the member within the transaction; null when they are no longer active. */
export async function startSession(
  services: Pick<Services, 'clock' | 'config'>,
  tx: Db,
  memberId: string,
  userAgent: string | undefined,
): Promise<Started | null> {
  // Locked, so that a suspension either comes before and is seen, or after and ends this session too.
  const member = await lockMember(tx, memberId);
  if (member?.state !== 'active') return null;
  const lucia = luciaOn(tx, { clock: services.clock, publicUrl: services.config.publicUrl });
  await lucia.deleteExpiredSessions();
  const session = await lucia.createSession(memberId, { id: newId(), device: deviceOf(userAgent) });
  return { memberId, cookie: lucia.createSessionCookie(session.id).serialize() };
}

/** Begins a session and ends the one that the browser had; `refusal` when the member is no longer active. */
async function startIn(
  services: Services,
  memberId: string,
  browser: Browser,
  refusal: () => Refusal,
): Promise<Started> {
  const { db, hub } = services;
  const by = browser.current?.by;
  const before = by && 'sessionId' in by ? by.sessionId : null;
  const started = await db.transaction(async (tx) => {
    if (before && browser.current) await deleteSession(tx, browser.current.id, before);
    const started = await startSession(services, tx, memberId, browser.userAgent);
    if (!started) throw refusal();
    return started;
  });
  if (before) hub.tell({ kind: 'session', sessionIds: [before] });
  return started;
}

/** Signs in by password. One refusal, after the same work, for unknown addresses and wrong passwords. */
export async function signIn(
  services: Services,
  input: BodyOf<typeof signInRoute>,
  browser: Browser,
): Promise<Started> {
  const found = await findMemberByEmail(services.db, oneLine('email', input.email));
  const isTheirs = await verifyGuessable(found?.hash ?? null, input.password);
  if (!found || !isTheirs) throw badCredentials();
  return startIn(services, found.id, browser, badCredentials);
}

/** Ends the session that the browser has, if any. */
export async function signOut({ db, hub }: Services, member: SignedMember | null): Promise<void> {
  if (!member || !('sessionId' in member.by)) return;
  await deleteSession(db, member.id, member.by.sessionId);
  hub.tell({ kind: 'session', sessionIds: [member.by.sessionId] });
}

/** Ends one of the member's sessions; 404 for any other. */
export async function endSession({ db, hub }: Services, member: SignedMember, id: string): Promise<void> {
  if (!(await deleteSession(db, member.id, id))) throw notFound();
  hub.tell({ kind: 'session', sessionIds: [id] });
}

/** Mails a secret that works once to the address, if it is an active member's; voids the older of its kind. */
async function mailSecret(
  services: Services,
  address: string,
  link: { kind: 'code' | 'reset'; hash: string; minutes: number },
  letter: Letter,
): Promise<void> {
  const { db, clock, mailer } = services;
  const found = await findMemberByEmail(db, oneLine('email', address));
  if (!found?.email) return;
  const { id: memberId, email: to, language } = found;
  await db.transaction(async (tx) => {
    // Locked, so that of two requests at once one is the older.
    await lockMember(tx, memberId);
    const now = clock();
    const hourAgo = new Date(now.getTime() - 3_600_000);
    if ((await countLinks(tx, link.kind, memberId, hourAgo)) >= mailsPerHourMax) return;
    await voidLinks(tx, link.kind, memberId, now);
    const id = await insertLink(tx, { ...link, memberId, now });
    await queueMail(tx, { dedupeKey: `${link.kind}:${id}`, to, language, letter }, now);
  });
  mailer.wake();
}

/** Mails a six-digit code, if the address is an active member's; the same to who asks when it is not. */
export function askForCode(services: Services, email: string): Promise<void> {
  return inEvenTime(async () => {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const link = { kind: 'code' as const, hash: await hashGuessable(code), minutes: codeMinutes };
    await mailSecret(services, email, link, { kind: 'code', code });
  });
}

/** Mails a link to choose a new password, if the address is an active member's. */
export function askForReset(services: Services, email: string): Promise<void> {
  return inEvenTime(async () => {
    const secret = newSecret();
    const link = { kind: 'reset' as const, hash: hashSecret(secret), minutes: resetMinutes };
    const letter: Letter = { kind: 'reset', link: `${services.config.publicUrl}/reset/${secret}` };
    await mailSecret(services, email, link, letter);
  });
}

/** Signs in by code. Each call takes one of the code's tries before it compares; of many right ones, one succeeds. */
export function signInWithCode(
  services: Services,
  input: BodyOf<typeof codeRoute>,
  browser: Browser,
): Promise<Started> {
  return inEvenTime(async () => {
    const { db, clock } = services;
    const found = await findMemberByEmail(db, oneLine('email', input.email));
    const code = found ? await takeTry(db, found.id, codeTriesMax, clock()) : null;
    const isRight = await verifyGuessable(code?.hash ?? null, input.code.replace(/\s/g, ''));
    if (!found || !code || !isRight) throw badCode();
    if (!(await useLink(db, 'code', code.hash, clock()))) throw badCode();
    return startIn(services, found.id, browser, badCode);
  });
}

/** Sets the password that a link was asked for, ends all sessions of the member, and signs in. */
export async function finishReset(
  services: Services,
  input: BodyOf<typeof resetRoute>,
  userAgent: string | undefined,
): Promise<Started> {
  const { db, clock, hub } = services;
  const hash = hashSecret(input.token);
  if (!(await isLinkGood(db, 'reset', hash, clock()))) throw badLink();
  const passwordHash = await hashGuessable(input.password);
  const { started, ended } = await db.transaction(async (tx) => {
    const used = await useLink(tx, 'reset', hash, clock());
    if (!used?.memberId) throw badLink();
    const ended = await deleteSessions(tx, used.memberId);
    await setPassword(tx, used.memberId, passwordHash, clock());
    const started = await startSession(services, tx, used.memberId, userAgent);
    if (!started) throw badLink();
    return { started, ended };
  });
  if (ended.length > 0) hub.tell({ kind: 'session', sessionIds: ended });
  return started;
}

/** Changes the member's password and ends their other sessions. 422 `wrong_password` on `current`. */
export async function changePassword(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof changePasswordRoute>,
): Promise<void> {
  const { db, clock, hub } = services;
  const { by } = member;
  if (!('sessionId' in by)) throw refused('session_needed');
  const before = await findPasswordHash(db, member.id);
  // Who only ever signed in by code has no password to tell.
  if (before !== null && !(await verifyGuessable(before, input.current))) {
    throw invalid([{ field: 'current', code: 'wrong_password' }]);
  }
  const hash = await hashGuessable(input.password);
  const ended = await db.transaction(async (tx) => {
    await lockMember(tx, member.id);
    // Somebody else may have changed it since it was compared: only one of the two holds.
    if ((await findPasswordHash(tx, member.id)) !== before) {
      throw invalid([{ field: 'current', code: 'wrong_password' }]);
    }
    await setPassword(tx, member.id, hash, clock());
    await voidLinks(tx, 'reset', member.id, clock());
    return deleteSessions(tx, member.id, by.sessionId);
  });
  if (ended.length > 0) hub.tell({ kind: 'session', sessionIds: ended });
}

/** Ends all that lets a member in: sessions, tokens, codes and links. Gives the ids of the sessions that ended. */
export async function endAccess(tx: Db, memberId: string, now: Date): Promise<string[]> {
  await voidLinks(tx, 'code', memberId, now);
  await voidLinks(tx, 'reset', memberId, now);
  await revokeTokens(tx, memberId, now);
  return deleteSessions(tx, memberId);
}
