import { common } from './fr/common.ts';
import { compose } from './fr/compose.ts';
import { composer } from './fr/composer.ts';
import { errors } from './fr/errors.ts';
import { nav } from './fr/nav.ts';
import { signIn } from './fr/sign-in.ts';
import { thread } from './fr/thread.ts';
import { threads } from './fr/threads.ts';
import { today } from './fr/today.ts';
import { circles } from './fr/circles.ts';
import { devMail } from './fr/dev-mail.ts';
import { invitation } from './fr/invitation.ts';
import { members } from './fr/members.ts';
import { moderation } from './fr/moderation.ts';
import { settings } from './fr/settings.ts';
import { benchmarks } from './fr/benchmarks.ts';
import { bookmarks } from './fr/bookmarks.ts';
import { cards } from './fr/cards.ts';
import { engagements } from './fr/engagements.ts';
import { follows } from './fr/follows.ts';
import { knowledge } from './fr/knowledge.ts';
import { notifications } from './fr/notifications.ts';
import { outcome } from './fr/outcome.ts';
import { search } from './fr/search.ts';
import { providers } from './fr/providers.ts';

export const fr = {
  common,
  errors,
  nav,
  signIn,
  thread,
  composer,
  circles,
  devMail,
  invitation,
  members,
  moderation,
  settings,
  compose,
  threads,
  today,
  benchmarks,
  bookmarks,
  cards,
  engagements,
  follows,
  knowledge,
  notifications,
  outcome,
  providers,
  search,
};

/** Every sentence of the interface. Another language must give each of them, with the same parameters. */
export type Words = typeof fr;
