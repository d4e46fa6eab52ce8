import type { FastifyInstance } from 'fastify';
import { getDevMail, listDevMails } from '@cenacle/shared/mail/contract.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { findMail, listMails } from './folder.ts';
import { mailFolder } from './mailer.ts';

/** The mails that were not sent, for a page in development. Elsewhere nobody may read them: the paths do not exist. */
export function mailRoutes(app: FastifyInstance, { config }: Services): void {
  if (config.mode !== 'development') return;
  const folder = mailFolder(config);
  serve(app, listDevMails, async () => ({ items: await listMails(folder), next: null }));
  serve(app, getDevMail, ({ params }) => findMail(folder, params.name));
}
