import type { Words } from '../fr.ts';
import { plural } from '../plural.ts';

export const nav: Words['nav'] = {
  label: 'Main navigation',
  today: 'Today',
  threads: 'Cases',
  invitations: (n) => plural('en', n, { one: '# invitation', other: '# invitations' }),
  benchmarks: 'Benchmarks',
  cards: 'Cards',
  knowledge: 'Knowledge',
  providers: 'Providers',
  circles: 'Circles',
  members: 'Members',
  moderation: 'Moderation',
  settings: 'Settings',
  newCase: 'Present a case',
  accountMenu: (name) => `Menu of ${name}`,
  profile: 'My profile',
  bookmarks: 'Bookmarks',
  signOut: 'Sign out',
};
