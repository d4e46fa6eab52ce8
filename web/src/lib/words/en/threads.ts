import type { Words } from '../fr.ts';
import { plural } from '../plural.ts';

export const threads: Words['threads'] = {
  title: 'Cases',
  filters: 'Show',
  views: {
    all: 'All',
    open: 'Open',
    finished: 'Finished',
    mine: 'My cases',
    unread: 'Unread',
    waiting: 'Waiting for me',
    overdue: 'Overdue',
    check: 'To confirm',
  },
  kindTitle: 'Kind',
  kinds: { all: 'Cases and discussions', case: 'Cases only', discussion: 'Discussions only' },
  circlesTitle: 'Circles',
  tagsTitle: 'Tags',
  refine: 'Refine',
  without: (what) => `No longer limit to ${what}`,
  clear: 'Show everything',

  shown: (n, all) =>
    all
      ? plural('en', n, { one: '# in all', other: '# in all' })
      : plural('en', n, { one: 'The most recent', other: 'The # most recent' }),
  threadCount: (n) => plural('en', n, { one: '# case', other: '# cases' }),
  more: 'Next',
  loading: 'One moment…',
  moreFailed: 'The next ones could not be loaded.',
  backToTop: 'Back to the beginning of the list',
  movedNow: (n) =>
    n === 0
      ? 'The list has changed'
      : plural('en', n, { one: '# case has moved', other: '# cases have moved' }),
  refresh: 'refresh',

  someone: 'A member',
  replies: (n) => (n === 0 ? 'no reply yet' : plural('en', n, { one: '# reply', other: '# replies' })),
  lastBy: (name) => `last: ${name},`,
  fresh: (n) => plural('en', n, { one: '# new', other: '# new' }),
  new: 'New:',
  mentionsMe: 'You are mentioned:',
  finished: 'Finished',
  discussion: 'Discussion',
  circle: (name) => (/\bcircle\b|^cercle\b/i.test(name) ? name : `${name} circle`),
  named: 'Chosen members',
  wanted: ({ when, name }) =>
    ({
      late: `answer overdue since ${name}`,
      today: 'answer wanted today',
      tomorrow: 'answer wanted tomorrow',
      weekday: `answer wanted by ${name}`,
      date: `answer wanted by ${name}`,
    })[when],

  walk: {
    begin: 'Read the unread one by one',
    next: 'Next unread',
    key: 'N',
    done: 'You have been through all of them. What is left here is not read to its end.',
    allDone: 'You have been through all of them: all is read.',
    markAll: 'Mark all as read',
    marked: (n) =>
      n === 0
        ? 'There was nothing left to mark.'
        : plural('en', n, { one: '# case marked as read.', other: '# cases marked as read.' }),
    undone: (n) => plural('en', n, { one: '# case is unread again.', other: '# cases are unread again.' }),
  },

  empty: {
    all: { title: 'No case yet.', text: 'Present the first one: this is how we learn from each other.' },
    open: { title: 'No open case.', text: 'All that was presented is finished.' },
    finished: { title: 'No finished case.', text: 'A case is finished when its author says how it ended.' },
    mine: {
      title: 'You have not presented a case yet.',
      text: 'One sentence and what you are looking for are enough to begin.',
    },
    unread: { title: 'All read.', text: 'Replies to cases that you follow or have opened will appear here.' },
    waiting: {
      title: 'Nobody waits for you.',
      text: 'Cases that name you and that you have not answered come here, those that you follow whose date is near, and answers to your own.',
    },
    overdue: {
      title: 'No case is overdue.',
      text: 'Cases that are still open though the day wished for is over come here.',
    },
    check: {
      title: 'Nothing to confirm.',
      text: 'One, three and six months after a case ended, you will be asked here whether its outcome held.',
    },
    narrowed: { title: 'Nothing matches.', text: 'Widen the filter to find cases again.' },
  },
};
