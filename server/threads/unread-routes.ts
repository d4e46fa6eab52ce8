import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/threads/unread-contract.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { markAllRead, undoMarkAllRead } from './unread-actions.ts';
import { findNextUnread } from './walk-queries.ts';

/** The walk through what is unread, and marking all of it read. */
export function unreadRoutes(app: FastifyInstance, services: Services): void {
  serve(app, contract.getNextUnread, async ({ member, query }) => {
    const row = await findNextUnread(services.db, member, query.from ?? null);
    return { next: row && { id: row.id, position: row.read, first_unread: row.firstUnread ?? 1 } };
  });

  serve(app, contract.markAllRead, ({ member, body }) => markAllRead(services, member, body));

  serve(app, contract.undoMarkAllRead, ({ member, params }) => undoMarkAllRead(services, member, params.id));
}
