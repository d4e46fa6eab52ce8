import type { FastifyRequest } from 'fastify';
import { Refusal, refused } from '../errors.ts';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether the API is asked. The route says so, since an address can be written in several ways (`/%61pi/me`); where
 * there is no route, the address.
 */
export const isOfApi = (request: FastifyRequest): boolean =>
  Boolean(request.routeOptions.url?.startsWith('/api/')) || request.url.startsWith('/api/');

/**
 * Refuses what another site makes a browser send: any request but a read, and any socket, whose Origin or
 * Sec-Fetch-Site is foreign. Both absent is a program, which carries no cookie by itself. Throws 403, or 400
 * for a cookie and a token at once.
 */
export function refuseForeignOrigin(request: FastifyRequest, publicUrl: string, isSocket: boolean): void {
  if (request.headers.cookie?.includes('cenacle_session=') && request.headers.authorization) {
    throw new Refusal(400, 'two_credentials');
  }
  if (reads.has(request.method) && !isSocket) return;
  const origin = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !isOurs(origin, publicUrl, request.headers.host))
    throw refused('foreign_origin');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refused('foreign_origin');
}

function isOurs(origin: string, publicUrl: string, host: string | undefined): boolean {
  if (origin === new URL(publicUrl).origin) return true;
  // A loopback address under another of its names (127.0.0.1, localhost) is the same machine.
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
