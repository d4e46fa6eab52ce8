import { Lucia, TimeSpan, type Adapter } from 'lucia';
import { sessionDaysMax } from '@cenacle/shared/sessions/contract.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { hashSecret } from '../members/secrets.ts';
import {
  deleteExpiredSessions,
  deleteSessionByHash,
  deleteSessions,
  findMemberBySession,
  insertSession,
  listSessions,
  renewSession,
} from './queries.ts';

export const cookieName = 'cenacle_session';

interface SignedAttributes {
  member: SignedMember;
  lastSeenAt: Date;
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, SignedAttributes>;
    DatabaseSessionAttributes: { id: string; device: string };
    DatabaseUserAttributes: SignedAttributes;
  }
}

/** Lucia's way to our table. To Lucia a session's id is the cookie's token; the table only ever sees its hash. */
function adapterOn(db: Db, clock: () => Date): Adapter {
  return {
    async getSessionAndUser(token) {
      const found = await findMemberBySession(db, hashSecret(token), clock());
      if (!found) return [null, null];
      const { member, expiresAt, lastSeenAt } = found;
      const attributes = { id: 'sessionId' in member.by ? member.by.sessionId : '', device: '' };
      return [
        { id: token, userId: member.id, expiresAt, attributes },
        { id: member.id, attributes: { member, lastSeenAt } },
      ];
    },
    async getUserSessions(memberId) {
      const rows = await listSessions(db, memberId, clock());
      return rows.map((row) => ({
        id: row.tokenHash,
        userId: memberId,
        expiresAt: row.expiresAt,
        attributes: { id: row.id, device: row.device },
      }));
    },
    setSession: ({ id: token, userId, expiresAt, attributes }) => {
      const now = clock();
      return insertSession(db, {
        tokenHash: hashSecret(token),
        ...attributes,
        memberId: userId,
        expiresAt,
        createdAt: now,
        lastSeenAt: now,
      });
    },
    updateSessionExpiration: (token, expiresAt) => renewSession(db, hashSecret(token), expiresAt),
    deleteSession: (token) => deleteSessionByHash(db, hashSecret(token)),
    async deleteUserSessions(memberId) {
      await deleteSessions(db, memberId);
    },
    deleteExpiredSessions: () => deleteExpiredSessions(db, clock()),
  };
}

/** Lucia on the database or on a transaction; cheap enough to be made for one call. */
export function luciaOn(db: Db, { clock, publicUrl }: { clock: () => Date; publicUrl: string }) {
  return new Lucia<Record<never, never>, SignedAttributes>(adapterOn(db, clock), {
    sessionExpiresIn: new TimeSpan(sessionDaysMax, 'd'),
    sessionCookie: {
      name: cookieName,
      attributes: { sameSite: 'lax', path: '/', secure: publicUrl.startsWith('https:') },
    },
    getUserAttributes: (attributes) => attributes,
  });
}
