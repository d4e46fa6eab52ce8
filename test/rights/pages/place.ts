import type { File } from '@cenacle/shared/files/contract.ts';
import { makeApp, type TestApp } from '../../app.ts';
import { linkIn, readMails } from '../../mails.ts';
import { plantEverything, plantInTheOpen, sent, type Open } from '../canary.ts';
import { castActors, makeWorld, signAll, type Actor, type World } from '../world.ts';

/** The world with its two files, what rests on it in front of everybody, and an invitation that waits. */
export interface PageWorld extends World {
  document: File;
  picture: File;
  open: Open;
  invitationToken: string;
}

export interface Place {
  t: TestApp;
  world: PageWorld;
  headers: Record<Actor, Record<string, string>>;
}

/** The app with its built pages, listening, and a world full of planted words. `t.close()` ends it. */
export async function openPlace(): Promise<Place> {
  const t = await makeApp({ pages: 'built' });
  await castActors(t);
  const headers = await signAll(t);
  const world = await makeWorld(t);
  const files = await plantEverything(t, world);
  const open = await plantInTheOpen(t, world, t.with(headers.moderatorInside), files.picture.id);
  const email = 'nouvelle@example.test';
  await sent(t.as('grace').post('/api/invitations', { email }));
  await t.services.mailer.settled();
  const [mail] = await readMails(t.services.config.dataDir, email);
  const invitationToken = linkIn(mail).split('/').at(-1) ?? '';
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  return { t, headers, world: { ...world, ...files, open, invitationToken } };
}
