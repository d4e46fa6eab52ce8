import type { Words } from '../fr.ts';
import { plural } from '../plural.ts';

export const knowledge: Words['knowledge'] = {
  title: 'Knowledge',
  lead: 'What finished cases taught, by subject: what was decided, and what one should have asked.',
  tags: 'Subjects',
  all: 'All subjects',
  cases: (n) => plural('en', n, { one: '# finished case', other: '# finished cases' }),
  questions: (n) => plural('en', n, { one: '# question', other: '# questions' }),
  questionsTitle: 'What one should have asked',
  chosen: 'Chosen:',
  pinned: 'To begin with',
  others: 'The others, the latest first',
  benchmarks: 'Benchmarks beside',
  noBenchmarks: 'No benchmark that you read.',
  none: {
    title: 'No finished case yet.',
    text: 'Closing a case says what was decided; it arrives here, by its tags.',
  },
  pin: 'Put first',
  unpin: 'Take off the top',
  up: 'Move up',
  pinHeard: (action, title) => `${action}: ${title}`,
  pages: 'Pages of knowledge',
  firstPage: 'Back to the beginning',
  work: 'What they have done',
  finishedCases: (n) => plural('en', n, { one: '# finished case', other: '# finished cases' }),
  evaluations: (n) => plural('en', n, { one: '# evaluation', other: '# evaluations' }),
  vouches: (n) => plural('en', n, { one: '# vouch', other: '# vouches' }),
  noWork: 'Nothing yet that you could read.',
};
