import type { PastDay } from '#lib/threads/list/days.ts';
import type { Words } from '../fr.ts';
import { plural } from '../plural.ts';

const counted = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

function since(day: PastDay | null): string {
  if (!day) return 'in the last two weeks';
  if (day.when === 'today') return 'since your visit earlier today';
  if (day.when === 'yesterday') return 'since yesterday';
  return `since ${day.name}`;
}

export const today: Words['today'] = {
  moved(n, day) {
    if (n === 0) return day ? `Nothing new ${since(day)}.` : 'Nothing new for now.';
    const forms = { one: '# case has moved', other: '# cases have moved' };
    return `${plural('en', n, forms)} ${since(day)}.`;
  },
  waitingSentence: (n) =>
    plural('en', n, {
      one: `${counted[n] ?? '#'} is waiting for your view.`,
      other: `${counted[n] ?? '#'} are waiting for your view.`,
    }),
  waiting: 'Your view is wanted',
  moreMoved: 'See all cases',
  movedTitle: 'Moved since your last visit',
  movedFirst: 'The latest exchanges',
  nothing: 'All read.',
  nothingText: 'Cases that move will appear here; you need not look for them.',
  mentionedBy: (name) => `${name} mentioned you`,
  mentioned: 'you are mentioned',
  answers: (n) =>
    plural('en', n, { one: '# answer to read in your case', other: '# answers to read in your case' }),
  quiet: 'Have these cases ended?',
  quietText: 'Nobody has written in them for three weeks. Saying how they ended takes a minute.',
  sayHow: 'Say how it ended',
  notYet: 'Not yet',
  notYetHeard: (title) => `Not yet: ${title}`,
  notYetDone: 'Understood: you will be asked again in a month.',
  mine: 'My open cases',
  arrived: 'New this month',
  invitedBy: (name) => `invited by ${name}`,
  begin: 'Where to begin',
  beginText: (steps) =>
    `Here, each of us brings a hard topic, and what past cases taught them. ${counted[steps] ?? steps} things to do, in the order that you like.`,
  beginCase: 'Present a case',
  beginCaseText: 'What keeps you busy right now. One sentence and what you are looking for are enough.',
  beginRead: 'Read a finished case',
  beginReadText: 'What was decided elsewhere, and what the others learned from it.',
  beginProfile: 'Complete your profile',
  beginProfileText: 'Your functions and sectors: this is how others will know to ask you.',
};
