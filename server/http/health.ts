import type { FastifyInstance } from 'fastify';
import { object, oneOf, route } from '@cenacle/shared/http.ts';
import { Type } from 'typebox';
import type { Services } from '../services.ts';
import { serve } from './routes.ts';

/** The API’s own description, from its contracts. */
export const getOpenApi = route({
  method: 'GET',
  path: '/api/openapi.json',
  access: 'member',
  rate: 'read',
  reply: { 200: Type.Record(Type.String(), Type.Unknown()) },
});

/** Whether the process and its database answer, and the API's own description. */
export function healthRoutes(app: FastifyInstance, services: Services): void {
  app.get(
    '/health',
    {
      schema: {
        response: { 200: object({ status: oneOf(['ok']) }), 503: object({ status: oneOf(['down']) }) },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      try {
        await services.reserve.pool.query('select 1');
        return { status: 'ok' as const };
      } catch {
        return reply.code(503).send({ status: 'down' as const });
      }
    },
  );
  serve(app, getOpenApi, async () => ({ ...app.swagger() }));
}
