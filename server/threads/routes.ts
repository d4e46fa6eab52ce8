import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/threads/contract.ts';
import { invalid, notFound } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { markRead, openThread, showThread, updateThread, type ThreadRules } from './actions.ts';
import { dayIn } from './days.ts';
import { findPlace } from './merged-queries.ts';
import { listTags, listThreads } from './queries.ts';
import { showToday, visitToday } from './today.ts';
import { isTodo } from './todo-queries.ts';
import { viewThreadRow } from './view.ts';

const tagsMax = 30;

/** Lists, pages and changes of threads, and Today. */
export function threadRoutes(app: FastifyInstance, services: Services, rules: ThreadRules): void {
  serve(app, contract.listThreads, async ({ member, query }) => {
    const after = decodeCursor(query.after, ['string', 'uuid']);
    const limit = query.limit ?? pageLimitDefault;
    const filter = {
      state: query.state,
      kind: query.kind,
      circleId: query.circle_id,
      tag: query.tag,
      mine: query.mine === '1',
      unread: query.unread === '1',
      only: query.todo && isTodo(services.db, member, query.todo, dayIn(member.zone, services.clock())),
    };
    const at = after ? new Date(after[0]) : null;
    if (at && Number.isNaN(at.getTime())) throw invalid([{ field: 'after', code: 'bad_format' }]);
    const rows = await listThreads(
      services.db,
      member,
      filter,
      after && at ? { at, id: after[1] } : null,
      limit,
    );
    const { items, next } = pageOf(rows, limit, ({ thread }) => [thread.lastPostAt.toISOString(), thread.id]);
    return { items: items.map(viewThreadRow), next };
  });

  serve(app, contract.openThread, async ({ member, body, key }) => {
    const opened = await openThread(services, member, body, key);
    return showThread(services, rules, opened.member, opened.id);
  });

  serve(app, contract.getThread, ({ member, params }) => showThread(services, rules, member, params.id));

  serve(app, contract.getPlace, async ({ member, params, query }) => {
    const place = await findPlace(services.db, member, params.id, Math.max(1, query.at ?? 1));
    if (!place) throw notFound();
    return { thread_id: place.threadId, position: place.position };
  });

  serve(app, contract.updateThread, async ({ member, params, body }) => {
    await updateThread(services, rules, member, params.id, body);
    return showThread(services, rules, member, params.id);
  });

  serve(app, contract.markRead, ({ member, params, body }) => markRead(services, member, params.id, body));

  serve(app, contract.listTags, async ({ member, query }) => {
    const rows = await listTags(services.db, member, query.q ?? '', tagsMax);
    return { items: rows.map((row) => ({ tag: row.tag, thread_count: row.threadCount })), next: null };
  });

  serve(app, contract.getToday, ({ member }) => showToday(services, member));

  serve(app, contract.visitToday, async ({ member }) => {
    await visitToday(services, member);
    return null;
  });
}
