import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { linkIn, readMails } from '../../test/mails.ts';
import { firstAdminLink } from './actions.ts';
import { members } from './schema.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const { grace } = cast;
const day = 24 * 3_600_000;
const mailTo = async (email: string) => {
  await it.services.mailer.settled();
  return (await readMails(it.services.config.dataDir, email))[0];
};
async function inviteAs(who: 'grace' | 'linus', email: string) {
  const reply = await it.as(who).post('/api/invitations', { email });
  expect(reply.statusCode).toBe(201);
  return { ...reply.json(), token: linkIn(await mailTo(email)).replace('/invitation/', '') };
}
const answers = {
  name: 'Rose Tanguy',
  password: 'un mot de passe bien long',
  language: 'fr',
  zone: 'Europe/Paris',
  charter: true,
};
const accept = (token: string, more: object = {}) =>
  it.guest.post('/api/invitation/accept', { token, ...answers, ...more });
const look = (token: string) => it.guest.post('/api/invitation/look', { token });

describe('accepting', () => {
  test('makes the member, with sponsor and charter, and signs in', async () => {
    const { id, token } = await inviteAs('grace', 'rita@example.test');
    const reply = await accept(token, { name: '  Rita  Tanguy ', language: 'en', zone: 'America/New_York' });
    expect(reply.statusCode).toBe(201);
    const { member } = reply.json();
    expect(member).toMatchObject({
      name: 'Rita  Tanguy',
      email: 'rita@example.test',
      role: 'member',
      language: 'en',
      zone: 'America/New_York',
      has_password: true,
    });
    const here = it.with({ cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '' });
    expect((await here.get('/api/me')).json().member.id).toBe(member.id);
    const [row] = await it.services.db.select().from(members).where(eq(members.id, member.id));
    expect(row).toMatchObject({ sponsorId: grace.id, state: 'active', charterAt: expect.any(Date) });
    expect((await it.as('linus').get(`/api/members/${member.id}`)).json().sponsor).toMatchObject({
      id: grace.id,
    });
    const listed = (await it.as('grace').get('/api/invitations')).json().items;
    expect(listed.find((each: { id: string }) => each.id === id)).toMatchObject({
      state: 'accepted',
      can: { revoke: false },
    });
    expect((await it.as('grace').delete(`/api/invitations/${id}`)).statusCode).toBe(403);
  });

  test('many times at once makes one member', async () => {
    const { token } = await inviteAs('grace', 'many@example.test');
    const replies = await Promise.all(Array.from({ length: 50 }, () => accept(token)));
    expect(replies.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    expect(replies.filter(({ statusCode }) => statusCode === 404)).toHaveLength(49);
    const rows = await it.services.db.select().from(members).where(eq(members.email, 'many@example.test'));
    expect(rows).toHaveLength(1);
  });

  test('is refused with one answer when the link is unknown, used, revoked or two weeks old', async () => {
    const unknown = await accept('x'.repeat(43));
    expect(unknown.json()).toMatchObject({ status: 404, code: 'bad_link' });
    const used = await inviteAs('grace', 'used@example.test');
    await accept(used.token);
    const revoked = await inviteAs('grace', 'revoked@example.test');
    await it.as('grace').delete(`/api/invitations/${revoked.id}`);
    const old = await inviteAs('grace', 'old@example.test');
    it.travel(15 * day);
    for (const { token } of [used, revoked, old]) {
      expect((await accept(token)).body).toBe(unknown.body);
      expect((await look(token)).body).toBe(unknown.body);
    }
  });

  test('a second invitation to the same address is refused once the first was accepted', async () => {
    const [one, two] = [
      await inviteAs('grace', 'both@example.test'),
      await inviteAs('linus', 'both@example.test'),
    ];
    expect((await accept(one.token)).statusCode).toBe(201);
    const reply = await accept(two.token);
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'email_taken']);
    const seen = (await it.as('linus').get('/api/invitations')).json().items[0];
    expect(seen).toMatchObject({ email: 'both@example.test', state: 'pending' });
  });

  test('needs every answer, in shape, and leaves the link good', async () => {
    const { token } = await inviteAs('grace', 'shape@example.test');
    const cases: [object, string, string][] = [
      [{ name: '   ' }, 'name', 'required'],
      [{ password: 'court' }, 'password', 'too_short'],
      [{ charter: false }, 'charter', 'bad_choice'],
      [{ zone: 'Nowhere/Else' }, 'zone', 'bad_zone'],
      [{ email: 'mine@example.test' }, 'email', 'unknown_field'],
      [{ role: 'admin' }, 'role', 'unknown_field'],
    ];
    for (const [more, field, code] of cases) {
      const reply = await accept(token, more);
      expect([reply.statusCode, reply.json().errors]).toMatchObject([422, [{ field, code }]]);
    }
    expect((await accept(token)).statusCode).toBe(201);
  });
});

describe('the first admin', () => {
  test('is made with a one-time link, of which only the last works, and only once', async () => {
    const empty = await makeApp({ cast: false });
    try {
      const older = (await firstAdminLink(empty.services)) ?? '';
      const newer = (await firstAdminLink(empty.services)) ?? '';
      const tokenOf = (link: string) => link.split('/invitation/')[1] ?? '';
      const post = (path: string, body: object) => empty.guest.post(`/api/invitation/${path}`, body);
      expect((await post('look', { token: tokenOf(older) })).statusCode).toBe(404);
      expect((await post('look', { token: tokenOf(newer) })).json()).toMatchObject({
        kind: 'first_admin',
        email: null,
      });
      const body = { token: tokenOf(newer), ...answers };
      const withoutEmail = await post('accept', body);
      expect(withoutEmail.json().errors).toMatchObject([{ field: 'email', code: 'required' }]);
      const many = await Promise.all(
        Array.from({ length: 10 }, (_, i) => post('accept', { ...body, email: `Admin${i}@example.test` })),
      );
      const made = many.filter(({ statusCode }) => statusCode === 201);
      expect(made).toHaveLength(1);
      expect(made[0]?.json().member).toMatchObject({ role: 'admin', can: { administrate: true } });
      expect(made[0]?.json().member.email).toMatch(/^admin\d@example\.test$/);
      expect(await firstAdminLink(empty.services)).toBeNull();
    } finally {
      await empty.close();
    }
  });

  test('is not made where there are accounts', async () => {
    expect(await firstAdminLink(it.services)).toBeNull();
  });
});
