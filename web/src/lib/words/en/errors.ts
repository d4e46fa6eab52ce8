import type { Words } from '../fr.ts';

export const errors: Words['errors'] = {
  notFound: {
    title: 'This page does not exist.',
    text: 'The address may be incomplete, or what it showed can no longer be seen by you.',
  },
  refused: {
    title: 'This page is not open to you.',
    text: 'If you think that this is a mistake, write to the person who looks after the circle.',
  },
  tooMany: {
    title: 'One moment, please.',
    text: 'Many requests came in a short time. Wait a minute, then try again.',
  },
  unreadable: {
    title: 'This request could not be read.',
    text: 'It may have arrived incomplete. Go back to the page before and send it again.',
  },
  offline: {
    title: 'The connection is interrupted.',
    text: 'Cénacle does not answer. Check your network, then try again: what you published is safe.',
  },
  broken: {
    title: 'This page could not be prepared.',
    text: 'The fault is on our side. Nothing that you published is lost; please try again in a moment.',
  },
  retry: 'Try again',
  home: 'Back to Today',
};
