import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import {
  acceptInvitation,
  invite as inviteRoute,
  listInvitations as listRoute,
  lookAtInvitation as lookRoute,
  revokeInvitation,
  type Invitation,
} from '@cenacle/shared/members/contract.ts';
import type { Db } from '../database.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { SignedMember } from '../http/member.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { listInvitations, type InvitationRow } from './invitation-queries.ts';
import { accept, invite, lookAtInvitation, revoke } from './invitations.ts';
import { canRevoke } from './policy.ts';
import { findMe } from './queries.ts';
import { meView } from './view.ts';

function stateOf(row: InvitationRow, now: Date): Invitation['state'] {
  if (row.acceptedAt) return 'accepted';
  if (row.revokedAt) return 'revoked';
  return row.expiresAt > now ? 'pending' : 'expired';
}

function invitationView(member: SignedMember, row: InvitationRow, now: Date): Invitation {
  const state = stateOf(row, now);
  return {
    id: row.id,
    email: row.email,
    state,
    language: row.language,
    sponsor: row.sponsor,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    can: { revoke: state === 'pending' && canRevoke(member, row) },
  };
}

/** Invitations; `startSession` signs in who accepted one, and gives the cookie to set. */
export function invitationRoutes(
  app: FastifyInstance,
  services: Services,
  rules: {
    startSession: (
      tx: Db,
      memberId: string,
      userAgent: string | undefined,
    ) => Promise<{ cookie: string } | null>;
  },
): void {
  const { db, clock } = services;

  serve(app, listRoute, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const after = decodeCursor(query.after, ['uuid']);
    const rows = await listInvitations(db, member, { mine: query.mine === '1', limit, beforeId: after?.[0] });
    const { items, next } = pageOf(rows, limit, (last) => [last.id]);
    return { items: items.map((row) => invitationView(member, row, clock())), next };
  });

  serve(app, inviteRoute, async ({ member, body, key }) =>
    invitationView(member, await invite(services, member, body, key), clock()),
  );

  serve(app, revokeInvitation, async ({ member, params }) => {
    await revoke(services, member, params.id);
    return null;
  });

  serve(app, lookRoute, ({ body }) => lookAtInvitation(services, body.token));

  serve(app, acceptInvitation, async ({ body, request, reply }) => {
    const { memberId, session } = await accept(services, body, (tx, id) =>
      rules.startSession(tx, id, request.headers['user-agent']),
    );
    reply.header('set-cookie', session.cookie);
    return { member: meView(await findMe(db, memberId)) };
  });
}
