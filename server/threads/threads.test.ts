import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { newId } from '../database.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };

beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Retail', ['grace', 'linus']);
});
afterAll(() => t.close());

const aCase = {
  kind: 'case',
  title: 'Changer d’ERP avant la clôture ?',
  sheet: { looking_for: 'Un retour vécu' },
};
const open = async (who: 'grace' | 'linus' | 'mallory', body: object = aCase) =>
  (await t.as(who).post('/api/threads', body)).json<{ id: string; version: number }>();
const titles = async (who: 'grace' | 'linus' | 'mallory', query = '') =>
  (await t.as(who).get(`/api/threads${query}`))
    .json<{ items: { title: string }[] }>()
    .items.map((row) => row.title);

describe('opening a thread', () => {
  test('a case needs its title and what is looked for, nothing else', async () => {
    const reply = await t.as('grace').post('/api/threads', { ...aCase, tags: ['#ERP', 'erp ', 'Négoce'] });
    expect(reply.statusCode).toBe(201);
    expect(reply.json()).toMatchObject({
      kind: 'case',
      title: aCase.title,
      audience: { kind: 'all' },
      tags: ['erp', 'négoce'],
      sheet: { looking_for: 'Un retour vécu', context: '', wanted_by: null },
      author: { member: { name: 'Grace Morel' } },
      read: { unread: 0 },
      follow: 'everything',
      can: { reply: true, edit: true, finish: true, reopen: false },
    });
  });

  test.each([
    ['a case without a sheet', { kind: 'case', title: 'Sans fiche' }, 'sheet.looking_for', 'required'],
    [
      'only white space as what is looked for',
      { kind: 'case', title: 'Vide', sheet: { looking_for: '  \u00a0' } },
      'sheet.looking_for',
      'required',
    ],
    ['a blank title', { kind: 'case', title: '   ', sheet: { looking_for: 'x' } }, 'title', 'required'],
    ['a discussion without text', { kind: 'discussion', title: 'Sans texte' }, 'body', 'required'],
    [
      'a discussion with a sheet',
      { kind: 'discussion', title: 'Avec fiche', body: 'x', sheet: { looking_for: 'x' } },
      'sheet',
      'unknown_field',
    ],
    ['a title too long', { ...aCase, title: 'x'.repeat(301) }, 'title', 'too_long'],
    ['a field that is not there', { ...aCase, authorId: newId() }, 'authorId', 'unknown_field'],
    ['an unknown audience', { ...aCase, audience_id: newId() }, 'audience_id', 'unknown_reference'],
    ['an unknown member', { ...aCase, member_ids: [newId()] }, 'member_ids.0', 'unknown_reference'],
    ['quotes nested too deep', { ...aCase, body: `${'> '.repeat(5000)}x` }, 'body', 'too_deep'],
  ])('refuses %s', async (_, body, field, code) => {
    const before = await titles('grace');
    const reply = await t.as('grace').post('/api/threads', body);
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(await titles('grace')).toEqual(before);
  });

  test('refuses a day that no calendar has', async () => {
    for (const day of ['0000-01-01', '2026-02-30']) {
      const body = { ...aCase, sheet: { looking_for: 'x', wanted_by: day } };
      expect([day, (await t.as('grace').post('/api/threads', body)).statusCode]).toEqual([day, 422]);
    }
  });

  test('refuses a guest', async () => {
    expect((await t.guest.post('/api/threads', aCase)).statusCode).toBe(401);
  });

  test('refuses a circle that the member is not in exactly as one that does not exist', async () => {
    const unseen = await t.as('mallory').post('/api/threads', { ...aCase, audience_id: circle.audienceId });
    const random = await t.as('mallory').post('/api/threads', { ...aCase, audience_id: newId() });
    expect([unseen.statusCode, unseen.json()]).toEqual([random.statusCode, random.json()]);
  });

  test('one key creates one thread, and another body under it is refused', async () => {
    const headers = { 'idempotency-key': 'one-thread' };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        t.as('grace').post('/api/threads', { ...aCase, title: 'Une fois' }, headers),
      ),
    );
    expect(new Set(replies.map((reply) => `${reply.statusCode} ${reply.json().id}`)).size).toBe(1);
    expect(replies[0]?.statusCode).toBe(201);
    const other = await t.as('grace').post('/api/threads', { ...aCase, title: 'Autre' }, headers);
    expect([other.statusCode, other.json().code]).toEqual([422, 'key_reused']);
  });
});

describe('who sees a thread', () => {
  test('a circle’s thread is there for its members and does not exist for others', async () => {
    const { id } = await open('grace', {
      ...aCase,
      title: 'Dans le cercle',
      audience_id: circle.audienceId,
      tags: ['secret-retail'],
    });
    expect(await titles('linus')).toContain('Dans le cercle');
    expect(await titles('mallory')).not.toContain('Dans le cercle');
    expect((await t.as('mallory').get('/api/tags')).body).not.toContain('secret-retail');
    for (const path of [`/api/threads/ID`, `/api/threads/ID/posts`]) {
      const unseen = await t.as('mallory').get(path.replace('ID', id));
      const random = await t.as('mallory').get(path.replace('ID', newId()));
      expect([unseen.statusCode, unseen.body]).toEqual([404, random.body]);
    }
    expect((await t.as('ada').get(`/api/threads/${id}`)).statusCode).toBe(404);
  });

  test('a thread for named members is theirs alone, and names its readers to them', async () => {
    const { id } = await open('grace', { ...aCase, title: 'Entre nous', member_ids: [cast.linus.id] });
    const seen = (await t.as('linus').get(`/api/threads/${id}`)).json();
    expect(seen.audience).toMatchObject({ kind: 'named', member_count: 2 });
    expect(seen.named.map((member: { name: string }) => member.name).sort()).toEqual([
      'Grace Morel',
      'Linus Faure',
    ]);
    expect((await t.as('mallory').get(`/api/threads/${id}`)).statusCode).toBe(404);
    const reused = await t.as('linus').post('/api/threads', { ...aCase, audience_id: seen.audience.id });
    expect(reused.json().errors[0]).toMatchObject({ field: 'audience_id', code: 'unknown_reference' });
  });
});

describe('the list', () => {
  test('pages by keyset without a gap or a repetition while threads move', async () => {
    for (let i = 0; i < 7; i += 1) await open('grace', { ...aCase, title: `Page ${i}` });
    const all = await titles('grace', '?limit=100');
    const seen: string[] = [];
    let after = '';
    do {
      const page = (await t.as('grace').get(`/api/threads?limit=3${after}`)).json();
      seen.push(...page.items.map((row: { title: string }) => row.title));
      after = page.next ? `&after=${page.next}` : '';
    } while (after);
    expect(seen).toEqual(all);
    expect((await t.as('grace').get('/api/threads?after=x')).json().errors[0]).toMatchObject({
      field: 'after',
    });
  });

  test('filters by state, circle, tag, mine and kind', async () => {
    const { id } = await open('linus', {
      ...aCase,
      title: 'Fini',
      tags: ['filtre'],
      audience_id: circle.audienceId,
    });
    await t.as('linus').put(`/api/threads/${id}/outcome`, { decision: 'Fait', again: 'yes' });
    expect(await titles('grace', '?state=finished')).toEqual(['Fini']);
    expect(await titles('grace', '?state=open')).not.toContain('Fini');
    expect(await titles('grace', '?tag=filtre')).toEqual(['Fini']);
    expect(await titles('grace', `?circle_id=${circle.id}&state=finished`)).toEqual(['Fini']);
    expect(await titles('mallory', `?circle_id=${circle.id}`)).toEqual([]);
    expect(await titles('linus', '?mine=1&state=finished')).toEqual(['Fini']);
    expect(await titles('grace', '?mine=1')).not.toContain('Fini');
    expect(await titles('grace', '?kind=discussion')).toEqual([]);
  });
});

describe('changing a thread', () => {
  test('its author renames it; others cannot', async () => {
    const { id, version } = await open('grace');
    const renamed = await t.as('grace').patch(`/api/threads/${id}`, { version, title: 'Nouveau titre' });
    expect(renamed.json()).toMatchObject({ title: 'Nouveau titre', version: version + 1 });
    expect((await t.as('linus').patch(`/api/threads/${id}`, { title: 'Volé' })).statusCode).toBe(403);
    expect((await t.guest.patch(`/api/threads/${id}`, { title: 'Volé' })).statusCode).toBe(401);
  });

  test('its author finishes and reopens a discussion; a case needs its outcome', async () => {
    const { id } = await open('grace', { kind: 'discussion', title: 'Causerie', body: 'Bonjour' });
    const finished = await t.as('grace').patch(`/api/threads/${id}`, { finished: true });
    expect(finished.json()).toMatchObject({ can: { finish: false, reopen: true }, outcome: null });
    const reopened = await t.as('grace').patch(`/api/threads/${id}`, { finished: false });
    expect(reopened.json().finished_at).toBeNull();
    const aCaseOfHers = await open('grace');
    const refused = await t.as('grace').patch(`/api/threads/${aCaseOfHers.id}`, { finished: true });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toMatchObject([{ field: 'finished', code: 'needs_outcome' }]);
  });

  test('an edit on top of another answers 409 with the thread as it is', async () => {
    const { id, version } = await open('grace');
    await t.as('grace').patch(`/api/threads/${id}`, { version, title: 'Premier' });
    const late = await t.as('grace').patch(`/api/threads/${id}`, { version, title: 'Second' });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'conflict', current: { title: 'Premier' } });
  });

  test('a moderator who reads it may mend it', async () => {
    const { id } = await open('grace');
    expect(
      (await t.as('mo').patch(`/api/threads/${id}`, { tags: ['rangé'], reason: 'Essai' })).json().tags,
    ).toEqual(['rangé']);
  });
});
