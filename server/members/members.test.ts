import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { makeCircle, makeMember } from '../../test/make.ts';
import { newId } from '../database.ts';
import { members } from './schema.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
  await it.services.db
    .insert(members)
    .values({ id: importedId, name: 'Anna Importée', state: 'left', importKey: 'author:1' });
});
afterAll(() => it.close());

const importedId = newId();
const noId = '01900000-0000-7000-8000-0000000000ff';
const { ada, mo, grace, linus, newt } = cast;
const names = (reply: { json: () => { items: { name: string }[] } }) =>
  reply.json().items.map(({ name }) => name);

describe('oneself', () => {
  test('comes with counters and rights', async () => {
    const reply = await it.as('mo').get('/api/me');
    expect(reply.json()).toMatchObject({
      member: {
        id: mo.id,
        role: 'moderator',
        has_password: true,
        can: { moderate: true, administrate: false },
      },
      unread_threads: 0,
      circle_invitations: 0,
    });
    expect((await it.guest.get('/api/me')).statusCode).toBe(401);
  });

  test('can be changed, field by field', async () => {
    const change = {
      name: '  Newt\tGirard-Ro\u0302le ',
      headline: 'Directrice financière',
      functions: ['finance', 'general'],
      sectors: ['Agroalimentaire', ' Agroalimentaire '],
      companies: 'Trois PME de l’Ouest',
      place: 'Nantes',
      languages: ['fr', 'en'],
      availability: 'Un jour par semaine',
      zone: 'America/Martinique',
      theme: 'dark',
      language: 'en',
    };
    const reply = await it.as('newt').patch('/api/me', change);
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({ ...change, name: 'Newt Girard-Rôle', sectors: ['Agroalimentaire'] });
    await it.as('newt').patch('/api/me', { language: 'fr' });
    const profile = (await it.as('grace').get(`/api/members/${newt.id}`)).json();
    expect(profile).toMatchObject({ headline: 'Directrice financière', place: 'Nantes', state: 'active' });
    expect(profile).not.toHaveProperty('email');
    expect(profile).not.toHaveProperty('zone');
  });

  test('keeps what it was when a change is refused', async () => {
    const before = (await it.as('linus').get('/api/me')).json();
    const cases: [change: object, field: string, code: string][] = [
      [{ zone: 'Mars/Olympus' }, 'zone', 'bad_zone'],
      [{ zone: '+02:00' }, 'zone', 'bad_zone'],
      [{ name: ' \n ' }, 'name', 'required'],
      [{ name: '' }, 'name', 'required'],
      [{ name: 'x'.repeat(81) }, 'name', 'too_long'],
      [{ headline: 'a\u0000b' }, 'headline', 'bad_format'],
      [{ theme: 'pink' }, 'theme', 'bad_choice'],
      [{ functions: ['finance', 'finance'] }, 'functions', 'repeated'],
      [{ sectors: ['a', '  '] }, 'sectors.1', 'required'],
      [{ role: 'admin' }, 'role', 'unknown_field'],
      [{ email: 'other@example.test' }, 'email', 'unknown_field'],
    ];
    for (const [change, field, code] of cases) {
      const reply = await it.as('linus').patch('/api/me', change);
      expect([reply.statusCode, reply.json().errors]).toMatchObject([422, [{ field, code }]]);
    }
    expect((await it.guest.patch('/api/me', { name: 'Nobody' })).statusCode).toBe(401);
    expect((await it.as('linus').get('/api/me')).json()).toEqual(before);
  });
});

describe('the list of members', () => {
  test('goes by name as French sorts it, page by page, active members only', async () => {
    await makeMember(it.services, 'Éric Vidal', 'eric@example.test');
    await makeMember(it.services, 'Zoé Abel', 'zoe@example.test');
    const pages: string[] = [];
    let after = '';
    do {
      const page = (await it.as('grace').get(`/api/members?limit=3${after}`)).json();
      pages.push(...page.items.map(({ name }: { name: string }) => name));
      after = page.next ? `&after=${page.next}` : '';
    } while (after);
    expect(pages).toEqual([...pages].sort(new Intl.Collator('fr').compare));
    expect(new Set(pages).size).toBe(pages.length);
    expect(pages).toContain('Éric Vidal');
    expect(pages).not.toContain('Anna Importée');
    expect((await it.guest.get('/api/members')).statusCode).toBe(401);
  });

  test('is searched by the beginning of any word, without accents, hyphens and case', async () => {
    await makeMember(it.services, 'Jean-Noël d’Ailly', 'jn@example.test');
    for (const q of ['jean', 'NOEL', 'jean noel', 'jean-no', 'ailly', 'd’ai', "d'ai"]) {
      expect(names(await it.as('grace').get(`/api/members?q=${encodeURIComponent(q)}`))).toEqual([
        'Jean-Noël d’Ailly',
      ]);
    }
    for (const q of ['oel', 'anna', '%', '_', '\\']) {
      expect(names(await it.as('grace').get(`/api/members?q=${encodeURIComponent(q)}`))).toEqual([]);
    }
  });

  test('is filtered by function, and refuses another', async () => {
    await it.as('newt').patch('/api/me', { functions: ['hr'] });
    expect(names(await it.as('grace').get('/api/members?function=hr'))).toEqual(['Newt Girard-Rôle']);
    expect((await it.as('grace').get('/api/members?function=magic')).statusCode).toBe(422);
    expect((await it.as('grace').get('/api/members?limit=0')).statusCode).toBe(422);
    expect((await it.as('grace').get('/api/members?q=%00')).statusCode).toBe(422);
  });

  test('shows who is suspended to moderators and admins only', async () => {
    const rita = await makeMember(it.services, 'Rita Suspendue', 'rita@example.test');
    await it.as('mo').patch(`/api/members/${rita.id}`, { state: 'suspended', reason: 'Essai' });
    for (const who of ['mo', 'ada'] as const) {
      expect(names(await it.as(who).get('/api/members?state=suspended'))).toEqual([rita.name]);
      expect(names(await it.as(who).get('/api/members?state=suspended&q=faure'))).toEqual([]);
      expect(names(await it.as(who).get('/api/members?state=active&limit=100'))).not.toContain(rita.name);
    }
    const refusal = await it.as('grace').get('/api/members?state=suspended');
    expect([refusal.statusCode, refusal.json().code]).toEqual([403, 'refused']);
    expect(refusal.body).not.toContain('Rita');
    expect((await it.guest.get('/api/members?state=suspended')).statusCode).toBe(401);
    expect((await it.as('mo').get('/api/members?state=left')).statusCode).toBe(422);
    await it.as('mo').patch(`/api/members/${rita.id}`, { state: 'active', reason: 'Essai' });
    expect(names(await it.as('mo').get('/api/members?state=suspended'))).toEqual([]);
  });
});

describe('suggestions', () => {
  const suggest = (who: 'grace' | 'mallory' | 'mo', query: string) =>
    it.as(who).get(`/api/members/suggestions?${query}`);

  test('find others by a word of their name, never imported authors or oneself', async () => {
    expect(names(await suggest('grace', 'q=faure'))).toEqual(['Linus Faure']);
    expect(names(await suggest('grace', 'q=grace'))).toEqual([]);
    expect(names(await suggest('grace', 'q=anna'))).toEqual([]);
    expect(names(await suggest('grace', 'q='))).toHaveLength(8);
    expect((await it.guest.get('/api/members/suggestions?q=faure')).statusCode).toBe(401);
  });

  test('tell who reads a circle, readers first', async () => {
    const circle = await makeCircle(it.services, 'Ouest', ['grace', 'linus']);
    const { items } = (await suggest('grace', `q=&audience_id=${circle.audienceId}`)).json();
    expect(items[0]).toMatchObject({ id: linus.id, reads: true });
    expect(items.filter(({ reads }: { reads: boolean }) => reads)).toHaveLength(1);
  });

  test('refuse an audience or thread outside as they refuse one that does not exist', async () => {
    const circle = await makeCircle(it.services, 'Est', ['grace', 'linus']);
    for (const who of ['mallory', 'mo'] as const) {
      const unseen = await suggest(who, `q=&audience_id=${circle.audienceId}`);
      const random = await suggest(who, `q=&audience_id=${noId}`);
      expect([unseen.statusCode, unseen.body]).toEqual([422, random.body]);
      expect(unseen.json().errors[0]).toMatchObject({ field: 'audience_id', code: 'unknown_reference' });
    }
    const thread = await suggest('mallory', `q=&thread_id=${noId}`);
    expect(thread.json().errors[0]).toMatchObject({ field: 'thread_id', code: 'unknown_reference' });
  });
});

describe('a profile', () => {
  test('shows what the asker may do', async () => {
    const can = async (who: 'ada' | 'mo' | 'grace', id: string) =>
      (await it.as(who).get(`/api/members/${id}`)).json().can;
    const nothing = { suspend: false, restore: false, change_role: false };
    expect(await can('grace', linus.id)).toEqual(nothing);
    expect(await can('mo', grace.id)).toEqual({ ...nothing, suspend: true });
    expect(await can('mo', mo.id)).toEqual(nothing);
    expect(await can('mo', ada.id)).toEqual(nothing);
    expect(await can('ada', mo.id)).toEqual({ suspend: true, restore: false, change_role: true });
    expect(await can('ada', importedId)).toEqual(nothing);
  });

  test('of an imported author is there, of nobody is not', async () => {
    expect((await it.as('grace').get(`/api/members/${importedId}`)).json()).toMatchObject({ state: 'left' });
    const none = await it.as('grace').get(`/api/members/${noId}`);
    const bad = await it.as('grace').get('/api/members/not-an-id');
    expect([none.statusCode, none.body]).toEqual([404, bad.body]);
    expect((await it.guest.get(`/api/members/${grace.id}`)).statusCode).toBe(401);
  });
});

describe('suspending', () => {
  const stateOf = async (id: string) => {
    const [row] = await it.services.db.select().from(members).where(eq(members.id, id));
    return { state: row?.state, role: row?.role, rightsVersion: row?.rightsVersion };
  };

  test('signs a member out at once, and restoring lets them sign in anew', async () => {
    const sven = await makeMember(it.services, 'Sven Sauter', 'sven@example.test');
    const theirs = it.as(sven.email);
    expect((await theirs.get('/api/me')).statusCode).toBe(200);
    const invited = (await theirs.post('/api/invitations', { email: 'door@example.test' })).json();
    const reply = await it.as('mo').patch(`/api/members/${sven.id}`, { state: 'suspended', reason: 'Essai' });
    expect(reply.json()).toMatchObject({ state: 'suspended', can: { suspend: false, restore: true } });
    expect((await theirs.get('/api/me')).statusCode).toBe(401);
    expect(await stateOf(sven.id)).toMatchObject({ rightsVersion: 2 });
    expect(names(await it.as('grace').get('/api/members?q=sauter'))).toEqual([]);
    expect(names(await it.as('mo').get('/api/members?state=suspended'))).toEqual(['Sven Sauter']);
    const invitations = (await it.as('mo').get('/api/invitations')).json().items;
    expect(invitations.find(({ id }: { id: string }) => id === invited.id).state).toBe('revoked');

    await it.as('mo').patch(`/api/members/${sven.id}`, { state: 'active', reason: 'Essai' });
    expect((await theirs.get('/api/me')).statusCode).toBe(401);
    const back = await it.guest.post('/api/session', {
      email: sven.email,
      password: 'le mot de passe des essais',
    });
    expect(back.statusCode).toBe(200);
  });

  test('is refused to members and guests, of oneself, and of an admin by a moderator', async () => {
    const refusals = [
      await it.as('grace').patch(`/api/members/${linus.id}`, { state: 'suspended', reason: 'Essai' }),
      await it.as('mo').patch(`/api/members/${mo.id}`, { state: 'suspended', reason: 'Essai' }),
      await it.as('mo').patch(`/api/members/${ada.id}`, { state: 'suspended', reason: 'Essai' }),
      await it.as('ada').patch(`/api/members/${ada.id}`, { state: 'suspended', reason: 'Essai' }),
      await it.as('mo').patch(`/api/members/${importedId}`, { state: 'active', reason: 'Essai' }),
      await it.as('mo').patch(`/api/members/${grace.id}`, { role: 'moderator', reason: 'Essai' }),
      await it
        .as('mo')
        .patch(`/api/members/${grace.id}`, { role: 'moderator', state: 'suspended', reason: 'Essai' }),
    ];
    for (const reply of refusals) expect([reply.statusCode, reply.json().code]).toEqual([403, 'refused']);
    expect(
      (await it.guest.patch(`/api/members/${linus.id}`, { state: 'suspended', reason: 'Essai' })).statusCode,
    ).toBe(401);
    expect(
      (await it.as('mo').patch(`/api/members/${noId}`, { state: 'suspended', reason: 'Essai' })).statusCode,
    ).toBe(404);
    expect(
      (await it.as('mo').patch(`/api/members/${grace.id}`, { state: 'left', reason: 'Essai' })).statusCode,
    ).toBe(422);
    for (const { id } of [linus, mo, ada, grace])
      expect(await stateOf(id)).toMatchObject({ state: 'active' });
    expect(await stateOf(grace.id)).toMatchObject({ role: 'member' });
    expect(await stateOf(importedId)).toMatchObject({ state: 'left' });
  });

  test('and roles leave at least one active admin, also when two admins go at once', async () => {
    const last = await it.as('ada').patch(`/api/members/${ada.id}`, { role: 'member', reason: 'Essai' });
    expect([last.statusCode, last.json().code]).toEqual([409, 'last_admin']);
    const other = await makeMember(it.services, 'Olga Renard', 'olga@example.test');
    await it.as('ada').patch(`/api/members/${other.id}`, { role: 'admin', reason: 'Essai' });
    const both = await Promise.all([
      it.as('ada').patch(`/api/members/${ada.id}`, { role: 'member', reason: 'Essai' }),
      it.as(other.email).patch(`/api/members/${other.id}`, { role: 'member', reason: 'Essai' }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const [admin] = await it.services.db.select().from(members).where(eq(members.role, 'admin'));
    expect(admin?.state).toBe('active');
  });
});
