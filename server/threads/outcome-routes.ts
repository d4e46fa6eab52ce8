import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/threads/outcome-contract.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { closeCase, showOutcomes } from './outcome-actions.ts';

/** What closes cases, and what closed them before. */
export function outcomeRoutes(app: FastifyInstance, services: Services): void {
  serve(app, contract.closeCase, ({ member, params, body }) => closeCase(services, member, params.id, body));

  serve(app, contract.listOutcomes, async ({ member, params }) => ({
    items: await showOutcomes(services, member, params.id),
    next: null,
  }));
}
