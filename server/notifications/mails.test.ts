import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeApp, makeTwin, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { openPostOffice } from '../../test/post-office.ts';
import { readEml } from '../mail/eml.ts';
import { newId } from '../database.ts';
import { gatherMails } from './gather.ts';
import { listDueDigests, listDueNotices } from './mail-queries.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const kinds = ['mention', 'reply', 'closed', 'card', 'vouch', 'evaluation', 'follow'] as const;

let office: Awaited<ReturnType<typeof openPostOffice>>;
let t: TestApp;
let id: string;
beforeAll(async () => {
  office = await openPostOffice();
  t = await makeApp({ smtpUrl: office.url });
});
beforeEach(async () => {
  // Whatever an earlier test left is out of the way, and nobody is reading.
  t.travel(hour);
  await t.services.pool.query(`update notifications set read_by = 'hand'`);
  await t.services.pool.query(`delete from mail_rhythms`);
  await t.services.pool.query(`insert into mail_rhythms (member_id, digest) select id, false from members`);
  await t.services.pool.query(`delete from notification_choices`);
  office.received.length = 0;
  id = await open('Un bail à renégocier');
});
afterAll(async () => {
  await t.close();
  await office.close();
});

const open = async (title: string, more: object = {}): Promise<string> =>
  (await t.as('grace').post('/api/threads', { kind: 'discussion', title, body: 'Ouverture', ...more })).json()
    .id;
const answer = async (who: Name, body: string, thread = id) =>
  (await t.as(who).post(`/api/threads/${thread}/posts`, { body })).json();
const named = `Votre avis, [@x](member:${cast.linus.id}) ?`;
const settings = (who: Name, body: object) => t.as(who).patch('/api/notifications/settings', body);
const pace = (mail: string, which: readonly string[] = kinds) =>
  settings('linus', { kinds: which.map((kind) => ({ kind, app: true, mail })) });
const gather = async (): Promise<void> => {
  await gatherMails(t.services);
  await t.services.mailer.settled();
};
const mails = (who: Name = 'linus') =>
  office.to(cast[who].email).map(({ source }) => Object.assign(readEml(source), { source }));
const linkIn = (text: string, page: string): string =>
  new RegExp(`/${page}/([\\w-]{43})`).exec(text)?.[1] ?? '';
const counter = async (): Promise<number> => (await t.as('linus').get('/api/me')).json().notifications;

/** Moves the clock on to the next moment at which it is this hour in Paris, on this day of the week if it is given. */
function goTo(wanted: number, weekday?: string): void {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: 'Europe/Paris',
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const now = t.services.clock().getTime();
  for (let at = (Math.floor(now / hour) + 1) * hour; ; at += hour) {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    if (Number(parts.hour) !== wanted || (weekday && parts.weekday !== weekday)) continue;
    return t.travel(at - now + 1000);
  }
}
const nextHour = (): void => t.travel(hour - (t.services.clock().getTime() % hour) + 1000);

describe('a notice', () => {
  test('gathers an hour of mentions and answers in one mail, sent once whoever gathers it', async () => {
    await pace('hourly');
    await answer('grace', named);
    await answer('grace', named, await open('Un second sujet'));
    await gather();
    expect(mails()).toHaveLength(0);
    nextHour();
    const twin = await makeTwin(t, { smtpUrl: office.url });
    await Promise.all([gatherMails(t.services), gatherMails(twin.services), gatherMails(t.services)]);
    await Promise.all([t.services.mailer.settled(), twin.services.mailer.settled()]);
    await gather();
    await twin.close();
    const [mail, ...others] = mails();
    expect(others).toHaveLength(0);
    expect(mail?.subject).toBe('2 nouvelles qui vous concernent sur Cénacle');
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('Un bail à renégocier');
      expect(part).toContain('Un second sujet');
      expect(part).toContain('Grace Morel vous a mentionné');
    }
    // What was written stays on the site.
    expect(mail?.source).not.toContain('Votre avis');
    expect(mail?.source).toMatch(/^List-Unsubscribe:\s+<http:\/\/\S+\/unsubscribe\/[\w-]{43}>\r$/im);
    expect(mail?.source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/im);
  });

  test('at once, daily at the member’s hour, or never, as they chose', async () => {
    await pace('at_once', ['mention']);
    await answer('grace', named);
    await gather();
    expect(mails()).toHaveLength(1);
    goTo(9);
    await pace('daily', ['mention']);
    await settings('linus', { hour: 8 });
    await answer('grace', named);
    goTo(7);
    await gather();
    expect(mails()).toHaveLength(1);
    goTo(8);
    await gather();
    expect(mails()).toHaveLength(2);
    await pace('never', ['mention']);
    await answer('grace', named);
    goTo(8);
    await gather();
    expect(mails()).toHaveLength(2);
  });

  test('is held back while one reads, and never tells what one has read meanwhile', async () => {
    await pace('at_once');
    await t.as('linus').put(`/api/threads/${id}/read`, { position: 1 });
    await answer('grace', named);
    await gather();
    expect(mails()).toHaveLength(0);
    t.travel(5 * minute);
    const other = await open('Un second sujet');
    await answer('grace', named, other);
    await t.as('linus').put(`/api/threads/${id}/read`, { position: 2 });
    t.travel(11 * minute);
    await gather();
    expect(mails().map(({ text }) => [text.includes('Un bail'), text.includes('Un second')])).toEqual([
      [false, true],
    ]);
    t.travel(11 * minute);
    await answer('grace', named);
    await t.as('linus').post('/api/notifications/read', { subject_id: id });
    await gather();
    expect(mails()).toHaveLength(1);
  });

  test('says at the moment of sending what may then be read: a right that was lost, a post that is gone', async () => {
    await pace('at_once');
    const circle = await makeCircle(t.services, 'Industrie', ['grace', 'linus']);
    await answer('grace', named, await open('Secret', { audience_id: circle.audienceId }));
    const gone = await answer('grace', named);
    office.weather.trouble = 'later';
    await gather();
    expect(mails()).toHaveLength(0);
    await t.as('linus').post(`/api/circles/${circle.id}/leave`, {});
    await t.as('grace').delete(`/api/posts/${gone.id}`);
    office.weather.trouble = null;
    t.travel(minute);
    await gather();
    t.travel(day);
    await gather();
    expect(mails()).toHaveLength(0);
    const { rows } = await t.services.pool.query(
      'select text, html, subject, last_error from mail_outbox order by created_at desc limit 1',
    );
    expect(rows).toEqual([{ text: '', html: '', subject: '', last_error: 'withdrawn' }]);
  });

  test('waits through quiet hours, and a leave ends in one mail', async () => {
    await pace('at_once');
    await settings('linus', { quiet: { from: 21, to: 7 } });
    for (const at of [21, 23, 3]) {
      goTo(at);
      await answer('grace', named);
      await gather();
    }
    expect(mails()).toHaveLength(0);
    goTo(7);
    await gather();
    expect(mails()).toHaveLength(1);

    goTo(12);
    const back = new Date(t.services.clock().getTime() + 5 * day);
    const away_until = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' }).format(back);
    await settings('linus', { quiet: null, away_until });
    for (let i = 0; i < 3; i += 1) {
      await answer('grace', named, await open(`Sujet ${i}`));
      t.travel(day);
      await gather();
    }
    expect(mails()).toHaveLength(1);
    t.travel(day);
    goTo(8);
    await gather();
    expect(mails()).toHaveLength(2);
    expect(mails()[1]?.text).toMatch(/Sujet 2[^]*Sujet 1[^]*Sujet 0/);
  });
});

describe('the links', () => {
  test('end one kind, or all kinds of the mail, by POST and without signing in; looking changes nothing', async () => {
    await pace('at_once');
    await t.as('linus').put(`/api/threads/${id}/follow`, { level: 'everything' });
    t.travel(11 * minute);
    await answer('grace', named);
    const other = await open('Suivi');
    await t.as('linus').put(`/api/threads/${other}/follow`, { level: 'everything' });
    await answer('grace', 'Un mot', other);
    await gather();
    const token = linkIn(mails()[0]?.text ?? '', 'unsubscribe');
    const look = async () => (await t.guest.post('/api/mail-links/look', { token })).json();
    const before = await look();
    expect(before).toMatchObject({ kind: 'notice', mailed: true });
    expect(new Set(before.kinds)).toEqual(new Set(['mention', 'follow']));
    expect(await look()).toEqual(before);
    expect((await t.guest.post('/api/mail-links/unsubscribe', { token, kind: 'follow' })).statusCode).toBe(
      204,
    );
    expect((await look()).kinds).toEqual(['mention']);
    expect((await t.guest.post('/api/mail-links/unsubscribe', { token })).statusCode).toBe(204);
    expect(await look()).toMatchObject({ kinds: [], mailed: false });
    await answer('grace', named);
    await gather();
    expect(mails()).toHaveLength(1);
    const { kinds: chosen } = (await t.as('linus').get('/api/notifications/settings')).json();
    expect(chosen).toContainEqual({ kind: 'reply', app: true, mail: 'at_once' });
    for (const path of ['look', 'unsubscribe', 'read'])
      expect((await t.guest.post(`/api/mail-links/${path}`, { token: 'x'.repeat(43) })).json().code).toBe(
        'bad_link',
      );
  });
});

describe('an address that takes no mail', () => {
  test('is silenced by a permanent refusal, which the member is told and can lift', async () => {
    await pace('at_once');
    office.refuses.set(cast.linus.email, 550);
    await answer('grace', named);
    await gather();
    const shown = async () => (await t.as('linus').get('/api/notifications/settings')).json().silenced_at;
    expect(await shown()).not.toBeNull();
    office.refuses.clear();
    await answer('grace', named);
    await gather();
    expect(mails()).toHaveLength(0);
    expect((await t.as('linus').delete('/api/notifications/silence')).json().silenced_at).toBeNull();
    await gather();
    expect(mails()).toHaveLength(1);
    // "Later" is no refusal.
    office.refuses.set(cast.linus.email, 450);
    await answer('grace', named);
    await gather();
    expect(await shown()).toBeNull();
    office.refuses.clear();
  });

  test('can be reported by a provider, to an admin’s token alone', async () => {
    const report = (who: Name) =>
      t.as(who).post('/api/mail/bounces', { address: cast.linus.email.toUpperCase() });
    expect((await report('mo')).statusCode).toBe(403);
    expect((await report('ada')).statusCode).toBe(204);
    expect((await t.as('ada').post('/api/mail/bounces', { address: 'nobody@example.test' })).statusCode).toBe(
      204,
    );
    expect((await t.as('linus').get('/api/notifications/settings')).json().silenced_at).not.toBeNull();
    await t.as('linus').delete('/api/notifications/silence');
  });
});

describe('the digest', () => {
  const digest = { digest: true, digest_day: 3, hour: 18 };

  test('comes once a week at the member’s hour, and its “read” clears exactly what it showed', async () => {
    goTo(12, 'Tue');
    await pace('never');
    await settings('linus', digest);
    await t.as('linus').put(`/api/threads/${id}/read`, { position: 1 });
    await answer('linus', 'Un mot de moi');
    await answer('grace', 'Une suite');
    const waits = await open('On vous attend là');
    await answer('grace', named, waits);
    const finished = (
      await t.as('grace').post('/api/threads', {
        kind: 'case',
        title: 'Choisir un ERP',
        tags: ['erp'],
        sheet: { looking_for: 'x' },
      })
    ).json().id;
    await t.as('linus').put('/api/follows/tags', { tag: 'erp', level: 'mentions' });
    await t.as('grace').put(`/api/threads/${finished}/outcome`, { decision: 'Attendre', again: 'yes' });
    await gather();
    expect(mails()).toHaveLength(0);
    goTo(18, 'Wed');
    const twin = await makeTwin(t, { smtpUrl: office.url });
    await Promise.all([gatherMails(t.services), gatherMails(twin.services)]);
    await Promise.all([t.services.mailer.settled(), twin.services.mailer.settled()]);
    await twin.close();
    t.travel(hour);
    await gather();
    const [mail, ...others] = mails();
    expect(others).toHaveLength(0);
    expect(mail?.subject).toBe('Votre semaine sur Cénacle');
    expect(mail?.text).toMatch(
      /ATTEND[^]*On vous attend là[^]*BOUGÉ[^]*Un bail à renégocier[^]*1 message non lu[^]*TERMINÉS[^]*Choisir un ERP/,
    );

    // What came since then stays unread.
    await answer('grace', 'Depuis', id);
    await answer('grace', named, waits);
    const token = linkIn(mail?.text ?? '', 'digest');
    expect((await t.guest.post('/api/mail-links/look', { token })).json()).toMatchObject({
      kind: 'digest',
      shown: 2,
    });
    expect(await counter()).toBeGreaterThan(0);
    expect((await t.guest.post('/api/mail-links/read', { token })).statusCode).toBe(204);
    expect((await t.as('linus').get(`/api/threads/${id}`)).json().read).toMatchObject({
      position: 3,
      unread: 1,
    });
    const { items } = (await t.as('linus').get('/api/notifications?limit=100')).json();
    expect(items.find((one: { subject_id: string }) => one.subject_id === waits)).toMatchObject({
      unread: 1,
      count: 2,
    });
  });

  test('is none when there is nothing, and ends by its own link', async () => {
    await settings('linus', digest);
    await t.as('linus').post('/api/threads/read', {});
    t.travel(8 * day);
    goTo(18, 'Wed');
    await gather();
    expect(mails()).toHaveLength(0);
    t.travel(day);
    await answer('grace', named);
    goTo(18, 'Wed');
    await gather();
    const mail = mails().find(({ subject }) => subject === 'Votre semaine sur Cénacle');
    const token = linkIn(mail?.text ?? '', 'unsubscribe');
    await t.guest.post('/api/mail-links/unsubscribe', { token });
    expect((await t.as('linus').get('/api/notifications/settings')).json().digest).toBe(false);
  });
});

describe('clocks that are put forward and back (Europe/Paris)', () => {
  const dueDigest = async (at: string) =>
    (await listDueDigests(t.services.db, new Date(at))).find(({ memberId }) => memberId === cast.newt.id)
      ?.period;
  const rhythm = (dayOfWeek: number, at: number) =>
    t.services.pool.query(
      `insert into mail_rhythms (member_id, digest_day, hour) values ($1, $2, $3)
       on conflict (member_id) do update set digest = true, digest_day = excluded.digest_day, hour = excluded.hour`,
      [cast.newt.id, dayOfWeek, at],
    );

  test.each([
    // Sunday 28 March 2027: two o’clock becomes three. Sunday 31 October: three becomes two.
    [7, 2, '2027-03-28T00:59:00Z', '2027-03-28T01:00:00Z', '2027-03-28'],
    [7, 8, '2027-03-28T05:59:00Z', '2027-03-28T06:00:00Z', '2027-03-28'],
    [7, 2, '2027-10-31T00:59:00Z', '2027-10-31T01:00:00Z', '2027-10-31'],
    [7, 8, '2027-10-31T06:59:00Z', '2027-10-31T07:00:00Z', '2027-10-31'],
    [1, 8, '2027-03-29T05:59:00Z', '2027-03-29T06:00:00Z', '2027-03-29'],
  ])('the digest of day %i at %i h', async (dayOfWeek, at, before, after, period) => {
    await rhythm(dayOfWeek, at);
    expect(await dueDigest(before)).toBeUndefined();
    expect(await dueDigest(after)).toBe(period);
  });

  test.each([
    ['2027-03-27T20:00:00Z', '2027-03-28T05:59:00Z', '2027-03-28T06:00:00Z'],
    ['2027-10-30T20:00:00Z', '2027-10-31T06:59:00Z', '2027-10-31T07:00:00Z'],
  ])('the day’s mail of what came at %s', async (came, before, after) => {
    await rhythm(7, 8);
    await t.services.pool.query(
      `insert into notification_choices (member_id, kind, app, mail) values ($1, 'mention', true, 'daily') on conflict do nothing`,
      [cast.newt.id],
    );
    await t.services.pool.query(
      `insert into notifications (member_id, event_id, kind, thread_id, created_at) values ($1, $2, 'mention', $3, $4)`,
      [cast.newt.id, newId(), id, came],
    );
    const due = async (at: string) =>
      (await listDueNotices(t.services.db, new Date(at))).some(({ memberId }) => memberId === cast.newt.id);
    expect([await due(before), await due(after)]).toEqual([false, true]);
  });
});
