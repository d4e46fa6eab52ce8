import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/notifications/contract.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import {
  changeSettings,
  liftSilence,
  readNotifications,
  showSettings,
  undoReadNotifications,
} from './actions.ts';
import { lookAtMail, readMail, reportBounce, unsubscribe } from './link-actions.ts';
import { listGroups } from './queries.ts';
import { viewGroup } from './view.ts';

/** What members are told of. */
export function notificationRoutes(app: FastifyInstance, services: Services): void {
  serve(app, contract.listNotifications, async ({ member, query }) => {
    const after = decodeCursor(query.after, ['instant', 'uuid']);
    const limit = query.limit ?? pageLimitDefault;
    const rows = await listGroups(services.db, member, services.clock(), after, limit);
    const { items, next } = pageOf(rows, limit, (last) => [last.lastAt.toISOString(), last.subjectId]);
    return { items: items.map(viewGroup), next };
  });
  serve(app, contract.readNotifications, ({ member, body }) => readNotifications(services, member, body));
  serve(app, contract.undoReadNotifications, ({ member, params }) =>
    undoReadNotifications(services, member, params.id),
  );
  serve(app, contract.getNotificationSettings, ({ member }) => showSettings(services, member));
  serve(app, contract.setNotificationSettings, ({ member, body }) => changeSettings(services, member, body));
  serve(app, contract.liftSilence, ({ member }) => liftSilence(services, member));

  serve(app, contract.lookAtMail, ({ body }) => lookAtMail(services, body.token));
  serve(app, contract.unsubscribe, async ({ body }) => {
    await unsubscribe(services, body);
    return null;
  });
  serve(app, contract.readMail, async ({ body }) => {
    await readMail(services, body.token);
    return null;
  });
  serve(app, contract.reportBounce, async ({ body }) => {
    await reportBounce(services, body.address);
    return null;
  });
}
