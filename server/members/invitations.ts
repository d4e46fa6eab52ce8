import type { BodyOf } from '@cenacle/shared/http.ts';
import {
  invitationDays,
  type acceptInvitation as acceptRoute,
  type invite as inviteRoute,
} from '@cenacle/shared/members/contract.ts';
import { isUniqueViolation, newId, type Db } from '../database.ts';
import { conflict, invalid, notFound, Refusal, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { block, mandatoryLine } from '../http/text.ts';
import { queueMail } from '../mail/queue.ts';
import type { Letter } from '../mail/words/catalogue.ts';
import type { Services } from '../services.ts';
import { refuseUnknownZone } from './actions.ts';
import {
  acceptInvitation,
  findInvitation,
  findPendingInvitation,
  insertInvitation,
  revokeInvitation,
  revokeInvitationsOf,
  type InvitationRow,
} from './invitation-queries.ts';
import { isLinkGood, useLink } from './link-queries.ts';
import { canRevoke } from './policy.ts';
import { hasAccounts, insertMember, isEmailTaken, lockMember, setPassword } from './queries.ts';
import { hashGuessable, hashSecret, newSecret } from './secrets.ts';

/** 404 for every link that cannot be accepted: unknown, used, revoked and expired look the same. */
const badLink = () => new Refusal(404, 'bad_link');

/**
 * Invites an address. It is the same to the sponsor whether the address is a member's or not: only the mail
 * differs. A newer invitation of the sponsor to the address replaces the older.
 */
export async function invite(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof inviteRoute>,
  key: IdempotencyKey | null,
): Promise<InvitationRow> {
  const { db, clock, config, mailer } = services;
  const email = input.email.normalize('NFC').toLowerCase();
  const note = block('note', input.note ?? '');
  const secret = newSecret();
  const row = await db.transaction(async (tx) => {
    const now = clock();
    let id = newId();
    const before = await claimKey(tx, member, key, id);
    if (before) id = before;
    else {
      // Locked, so that of two invitations at once to one address one is the older.
      await lockMember(tx, member.id);
      await revokeInvitationsOf(tx, member.id, member.id, now, email);
      const expiresAt = new Date(now.getTime() + invitationDays * 24 * 3_600_000);
      const language = input.language ?? member.language;
      const invitation = { id, email, language, note, sponsorId: member.id, createdAt: now, expiresAt };
      await insertInvitation(tx, { ...invitation, tokenHash: hashSecret(secret) });
      const letter: Letter = (await isEmailTaken(tx, email))
        ? { kind: 'already_member', link: `${config.publicUrl}/sign-in`, sponsor: member.name }
        : {
            kind: 'invitation',
            link: `${config.publicUrl}/invitation/${secret}`,
            sponsor: member.name,
            note,
          };
      await queueMail(tx, { dedupeKey: `invitation:${id}`, to: email, language, letter }, now);
    }
    const made = await findInvitation(tx, member, id);
    if (!made) throw notFound();
    return made;
  });
  mailer.wake();
  return row;
}

/** Takes an invitation back. 404 for those of others, 403 once it was accepted. */
export async function revoke({ db, clock }: Services, member: SignedMember, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const invitation = await findInvitation(tx, member, id);
    if (!invitation) throw notFound();
    if (!canRevoke(member, invitation)) throw refused();
    if (!(await revokeInvitation(tx, id, member.id, clock()))) throw refused();
  });
}

/** What the link of a mail offers; changes nothing. */
export async function lookAtInvitation({ db, clock }: Services, token: string) {
  const hash = hashSecret(token);
  const found = await findPendingInvitation(db, hash, clock());
  if (found) {
    const { email, sponsor, note, language } = found;
    return { kind: 'invitation' as const, email, sponsor: sponsor.name, note, language };
  }
  if (!(await isLinkGood(db, 'first_admin', hash, clock()))) throw badLink();
  return { kind: 'first_admin' as const, email: null, sponsor: null, note: '', language: 'fr' as const };
}

/** Signs the new member in, within the transaction that makes them; null when they are not active after all. */
export type StartSession<S> = (tx: Db, memberId: string) => Promise<S | null>;

/** Makes the member whom the link invites, and signs them in. Of many at once with one link, one succeeds. */
export async function accept<S>(
  services: Services,
  input: BodyOf<typeof acceptRoute>,
  startSession: StartSession<S>,
): Promise<{ memberId: string; session: S }> {
  const { db, clock, hub } = services;
  refuseUnknownZone(input.zone);
  const name = mandatoryLine('name', input.name);
  const isFirst = (await lookAtInvitation(services, input.token)).kind === 'first_admin';
  if (isFirst && input.email === undefined) throw invalid([{ field: 'email', code: 'required' }]);
  if (!isFirst && input.email !== undefined) throw invalid([{ field: 'email', code: 'unknown_field' }]);
  const passwordHash = await hashGuessable(input.password);

  const id = newId();
  const tokenHash = hashSecret(input.token);
  try {
    const { session, sponsorId } = await db.transaction(async (tx) => {
      const now = clock();
      const { language, zone } = input;
      const row = {
        id,
        name,
        language,
        zone,
        state: 'active' as const,
        joinedAt: now,
        charterAt: now,
        createdAt: now,
      };
      let sponsorId: string | null = null;
      if (isFirst) {
        if (!(await useLink(tx, 'first_admin', tokenHash, now)) || (await hasAccounts(tx))) throw badLink();
        await insertMember(tx, { ...row, email: input.email?.toLowerCase(), role: 'admin' });
      } else {
        // The invitation's row names the member who accepted it, who must be there first.
        const invitation = await findPendingInvitation(tx, tokenHash, now);
        if (!invitation) throw badLink();
        sponsorId = invitation.sponsorId;
        await insertMember(tx, { ...row, email: invitation.email, sponsorId });
        if (!(await acceptInvitation(tx, tokenHash, id, now))) throw badLink();
      }
      await setPassword(tx, id, passwordHash, now);
      const session = await startSession(tx, id);
      if (!session) throw badLink();
      return { session, sponsorId };
    });
    if (sponsorId) hub.tell({ kind: 'me', memberIds: [sponsorId] });
    return { memberId: id, session };
  } catch (error) {
    if (!isUniqueViolation(error, 'members_email')) throw error;
    // Either the link was used this very moment, or the address came in through another invitation.
    await lookAtInvitation(services, input.token);
    throw conflict('email_taken');
  }
}
