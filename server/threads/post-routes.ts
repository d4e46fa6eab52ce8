import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/threads/contract.ts';
import { invalid, notFound, refused } from '../errors.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { canReadHistory } from './policy.ts';
import { deletePost, editPost, replyToThread, showPost } from './post-actions.ts';
import { findPost, listVersions } from './post-queries.ts';
import { listPosts } from './posts-page.ts';
import { renderBody } from './render.ts';
import { viewHtml, viewVersions } from './view.ts';

const versionsMax = 100;

/** Posts of a thread, one post, its history, and the preview of a text. */
export function postRoutes(app: FastifyInstance, services: Services): void {
  serve(app, contract.listPosts, ({ member, params, query }) => {
    const ways = [query.after, query.before, query.around, query.changed_after].filter(
      (way) => way !== undefined,
    );
    if (ways.length > 1) throw invalid([{ field: 'after', code: 'invalid' }]);
    return listPosts(services, member, params.id, query);
  });

  serve(app, contract.reply, async ({ member, params, body, key }) =>
    showPost(services, member, await replyToThread(services, member, params.id, body, key)),
  );

  serve(app, contract.getPost, ({ member, params }) => showPost(services, member, params.id));

  serve(app, contract.editPost, async ({ member, params, body }) => {
    await editPost(services, member, params.id, body);
    return showPost(services, member, params.id);
  });

  serve(app, contract.deletePost, async ({ member, params }) => {
    await deletePost(services, member, params.id);
    return null;
  });

  serve(app, contract.listVersions, async ({ member, params }) => {
    const found = await findPost(services.db, member, params.id);
    if (!found) throw notFound();
    if (!canReadHistory(found)) throw refused();
    const rows = await listVersions(services.db, params.id, versionsMax);
    return { items: await viewVersions(services, member, rows), next: null };
  });

  serve(app, contract.renderText, async ({ member, body }) => {
    const { html } = await renderBody(services, body.markdown, 'markdown');
    // What the writer sent comes back: no name is looked up, so that nothing is told of who or what is there.
    return { html: body.with_ids ? html : await viewHtml(services, member, html) };
  });
}
