import { memberMailKinds } from '@cenacle/shared/notifications/contract.ts';
import type { Letter } from '../../../server/mail/words/catalogue.ts';
import { gatherMails } from '../../../server/notifications/gather.ts';
import { cast } from '../../cast.ts';
import { readMails } from '../../mails.ts';
import { sent } from '../canary.ts';
import type { Place } from './place.ts';

/** Has every kind of mail sent, each in the way in which it comes about; gives its newest text and HTML. */
export async function sendEveryLetter({
  t,
  world,
  headers,
}: Place): Promise<Map<Letter['kind'] | MemberMailKind, string>> {
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

  // First, as it moves the clock, and a code is good for ten minutes.
  const letters = new Map<Letter['kind'] | MemberMailKind, string>(await sendNews(t));
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

type MemberMailKind = (typeof memberMailKinds)[number];

/** A notice and a digest, which come when their hour has: of a mention, while nobody reads. */
async function sendNews(t: Place['t']): Promise<[MemberMailKind, string][]> {
  const { linus } = cast;
  const inParis = (part: 'weekday' | 'hour') =>
    new Intl.DateTimeFormat('en', {
      timeZone: 'Europe/Paris',
      [part]: part === 'hour' ? '2-digit' : 'short',
      hourCycle: 'h23',
    });
  await t.services.pool.query('update members set zone = $1 where id = $2', ['Europe/Paris', linus.id]);
  const body = `Votre avis, [@Linus](member:${linus.id}) ?`;
  await sent(t.as('grace').post('/api/threads', { kind: 'discussion', title: 'À vous', body }));
  t.travel(11 * 60_000);
  const now = t.services.clock();
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const change = {
    kinds: [{ kind: 'mention', app: true, mail: 'at_once' }],
    digest: true,
    digest_day: days.indexOf(inParis('weekday').format(now)) + 1,
    hour: Number(inParis('hour').format(now)),
  };
  await sent(t.as('linus').patch('/api/notifications/settings', change));
  await gatherMails(t.services);
  await t.services.mailer.settled();
  const mails = await readMails(t.services.config.dataDir, linus.email);
  const kindOf = (subject: string): MemberMailKind =>
    subject.startsWith('Votre semaine') ? 'digest' : 'notice';
  const news = mails.filter(({ html }) => html.includes('/unsubscribe/'));
  if (new Set(news.map(({ subject }) => kindOf(subject))).size !== memberMailKinds.length)
    throw new Error('no notice or no digest came');
  return news.map(({ subject, text, html }) => [kindOf(subject), `${text}\n${html}`]);
}

/** The addresses in a mail, without the place where the product stands. */
export const linksIn = (mail: string): string[] => [
  ...new Set([...mail.matchAll(/https?:\/\/[^/\s"<>]+([^\s"<>]*)/g)].map(([, path = '']) => path || '/')),
];
