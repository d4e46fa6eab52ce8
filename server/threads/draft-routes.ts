import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/threads/contract.ts';
import { notFound } from '../errors.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { titlesOf } from './outcome-queries.ts';
import { deleteDraft, findDraft, listDrafts, upsertDraft } from './draft-queries.ts';

/** The thread that a reply or an outcome is drafted for; none where the 36 signs of the key are no id. */
const threadOf = (key: string): string | undefined =>
  /^(?:thread|outcome):([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(key)?.[1];

/** Drafts kept on the server: what was typed, for its writer alone. */
export function draftRoutes(app: FastifyInstance, services: Services): void {
  const { db } = services;

  serve(app, contract.listDrafts, async ({ member }) => {
    const rows = await listDrafts(db, member);
    const titles = await titlesOf(
      db,
      member,
      rows.flatMap(({ key }) => threadOf(key) ?? []),
    );
    const items = rows.map((row) => ({
      key: row.key,
      title: row.content.title || row.content.need || titles.get(threadOf(row.key) ?? '') || '',
      saved_at: row.savedAt.toISOString(),
    }));
    return { items, next: null };
  });

  serve(app, contract.getDraft, async ({ member, params }) => {
    const row = await findDraft(db, member, params.key);
    if (!row) throw notFound();
    return { key: row.key, content: row.content, saved_at: row.savedAt.toISOString() };
  });

  serve(app, contract.saveDraft, async ({ member, params, body }) => {
    const savedAt = services.clock();
    await upsertDraft(db, member, params.key, body.content, savedAt);
    return { key: params.key, content: body.content, saved_at: savedAt.toISOString() };
  });

  serve(app, contract.discardDraft, async ({ member, params }) => {
    await deleteDraft(db, member, params.key);
    return null;
  });
}
