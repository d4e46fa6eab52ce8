import { Type } from 'typebox';
import { instant, object, route } from '../http.ts';

const mailBrief = { name: Type.String(), to: Type.String(), subject: Type.String(), sent_at: instant };

/** Mails shown at most: a developer looks at the last ones. */
export const devMailsMax = 100;

/** The mails that were written into a folder, the newest first. In development only: elsewhere there is no such path. */
export const listDevMails = route({
  method: 'GET',
  path: '/api/dev/mails',
  access: 'public',
  rate: 'read',
  reply: { 200: object({ items: Type.Array(object(mailBrief)), next: Type.Null() }) },
});

/** One of them, by its file's name. In development only. */
export const getDevMail = route({
  method: 'GET',
  path: '/api/dev/mails/:name',
  access: 'public',
  rate: 'read',
  params: object({ name: Type.String({ pattern: '^[0-9A-Za-z-]{10,80}\\.eml$' }) }),
  reply: { 200: object({ ...mailBrief, text: Type.String(), html: Type.String() }) },
});
