import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/sessions/contract.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { SignedMember } from '../http/member.ts';
import { serve } from '../http/routes.ts';
import { findMe } from '../members/queries.ts';
import { meView } from '../members/view.ts';
import type { Services } from '../services.ts';
import {
  askForCode,
  askForReset,
  changePassword,
  endSession,
  finishReset,
  signIn,
  signInWithCode,
  signOut,
  type Browser,
  type Started,
} from './actions.ts';
import { luciaOn } from './lucia.ts';
import { listSessions, listTokens, type TokenRow } from './queries.ts';
import { createToken, revokeToken } from './token-actions.ts';

const browserOf = (request: FastifyRequest): Browser => ({
  userAgent: request.headers['user-agent'],
  current: request.member,
});

const isCurrent = (member: SignedMember, sessionId: string) =>
  'sessionId' in member.by && member.by.sessionId === sessionId;

const tokenView = (row: TokenRow) => ({
  id: row.id,
  name: row.name,
  scope: row.scope,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
});

/** Sign-in by password, code and reset link; sessions and tokens. */
export function sessionRoutes(app: FastifyInstance, services: Services): void {
  const { db, clock, config } = services;

  async function signedIn(reply: FastifyReply, { memberId, cookie }: Started) {
    reply.header('set-cookie', cookie);
    return { member: meView(await findMe(db, memberId)) };
  }

  serve(app, contract.signIn, async ({ body, request, reply }) =>
    signedIn(reply, await signIn(services, body, browserOf(request))),
  );

  serve(app, contract.signOut, async ({ member, reply }) => {
    await signOut(services, member);
    const blank = luciaOn(db, { clock, publicUrl: config.publicUrl }).createBlankSessionCookie();
    reply.header('set-cookie', blank.serialize());
    return null;
  });

  serve(app, contract.askForCode, async ({ body }) => {
    await askForCode(services, body.email);
    return null;
  });

  serve(app, contract.signInWithCode, async ({ body, request, reply }) =>
    signedIn(reply, await signInWithCode(services, body, browserOf(request))),
  );

  serve(app, contract.askForReset, async ({ body }) => {
    await askForReset(services, body.email);
    return null;
  });

  serve(app, contract.resetPassword, async ({ body, request, reply }) =>
    signedIn(reply, await finishReset(services, body, request.headers['user-agent'])),
  );

  serve(app, contract.changePassword, async ({ member, body }) => {
    await changePassword(services, member, body);
    return null;
  });

  serve(app, contract.listSessions, async ({ member }) => {
    const rows = await listSessions(db, member.id, clock());
    const items = rows.map((row) => ({
      id: row.id,
      current: isCurrent(member, row.id),
      device: row.device,
      created_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt.toISOString(),
      expires_at: row.expiresAt.toISOString(),
    }));
    return { items, next: null };
  });

  serve(app, contract.endSession, async ({ member, params }) => {
    await endSession(services, member, params.id);
    return null;
  });

  serve(app, contract.listTokens, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const after = decodeCursor(query.after, ['uuid']);
    const rows = await listTokens(db, member.id, limit, after?.[0]);
    const { items, next } = pageOf(rows, limit, (last) => [last.id]);
    return { items: items.map(tokenView), next };
  });

  serve(app, contract.createToken, async ({ member, body }) => {
    const { token, secret } = await createToken(services, member, body);
    return { token: tokenView(token), secret };
  });

  serve(app, contract.revokeToken, async ({ member, params }) => {
    await revokeToken(services, member, params.id);
    return null;
  });
}
