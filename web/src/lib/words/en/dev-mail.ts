import type { Words } from '../fr.ts';

export const devMail: Words['devMail'] = {
  title: 'Mails that were not sent',
  lead: 'In development, without an SMTP server, mails stop in a folder. Here they are, the newest first.',
  none: 'No mail so far.',
  to: (address) => `To ${address}`,
  all: 'All mails',
};
