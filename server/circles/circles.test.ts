import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle, makeMember } from '../../test/make.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const noId = '01900000-0000-7000-8000-0000000000ff';
const { grace, linus, mallory } = cast;
const circleNames = async (who: Name) =>
  (await it.as(who).get('/api/circles?limit=100')).json().items.map(({ name }: { name: string }) => name);
const audiences = async (who: Name) =>
  (await it.as(who).get('/api/audiences')).json().items as { id: string }[];
const reads = async (who: Name, id: string) => (await audiences(who)).some((each) => each.id === id);
const versionOf = async (id: string) => {
  const { rows } = await it.services.db.execute(
    sql`select rights_version as v from members where id = ${id}`,
  );
  return rows[0]?.v as number;
};

describe('making a circle', () => {
  test('makes its founder the keeper and gives them the audience', async () => {
    const before = await versionOf(grace.id);
    const reply = await it
      .as('grace')
      .post('/api/circles', { name: ' Finance  Ouest ', description: 'Entre nous' });
    expect(reply.statusCode).toBe(201);
    const circle = reply.json();
    expect(circle).toMatchObject({
      name: 'Finance  Ouest',
      description: 'Entre nous',
      invited: [],
      members: [{ id: grace.id, name: grace.name, keeper: true }],
      can: { edit: true, invite: true, remove: true, leave: true },
    });
    expect(await reads('grace', circle.audience_id)).toBe(true);
    expect(await versionOf(grace.id)).toBe(before + 1);
    expect((await it.as('grace').get(`/api/circles/${circle.id}`)).json()).toEqual(circle);
  });

  test('repeated with its key makes one circle', async () => {
    const key = { 'idempotency-key': 'circle-once' };
    const body = { name: 'Une seule fois' };
    const replies = await Promise.all([1, 2, 3].map(() => it.as('linus').post('/api/circles', body, key)));
    expect(new Set(replies.map((reply) => reply.json().id)).size).toBe(1);
    expect((await circleNames('linus')).filter((name: string) => name === body.name)).toHaveLength(1);
    const { id } = replies[0]?.json() ?? {};
    await it.as('linus').post(`/api/circles/${id}/leave`);
    expect((await it.as('linus').post('/api/circles', body, key)).statusCode).toBe(404);
  });

  test('is refused to guests and in a bad shape', async () => {
    expect((await it.guest.post('/api/circles', { name: 'x' })).statusCode).toBe(401);
    for (const body of [{}, { name: '  ' }, { name: 'x'.repeat(61) }, { name: 'x', keeper: 'me' }]) {
      expect((await it.as('newt').post('/api/circles', body)).statusCode).toBe(422);
    }
    expect(await circleNames('newt')).toEqual([]);
  });
});

describe('a circle seen from outside', () => {
  test('leaves no trace: each path answers as for a circle that does not exist', async () => {
    const { id, audienceId } = await makeCircle(it.services, 'Secret', ['grace', 'linus']);
    for (const who of ['mallory', 'mo', 'ada'] as const) {
      expect(await circleNames(who)).toEqual([]);
      expect(await reads(who, audienceId)).toBe(false);
      const asked = (circleId: string) => {
        const caller = it.as(who);
        const path = `/api/circles/${circleId}`;
        return [
          caller.get(path),
          caller.patch(path, { name: 'Mine' }),
          caller.post(`${path}/invitations`, { member_id: mallory.id }),
          caller.delete(`${path}/invitations/${linus.id}`),
          caller.patch(`${path}/members/${linus.id}`, { keeper: true }),
          caller.delete(`${path}/members/${linus.id}`),
          caller.post(`${path}/leave`),
          caller.post(`/api/circle-invitations/${circleId}`, { answer: 'join' }),
        ];
      };
      const unseen = await Promise.all(asked(id));
      const random = await Promise.all(asked(noId));
      for (const [i, reply] of unseen.entries()) {
        expect(reply.statusCode).toBe(404);
        expect(reply.body).toBe(random[i]?.body);
        expect({ ...reply.headers, date: '' }).toEqual({
          ...random[i]?.headers,
          date: '',
          // They count calls and seconds, whatever was asked for.
          'x-ratelimit-remaining': reply.headers['x-ratelimit-remaining'],
          'x-ratelimit-reset': reply.headers['x-ratelimit-reset'],
        });
      }
    }
    expect((await it.guest.get(`/api/circles/${id}`)).statusCode).toBe(401);
    const { members } = (await it.as('grace').get(`/api/circles/${id}`)).json();
    expect(members.map((each: { id: string }) => each.id)).toEqual([grace.id, linus.id]);
  });
});

describe('editing a circle', () => {
  test('is for its keepers', async () => {
    const { id } = await makeCircle(it.services, 'Avant', ['grace', 'linus']);
    expect((await it.as('linus').patch(`/api/circles/${id}`, { name: 'Non' })).statusCode).toBe(403);
    expect((await it.as('grace').patch(`/api/circles/${id}`, { name: ' ' })).statusCode).toBe(422);
    expect((await it.guest.patch(`/api/circles/${id}`, { name: 'Non' })).statusCode).toBe(401);
    expect((await it.as('linus').get(`/api/circles/${id}`)).json().name).toBe('Avant');
    const reply = await it.as('grace').patch(`/api/circles/${id}`, { name: 'Après', description: 'Autre' });
    expect(reply.json()).toMatchObject({ name: 'Après', description: 'Autre' });
  });
});

describe('lists', () => {
  test('of circles go by name, page by page, with counts of what one sees', async () => {
    const { email } = await makeMember(it.services, 'Tara Unal', 'tara@example.test');
    for (const name of ['Zèbre', 'Écho', 'abri']) await it.as(email).post('/api/circles', { name });
    const first = (await it.as(email).get('/api/circles?limit=2')).json();
    const second = (await it.as(email).get(`/api/circles?limit=2&after=${first.next}`)).json();
    const items = [...first.items, ...second.items];
    expect(items.map(({ name }) => name)).toEqual(['abri', 'Écho', 'Zèbre']);
    expect(items[0]).toMatchObject({ member_count: 1, thread_count: 0, description: '' });
    expect(second.next).toBeNull();
    expect((await it.as(email).get('/api/circles?after=zzz')).statusCode).toBe(422);
    expect((await it.guest.get('/api/circles')).statusCode).toBe(401);
  });

  test('of audiences begin with all members, in one’s language', async () => {
    const items = await audiences('mo');
    expect(items[0]).toMatchObject({ kind: 'all', name: 'Tous les membres', circle_id: null });
    await it.as('mo').patch('/api/me', { language: 'en' });
    expect((await audiences('mo'))[0]).toMatchObject({ name: 'All members' });
    expect((await it.guest.get('/api/audiences')).statusCode).toBe(401);
  });

  test('leave out a suspended member, who is there again once restored', async () => {
    const sven = await makeMember(it.services, 'Sven Sauter', 'sven@example.test');
    const { id } = await makeCircle(it.services, 'Absence', ['grace']);
    await it.as('grace').post(`/api/circles/${id}/invitations`, { member_id: sven.id });
    await it.as(sven.email).post(`/api/circle-invitations/${id}`, { answer: 'join' });
    const seen = async () => (await it.as('grace').get(`/api/circles/${id}`)).json().members.length as number;
    expect(await seen()).toBe(2);
    await it.as('mo').patch(`/api/members/${sven.id}`, { state: 'suspended', reason: 'Essai' });
    expect(await seen()).toBe(1);
    await it.as('mo').patch(`/api/members/${sven.id}`, { state: 'active', reason: 'Essai' });
    expect(await seen()).toBe(2);
  });
});
