import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/threads/outcome-contract.ts';
import { answerCheck } from '@cenacle/shared/threads/check-contract.ts';
import * as uses from '@cenacle/shared/threads/use-contract.ts';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import { putOffClosing as putOffContract } from '@cenacle/shared/threads/contract.ts';
import * as helpful from '@cenacle/shared/threads/helpful-contract.ts';
import * as lessons from '@cenacle/shared/threads/lesson-contract.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { answerCheck as answer } from './check-actions.ts';
import { markHelpful, showExcerpts } from './helpful-actions.ts';
import { deleteLesson, putLesson } from './lesson-actions.ts';
import { closeCase, putOffClosing, showOutcomes } from './outcome-actions.ts';
import { answerUse, showDueUses } from './use-actions.ts';

/** What closes cases, what closed them before, whether it held, what helped and what was learned. */
export function outcomeRoutes(app: FastifyInstance, services: Services): void {
  serve(app, contract.closeCase, ({ member, params, body }) => closeCase(services, member, params.id, body));

  serve(app, putOffContract, ({ member, params }) => putOffClosing(services, member, params.id));

  serve(app, contract.listOutcomes, async ({ member, params }) => ({
    items: await showOutcomes(services, member, params.id),
    next: null,
  }));

  serve(app, lessons.putLesson, ({ member, params, body }) => putLesson(services, member, params.id, body));

  serve(app, lessons.deleteLesson, async ({ member, params }) => {
    await deleteLesson(services, member, params.id);
    return null;
  });

  serve(app, helpful.markHelpful, ({ member, params, body }) =>
    markHelpful(services, member, params.id, body.helpful),
  );

  serve(app, helpful.listExcerpts, ({ member, params, query }) =>
    showExcerpts(services, member, params.id, query.after ?? 0, query.limit ?? pageLimitDefault),
  );

  serve(app, answerCheck, ({ member, params, body }) => answer(services, member, params.id, body));

  serve(app, uses.listDueUses, async ({ member }) => ({
    items: await showDueUses(services, member),
    next: null,
  }));

  serve(app, uses.answerUse, async ({ member, params, body }) => {
    await answerUse(services, member, params.id, body);
    return null;
  });
}
