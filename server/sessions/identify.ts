import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashSecret } from '../members/secrets.ts';
import type { Services } from '../services.ts';
import { cookieName, luciaOn } from './lucia.ts';
import { findMemberByToken, touchSession, touchToken } from './queries.ts';

/** How exact "last seen" is: noting each request would write a row for each. */
const seenEveryMs = 5 * 60_000;

/** Sets `request.member` from the session's cookie or the access token; leaves it null when neither holds. */
export async function identify(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const token = request.cookies[cookieName];
  if (token) return identifySession(services, request, reply, token);
  const [, secret] = /^Bearer (cen_[\w-]{43})$/.exec(request.headers.authorization ?? '') ?? [];
  if (secret) await identifyToken(services, request, secret);
}

async function identifySession(
  { db, clock, config }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<void> {
  const lucia = luciaOn(db, { clock, publicUrl: config.publicUrl });
  const { user, session } = await lucia.validateSession(token);
  if (!user) return;
  request.member = user.member;
  // Lucia has just moved the session's end: the browser must keep its cookie as long.
  if (session.fresh) reply.header('set-cookie', lucia.createSessionCookie(token).serialize());
  const now = clock();
  const unlessSince = new Date(now.getTime() - seenEveryMs);
  if (user.lastSeenAt < unlessSince && 'sessionId' in user.member.by) {
    await touchSession(db, user.member.by.sessionId, now, unlessSince);
  }
}

async function identifyToken(
  { db, clock }: Services,
  request: FastifyRequest,
  secret: string,
): Promise<void> {
  const now = clock();
  const found = await findMemberByToken(db, hashSecret(secret), now);
  if (!found) return;
  request.member = found.member;
  const isStale = !found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > seenEveryMs;
  if (isStale && 'tokenId' in found.member.by) await touchToken(db, found.member.by.tokenId, now);
}
