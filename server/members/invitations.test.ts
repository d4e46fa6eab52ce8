import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { linkIn, readMails } from '../../test/mails.ts';
import { invitations } from './schema.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const { grace, linus } = cast;
const noId = '01900000-0000-7000-8000-0000000000ff';
const mailTo = async (email: string) => {
  await it.services.mailer.settled();
  return (await readMails(it.services.config.dataDir, email.toLowerCase()))[0];
};
async function inviteAs(who: 'grace' | 'linus', email: string, more: object = {}) {
  const reply = await it.as(who).post('/api/invitations', { email, ...more });
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

describe('inviting', () => {
  test('sends a mail with a link that only looking at changes nothing', async () => {
    const { token, ...invitation } = await inviteAs('grace', 'Rose@Example.test', {
      note: ' Bienvenue\n& à bientôt ',
    });
    expect(invitation).toMatchObject({
      email: 'rose@example.test',
      state: 'pending',
      language: 'fr',
      sponsor: { id: grace.id },
      can: { revoke: true },
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await mailTo('rose@example.test'))?.html).toContain('Bienvenue\n&amp; à bientôt');
    for (let i = 0; i < 2; i += 1) {
      expect((await look(token)).json()).toEqual({
        kind: 'invitation',
        email: 'rose@example.test',
        sponsor: grace.name,
        note: 'Bienvenue\n& à bientôt',
        language: 'fr',
      });
    }
    expect(JSON.stringify(await it.services.db.select().from(invitations))).not.toContain(token);
  });

  test('looks the same whether the address is a member’s or not', async () => {
    const unknown = await it.as('grace').post('/api/invitations', { email: 'stranger@example.test' });
    const known = await it.as('grace').post('/api/invitations', { email: linus.email });
    const shape = (reply: typeof known) => {
      const { id: _id, email: _email, created_at: _at, expires_at: _until, ...rest } = reply.json();
      return { status: reply.statusCode, rest };
    };
    expect(shape(known)).toEqual(shape(unknown));
    const mail = await mailTo(linus.email);
    expect(mail?.subject).toBe('Vous êtes déjà membre de Cénacle');
    expect(linkIn(mail)).toBe('/sign-in');
    const listed = (await it.as('grace').get('/api/invitations')).json().items;
    expect(listed.find(({ email }: { email: string }) => email === linus.email).state).toBe('pending');
  });

  test('again replaces the sponsor’s older invitation, and nobody else’s', async () => {
    const older = await inviteAs('grace', 'twice@example.test');
    const byLinus = await inviteAs('linus', 'twice@example.test');
    const newer = await inviteAs('grace', 'TWICE@example.test');
    expect((await look(older.token)).statusCode).toBe(404);
    expect((await look(byLinus.token)).statusCode).toBe(200);
    expect((await look(newer.token)).statusCode).toBe(200);
  });

  test('repeated with its key makes one invitation and one mail', async () => {
    const key = { 'idempotency-key': 'invite-once' };
    const body = { email: 'once@example.test' };
    const [first, second] = [
      await it.as('grace').post('/api/invitations', body, key),
      await it.as('grace').post('/api/invitations', body, key),
    ];
    expect(second.json()).toEqual(first.json());
    await it.services.mailer.settled();
    expect(await readMails(it.services.config.dataDir, body.email)).toHaveLength(1);
    const other = await it.as('grace').post('/api/invitations', { email: 'other@example.test' }, key);
    expect([other.statusCode, other.json().code]).toEqual([422, 'key_reused']);
  });

  test('is refused to guests and in a bad shape', async () => {
    expect((await it.guest.post('/api/invitations', { email: 'x@example.test' })).statusCode).toBe(401);
    for (const body of [{}, { email: 'nothing' }, { email: 'x@example.test', note: 'x'.repeat(601) }]) {
      expect((await it.as('grace').post('/api/invitations', body)).statusCode).toBe(422);
    }
    expect(await mailTo('x@example.test')).toBeUndefined();
  });
});

describe('the list of invitations', () => {
  test('holds one’s own, and for a moderator everybody’s', async () => {
    await inviteAs('linus', 'by-linus@example.test');
    const emails = async (who: 'grace' | 'linus' | 'mo') =>
      (await it.as(who).get('/api/invitations?limit=100'))
        .json()
        .items.map(({ email }: { email: string }) => email);
    expect(await emails('grace')).not.toContain('by-linus@example.test');
    expect(await emails('linus')).toContain('by-linus@example.test');
    expect(await emails('mo')).toEqual(
      expect.arrayContaining(['by-linus@example.test', 'rose@example.test']),
    );
    expect((await it.guest.get('/api/invitations')).statusCode).toBe(401);
  });

  test('holds a moderator’s own only, when they ask for these', async () => {
    const invited = await it.as('mo').post('/api/invitations', { email: 'by-mo@example.test' });
    const emails = async (who: 'grace' | 'mo') =>
      (await it.as(who).get('/api/invitations?mine=1&limit=100'))
        .json()
        .items.map(({ email }: { email: string }) => email);
    expect(await emails('mo')).toEqual([invited.json().email]);
    expect(await emails('grace')).toContain('rose@example.test');
    expect(await emails('grace')).not.toContain('by-mo@example.test');
    expect((await it.as('mo').get('/api/invitations?mine=yes')).statusCode).toBe(422);
    expect((await it.guest.get('/api/invitations?mine=1')).statusCode).toBe(401);
  });

  test('pages, the newest first', async () => {
    const first = (await it.as('grace').get('/api/invitations?limit=2')).json();
    const second = (await it.as('grace').get(`/api/invitations?limit=2&after=${first.next}`)).json();
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect((await it.as('grace').get('/api/invitations?after=zzz')).statusCode).toBe(422);
  });
});

describe('revoking', () => {
  test('ends the link; the sponsor and moderators may', async () => {
    const [one, two] = [
      await inviteAs('grace', 'r1@example.test'),
      await inviteAs('grace', 'r2@example.test'),
    ];
    expect((await it.as('grace').delete(`/api/invitations/${one.id}`)).statusCode).toBe(204);
    expect((await it.as('mo').delete(`/api/invitations/${two.id}`)).statusCode).toBe(204);
    expect((await it.as('mo').delete(`/api/invitations/${two.id}`)).statusCode).toBe(204);
    for (const { token } of [one, two]) expect((await accept(token)).statusCode).toBe(404);
  });

  test('is refused to others as for an invitation that does not exist', async () => {
    const { id, token } = await inviteAs('grace', 'r3@example.test');
    const byLinus = await it.as('linus').delete(`/api/invitations/${id}`);
    const ofNone = await it.as('linus').delete(`/api/invitations/${noId}`);
    expect([byLinus.statusCode, byLinus.body]).toEqual([404, ofNone.body]);
    expect((await it.guest.delete(`/api/invitations/${id}`)).statusCode).toBe(401);
    expect((await look(token)).statusCode).toBe(200);
  });
});
