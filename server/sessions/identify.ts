import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashSecret } from '../members/secrets.ts';
import { visits, type Signed } from '../http/visit.ts';
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
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<void> {
  const visit = visits.getStore();
  if (visit && request.method !== 'GET') visit.changed = true;
  const shared = visit && !visit.changed ? visit : null;
  const isKnown = shared?.signed?.token === token;
  const found = (isKnown && shared?.signed?.found) || findSigned(services, token);
  if (shared) shared.signed = { token, found };
  const signed = await found;
  if (!signed) return;
  request.member = signed.member;
  if (isKnown) return;
  const { db, clock, config } = services;
  // Lucia has just moved the session's end: the browser must keep its cookie as long.
  if (signed.fresh) {
    const lucia = luciaOn(db, { clock, publicUrl: config.publicUrl });
    reply.header('set-cookie', lucia.createSessionCookie(token).serialize());
  }
  const now = clock();
  const unlessSince = new Date(now.getTime() - seenEveryMs);
  if (signed.lastSeenAt < unlessSince && 'sessionId' in signed.member.by) {
    await touchSession(db, signed.member.by.sessionId, now, unlessSince);
  }
}

async function findSigned({ db, clock, config }: Services, token: string): Promise<Signed | null> {
  const lucia = luciaOn(db, { clock, publicUrl: config.publicUrl });
  const { user, session } = await lucia.validateSession(token);
  return user && { member: user.member, lastSeenAt: user.lastSeenAt, fresh: session.fresh };
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
