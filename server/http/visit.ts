import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import type { SignedMember } from './member.ts';

/** What a page needs while it is made: the API of its own app, and the reader's address. */
export interface Visit {
  inject: FastifyInstance['inject'];
  address: string;
  /** Who reads, once the first of the page's calls has asked. */
  signed: { token: string; found: Promise<Signed | null> } | null;
  /** True from the first call that may change rights, such as a form's: each call asks for itself then. */
  changed: boolean;
}

/** A session that holds, and what is to be done about it once. */
export interface Signed {
  member: SignedMember;
  lastSeenAt: Date;
  /** True when its end has just been moved. */
  fresh: boolean;
}

// The built pages are another bundle than this file and share no module with it; this symbol is their bridge.
// A store per request, so that several apps in one process never answer for each other.
const bridge = globalThis as { [key: symbol]: AsyncLocalStorage<Visit> | undefined };
export const visits = (bridge[Symbol.for('cenacle.visits')] ??= new AsyncLocalStorage<Visit>());
