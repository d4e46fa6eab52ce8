import { common } from './en/common.ts';
import { compose } from './en/compose.ts';
import { composer } from './en/composer.ts';
import { errors } from './en/errors.ts';
import { nav } from './en/nav.ts';
import { signIn } from './en/sign-in.ts';
import { thread } from './en/thread.ts';
import { threads } from './en/threads.ts';
import { today } from './en/today.ts';
import { circles } from './en/circles.ts';
import { devMail } from './en/dev-mail.ts';
import { invitation } from './en/invitation.ts';
import { members } from './en/members.ts';
import { moderation } from './en/moderation.ts';
import { settings } from './en/settings.ts';
import { benchmarks } from './en/benchmarks.ts';
import { bookmarks } from './en/bookmarks.ts';
import { cards } from './en/cards.ts';
import { engagements } from './en/engagements.ts';
import { follows } from './en/follows.ts';
import { knowledge } from './en/knowledge.ts';
import { notifications } from './en/notifications.ts';
import { outcome } from './en/outcome.ts';
import { search } from './en/search.ts';
import { providers } from './en/providers.ts';
import type { Words } from './fr.ts';

export const en: Words = {
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
