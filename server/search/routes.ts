import type { FastifyInstance } from 'fastify';
import { search } from '@cenacle/shared/search/contract.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { searchFor } from './actions.ts';
import { keepStatistics } from './statistics.ts';

/** Search over everything that the member may read, and the counting that it ranks by. */
export function searchRoutes(app: FastifyInstance, services: Services): void {
  keepStatistics(app, services);
  serve(app, search, ({ member, query }) => searchFor(services, member, query));
}
