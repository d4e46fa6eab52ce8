import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/knowledge/contract.ts';
import { notFound } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { isModerator } from '../http/member.ts';
import { serve } from '../http/routes.ts';
import { findMember } from '../members/queries.ts';
import type { Services } from '../services.ts';
import { cleanTags } from '../threads/tags.ts';
import { pinFindings, viewFindings } from './actions.ts';
import { findWork, listBenchmarksBeside, listFindings, listKnowledge } from './queries.ts';

/** Tags, benchmarks beside, and lines of a member's work: what one looks through. */
const tagsMax = 100;
const besideMax = 12;
const workMax = 5;

/** Finished cases as knowledge, and what members have really done. */
export function knowledgeRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  serve(app, contract.listKnowledge, async ({ member }) => ({
    items: (await listKnowledge(db, member, tagsMax)).map(({ tag, caseCount, questionCount }) => ({
      tag,
      case_count: caseCount,
      question_count: questionCount,
    })),
    next: null,
  }));

  serve(app, contract.listFindings, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const [tag] = query.tag === undefined ? [] : cleanTags([query.tag]);
    const after = decodeCursor(query.after, ['number', 'day', 'uuid']);
    const rows = await listFindings(db, member, { tag, limit, after });
    const { items, next } = pageOf(rows, limit, ({ rank, outcome, thread }) => [
      Number(rank),
      outcome.finishedOn,
      thread.id,
    ]);
    return {
      items: await viewFindings(db, items),
      next,
      benchmarks: after ? [] : await listBenchmarksBeside(db, member, tag, besideMax),
      can: { pin: isModerator(member) },
    };
  });

  serve(app, contract.pinFindings, async ({ member, body }) => {
    await pinFindings(services, member, body);
    return null;
  });

  serve(app, contract.getWork, async ({ member, params }) => {
    if (!(await findMember(db, params.id))) throw notFound();
    const work = await findWork(db, member, params.id, workMax, services.clock());
    return {
      finished_cases: work.cases.map(({ id, title, finishedOn, held }) => ({
        id,
        title,
        finished_on: finishedOn,
        held,
      })),
      finished_case_count: work.caseCount,
      evaluations: work.evaluated,
      evaluation_count: work.evaluatedCount,
      vouches: work.given.map(({ card, provider, forWhat, at }) => ({
        card_id: card.id,
        name: card.person || card.firm || (provider ?? ''),
        for_what: forWhat,
        at: at.toISOString(),
      })),
      vouch_count: work.givenCount,
    };
  });
}
