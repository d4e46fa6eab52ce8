import type { Words } from '../fr.ts';
import { plural } from '../plural.ts';

export const notifications: Words['notifications'] = {
  title: 'Notifications',
  unread: (n) => plural('en', n, { one: '# unread notification', other: '# unread notifications' }),
  bell: 'Notifications',
  lead: 'What concerns you: answers, mentions, finished cases.',
  settings: 'Choose what I am told of',
  readAll: 'Mark all as read',
  readAllDone: 'All is marked as read.',
  readOne: 'Mark as read',
  readOneFor: (title) => `Mark as read: ${title}`,
  isNew: 'Unread:',
  more: 'More',
  backToTop: 'Back to the top',
  empty: 'No notifications.',
  emptyText: 'You are told here when somebody answers you, mentions you, or finishes a case that you follow.',
  someone: 'Somebody',
  told: {
    mention: (who) => `${who} mentioned you`,
    reply: (who) => `${who} answered`,
    closed: () => 'The case is finished',
    card: (who) => `${who} passed you this card`,
    vouch: (who) => `${who} vouched for this card of yours`,
    evaluation: (who) => `${who} gave an evaluation`,
    follow: (who) => `${who} wrote`,
  },
  others: (n) => plural('en', n, { one: 'and one more', other: 'and # more' }),
  kinds: {
    mention: 'somebody mentions me',
    reply: 'somebody answers me, or in a case that I opened',
    closed: 'a case that I opened or follow is finished',
    card: 'somebody passes me a card',
    vouch: 'somebody vouches for a card of mine',
    evaluation: 'somebody evaluates in a benchmark that I opened',
    follow: 'somebody writes in a case that I follow',
  },
  setting: {
    lead: 'What you receive, kind by kind. A muted case never tells you of anything.',
    inApp: 'Tell me on the site when…',
    saved: 'Saved.',
  },
};
