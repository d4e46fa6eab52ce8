import type { Letter } from '../../../server/mail/words/catalogue.ts';
import { cast } from '../../cast.ts';
import { readMails } from '../../mails.ts';
import { sent } from '../canary.ts';
import type { Place } from './place.ts';

/** Has every kind of mail sent, each in the way in which it comes about; gives its newest text and HTML. */
export async function sendEveryLetter({ t, world, headers }: Place): Promise<Map<Letter['kind'], string>> {
  const { guest } = t;
  const grace = t.as('grace');
  const moderator = t.with(headers.moderatorInside);
  const { rows } = await t.services.pool.query(
    `select raw from contact_points where card_id = $1 and kind = 'email'`,
    [world.untoldCardId],
  );
  const { linus, newt } = cast;
  const friend = 'amie@example.test';
  const resolution = { outcome: 'nothing', reason: 'Rien à redire', answer: 'Merci' };
  const causes: Record<Letter['kind'], [to: string, cause: () => ReturnType<typeof guest.get>]> = {
    code: [linus.email, () => guest.post('/api/session/code', { email: linus.email })],
    reset: [linus.email, () => guest.post('/api/password/reset', { email: linus.email })],
    invitation: [friend, () => grace.post('/api/invitations', { email: friend, note: 'Viens' })],
    already_member: [newt.email, () => grace.post('/api/invitations', { email: newt.email })],
    card_notice: [
      rows[0].raw,
      () => grace.post(`/api/cards/${world.untoldCardId}/notice`, { language: 'fr' }),
    ],
    flag_resolved: [
      linus.email,
      () => moderator.post(`/api/moderation/flags/${world.takenFlagId}/resolve`, resolution),
    ],
    warning: [
      linus.email,
      () => moderator.post(`/api/moderation/members/${linus.id}/warnings`, { reason: 'Trop vif' }),
    ],
  };

  const letters = new Map<Letter['kind'], string>();
  for (const [kind, [to, cause]] of Object.entries(causes) as [Letter['kind'], (typeof causes)['code']][]) {
    const before = (await readMails(t.services.config.dataDir, to)).length;
    await sent(cause());
    await t.services.mailer.settled();
    const [mail, ...others] = await readMails(t.services.config.dataDir, to);
    if (!mail || others.length !== before) throw new Error(`no mail came of ${kind}`);
    letters.set(kind, `${mail.text}\n${mail.html}`);
  }
  return letters;
}

/** The addresses in a mail, without the place where the product stands. */
export const linksIn = (mail: string): string[] => [
  ...new Set([...mail.matchAll(/https?:\/\/[^/\s"<>]+([^\s"<>]*)/g)].map(([, path = '']) => path || '/')),
];
