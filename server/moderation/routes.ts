import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/moderation/contract.ts';
import { together } from '../database.ts';
import { notFound } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { findMemberAgain } from '../sessions/queries.ts';
import { selectHead } from '../threads/queries.ts';
import {
  flagPost,
  hidePost,
  lockThread,
  mergeTags,
  narrowThread,
  removeLesson,
  resolveFlag,
  takeFlag,
  warnMember,
} from './actions.ts';
import {
  findFlag,
  listActs,
  listFlags,
  listOwnActs,
  listOwnFlags,
  listThreadActs,
  listVisitors,
} from './queries.ts';
import { mergeThreads } from './merge-actions.ts';
import { viewAct, viewFlag, viewOwnFlag } from './view.ts';

/** Lines of the log beside a thread: what one reads through. */
const threadActsMax = 50;

/** Flags, what moderators do, and the log of it. */
export function moderationRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  serve(app, contract.flagPost, async ({ member, params, body }) => ({
    id: await flagPost(services, member, params.id, body),
  }));

  serve(app, contract.listOwnFlags, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const before = decodeCursor(query.after, ['uuid'])?.[0] ?? null;
    const rows = await listOwnFlags(db, member, limit, before);
    const { items, next } = pageOf(rows, limit, ({ flag }) => [flag.id]);
    return { items: items.map(viewOwnFlag), next };
  });

  serve(app, contract.listFlags, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const after = decodeCursor(query.after, ['uuid'])?.[0] ?? null;
    const rows = await listFlags(db, member, { resolved: query.state === 'resolved', limit, after });
    const { items, next } = pageOf(rows, limit, ({ flag }) => [flag.id]);
    return { items: await Promise.all(items.map((row) => viewFlag(services, member, row))), next };
  });

  serve(app, contract.takeFlag, async ({ member, params }) => {
    await takeFlag(services, member, params.id);
    // With the rights that taking it gave.
    const now = await findMemberAgain(db, member.by, services.clock());
    const row = now && (await findFlag(db, now, params.id));
    if (!row) throw notFound();
    return viewFlag(services, now, row);
  });

  serve(app, contract.resolveFlag, async ({ member, params, body }) => {
    await resolveFlag(services, member, params.id, body);
    return null;
  });

  serve(app, contract.hidePost, async ({ member, params, body }) => {
    await hidePost(services, member, params.id, true, body.reason);
    return null;
  });

  serve(app, contract.restorePost, async ({ member, params, body }) => {
    await hidePost(services, member, params.id, false, body.reason);
    return null;
  });

  serve(app, contract.removeLesson, async ({ member, params, body }) => {
    await removeLesson(services, member, params.id, body.reason);
    return null;
  });

  serve(app, contract.lockThread, async ({ member, params, body }) => {
    await lockThread(services, member, params.id, body.locked, body.reason);
    return null;
  });

  serve(app, contract.narrowThread, async ({ member, params, body }) => {
    await narrowThread(services, member, params.id, body);
    return null;
  });

  serve(app, contract.mergeThreads, async ({ member, params, body }) => {
    await mergeThreads(services, member, params.id, body);
    return null;
  });

  serve(app, contract.mergeTags, async ({ member, body }) => ({
    thread_count: await mergeTags(services, member, body),
  }));

  serve(app, contract.warnMember, async ({ member, params, body }) => {
    await warnMember(services, member, params.id, body.reason);
    return null;
  });

  serve(app, contract.listActs, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const rows = await listActs(db, member, limit, decodeCursor(query.after, ['uuid'])?.[0] ?? null);
    const { items, next } = pageOf(rows, limit, ({ act }) => [act.id]);
    return { items: items.map((row) => viewAct(member, row, false)), next };
  });

  serve(app, contract.listOwnActs, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const rows = await listOwnActs(db, member, limit, decodeCursor(query.after, ['uuid'])?.[0] ?? null);
    const { items, next } = pageOf(rows, limit, ({ act }) => [act.id]);
    return { items: items.map((row) => viewAct(member, row, true)), next };
  });

  serve(app, contract.listThreadActs, async ({ member, params }) => {
    const { thread, acts, visitors } = await together(db, {
      thread: selectHead(db, member, params.id),
      acts: listThreadActs(db, member, params.id, threadActsMax),
      visitors: listVisitors(db, params.id),
    });
    if (thread.length === 0) throw notFound();
    return {
      items: acts.map((row) => viewAct(member, row, false)),
      visitors: visitors.map((row) => ({ member: row.member, since: row.since.toISOString() })),
      next: null,
    };
  });
}
