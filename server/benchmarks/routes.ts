import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/benchmarks/contract.ts';
import { guessColumns } from '@cenacle/shared/benchmarks/sheet.ts';
import * as answers from '@cenacle/shared/benchmarks/answers-contract.ts';
import { getRanking } from '@cenacle/shared/benchmarks/ranking-contract.ts';
import * as sheets from '@cenacle/shared/benchmarks/sheet-contract.ts';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import { notFound, unknownReference } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { addOption, editBenchmark, keepWeights, openBenchmark } from './actions.ts';
import { listBenchmarks } from './directory-queries.ts';
import { evaluate, withdrawEvaluation } from './evaluate-actions.ts';
import { pasteAnswers, settleCandidate, showCandidates } from './candidate-actions.ts';
import { importSheet } from './import-actions.ts';
import { tableOf } from './sheet-file.ts';
import { listLateCriteria, listToRefresh } from './suggested-queries.ts';
import { findEvaluations } from './page-queries.ts';
import { staleSince } from './policy.ts';
import { findBenchmark } from './queries.ts';
import { showRanking } from './ranking.ts';
import { noteShown, showBenchmark } from './show.ts';
import { viewBenchmarkRow, viewEvaluations, viewLateCriterion, viewToRefresh } from './view.ts';

/** Words of a need that are looked for at most. */
const wordsMax = 10;

/** Benchmarks, their evaluations, and the ranking by each reader's own weights. */
export function benchmarkRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  serve(app, contract.listBenchmarks, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const after = decodeCursor(query.after, ['number', 'instant', 'string', 'uuid']);
    const stale = staleSince(services.clock());
    const rows = await listBenchmarks(db, member, {
      filter: {
        words: oneLine('q', query.q ?? '')
          .split(' ')
          .filter(Boolean)
          .slice(0, wordsMax),
        state: query.state,
        circleId: query.circle_id,
        mine: query.mine === '1',
        category: query.category,
        size: query.size,
        budget: query.budget,
        staleSince: query.stale === '1' ? stale : undefined,
      },
      order: query.order ?? 'fresh',
      limit,
      after: after && { finishedCount: after[0], freshAt: after[1], need: after[2], id: after[3] },
    });
    const { items, next } = pageOf(rows, limit, ({ benchmark, finishedCount, freshestAt }) => [
      finishedCount,
      (freshestAt ?? benchmark.createdAt).toISOString(),
      benchmark.need,
      benchmark.id,
    ]);
    return { items: items.map((row) => viewBenchmarkRow(row, stale)), next };
  });

  serve(app, contract.listBenchmarksToRefresh, async ({ member }) => {
    const rows = await listToRefresh(db, member, staleSince(services.clock()));
    return {
      items: rows.map(viewToRefresh),
      next: null,
    };
  });

  serve(app, contract.listLateCriteria, async ({ member, query }) => {
    const rows = await listLateCriteria(db, member, query.category);
    return { items: rows.map(viewLateCriterion), next: null };
  });

  serve(app, contract.openBenchmark, async ({ member, body, key }) =>
    showBenchmark(services, member, await openBenchmark(services, member, body, key)),
  );

  serve(app, contract.getBenchmark, ({ member, params, query }) =>
    showBenchmark(services, member, params.id, query),
  );

  serve(app, contract.editBenchmark, async ({ member, params, body }) => {
    await editBenchmark(services, member, params.id, body);
    return showBenchmark(services, member, params.id);
  });

  serve(app, contract.addOption, async ({ member, params, body, key }) => {
    await addOption(services, member, params.id, body, key);
    return showBenchmark(services, member, params.id);
  });

  serve(app, contract.listEvaluations, async ({ member, params, query }) => {
    const benchmark = await findBenchmark(db, member, params.id);
    if (!benchmark) throw notFound();
    const limit = query.limit ?? pageLimitDefault;
    const found = await findEvaluations(db, member, params.id, {
      sees: benchmark.sees,
      optionId: query.option_id,
      criterionId: query.criterion_id,
      limit,
      after: decodeCursor(query.after, ['instant', 'uuid']),
    });
    const { criterion_id: criterionId, option_id: optionId } = query;
    if (criterionId && !found.criteria.some(({ id }) => id === criterionId))
      throw unknownReference('criterion_id');
    if (optionId && !found.options.some(({ id }) => id === optionId)) throw unknownReference('option_id');
    await noteShown(services, member, benchmark, found.others);
    const { items, next } = pageOf(found.rows, limit, ({ evaluation }) => [
      (evaluation.submittedAt ?? evaluation.createdAt).toISOString(),
      evaluation.id,
    ]);
    return { items: viewEvaluations(member, items, found), next };
  });

  serve(app, contract.evaluate, ({ member, params, body }) => evaluate(services, member, params.id, body));

  serve(app, contract.withdrawEvaluation, async ({ member, params }) => {
    await withdrawEvaluation(services, member, params.id, params.evaluation_id);
    return null;
  });

  serve(app, contract.keepWeights, ({ member, params, body }) =>
    keepWeights(services, member, params.id, body),
  );

  serve(app, getRanking, ({ member, params, query }) => showRanking(services, member, params.id, query));

  serve(app, sheets.readSheet, async ({ member, body }) => {
    const table = await tableOf(body.content, member.language);
    return { table, columns: guessColumns(table, member.language) };
  });

  serve(app, sheets.importSheet, ({ member, params, body, key }) =>
    importSheet(services, member, params.id, body, key),
  );

  serve(app, answers.listCandidates, async ({ member, params }) => ({
    items: await showCandidates(services, member, params.id),
    next: null,
  }));

  serve(app, answers.pasteAnswers, ({ member, params, body, key }) =>
    pasteAnswers(services, member, params.id, body, key),
  );

  serve(app, answers.settleCandidate, async ({ member, params, body }) => {
    await settleCandidate(services, member, params.id, params.candidate_id, body.accepted);
    return null;
  });
}
