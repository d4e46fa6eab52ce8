import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/providers/contract.ts';
import * as record from '@cenacle/shared/providers/record-contract.ts';
import { notFound } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import {
  addProvider,
  editProvider,
  likenessOf,
  mergeProvider,
  showProvider,
  type ProviderRules,
} from './actions.ts';
import { findProvider, findProvidersByName, findSimilar, listProviders } from './queries.ts';
import { recordReply, removeReply } from './reply-actions.ts';
import { listReplies } from './reply-queries.ts';
import { viewProviderRow, viewReply, viewSimilar } from './view.ts';

/** The directory of providers, open to all members. */
export function providerRoutes(app: FastifyInstance, services: Services, rules: ProviderRules): void {
  const { db } = services;

  serve(app, contract.listProviders, async ({ query }) => {
    const limit = query.limit ?? pageLimitDefault;
    if (query.q?.trim()) {
      const found = await findProvidersByName(db, { q: query.q, kind: query.kind, limit });
      return { items: found.map(viewProviderRow), next: null };
    }
    const after = decodeCursor(query.after, ['string', 'uuid']);
    const rows = await listProviders(db, { kind: query.kind, limit, after });
    const { items, next } = pageOf(rows, limit, (last) => [last.name, last.id]);
    return { items: items.map(viewProviderRow), next };
  });

  serve(app, contract.listSimilarProviders, async ({ query }) => {
    const rows = await findSimilar(db, likenessOf(query), contract.similarMax);
    return { items: rows.map(viewSimilar), next: null };
  });

  serve(app, contract.addProvider, async ({ member, body, key }) =>
    showProvider(services, rules, member, await addProvider(services, member, body, key)),
  );

  serve(app, contract.getProvider, ({ member, params }) => showProvider(services, rules, member, params.id));

  serve(app, contract.editProvider, ({ member, params, body }) =>
    editProvider(services, rules, member, params.id, body),
  );

  serve(app, contract.mergeProvider, ({ member, params, body }) =>
    mergeProvider(services, rules, member, params.id, body.into, body.reason),
  );

  serve(app, record.getProviderRecord, async ({ member, params }) => {
    const provider = await findProvider(db, params.id);
    if (!provider) throw notFound();
    const replies = await listReplies(db, member, provider.id);
    return {
      ...(await rules.findRecord(member, provider.id)),
      replies: replies.map((row) => viewReply(member, row)),
    };
  });

  serve(app, record.recordReply, async ({ member, params, body, key }) => ({
    id: await recordReply(services, member, params.id, body, key),
  }));

  serve(app, record.removeReply, async ({ member, params }) => {
    await removeReply(services, member, params.id, params.reply_id);
    return null;
  });
}
