import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/evidence/contract.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import {
  addEngagement,
  editEngagement,
  removeEngagement,
  showEngagement,
  viewEngagement,
} from './engagement-actions.ts';
import { listEngagements } from './engagement-queries.ts';
import { listFinishedCases } from './queries.ts';

/** Cases to choose from at most: beyond, one types more of the title. */
const casesMax = 20;

/** One's own engagements, and the finished cases that evidence may rest on. */
export function evidenceRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  serve(app, contract.listEngagements, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const rows = await listEngagements(db, member, limit, decodeCursor(query.after, ['day', 'uuid']));
    const { items, next } = pageOf(rows, limit, (last) => [last.startedOn, last.id]);
    return { items: items.map(viewEngagement), next };
  });

  serve(app, contract.addEngagement, async ({ member, body, key }) =>
    showEngagement(services, member, await addEngagement(services, member, body, key)),
  );

  serve(app, contract.getEngagement, ({ member, params }) => showEngagement(services, member, params.id));

  serve(app, contract.editEngagement, async ({ member, params, body }) => {
    await editEngagement(services, member, params.id, body);
    return showEngagement(services, member, params.id);
  });

  serve(app, contract.deleteEngagement, async ({ member, params }) => {
    await removeEngagement(services, member, params.id);
    return null;
  });

  serve(app, contract.listCasesForEvidence, async ({ member, query }) => {
    const rows = await listFinishedCases(db, member, oneLine('q', query.q ?? ''), casesMax);
    return {
      items: rows.map(({ id, title, finishedOn, mine }) => ({ id, title, finished_on: finishedOn, mine })),
      next: null,
    };
  });
}
