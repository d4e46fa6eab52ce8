import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { circleMembersMax } from '@cenacle/shared/circles/contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';

let it: TestApp;
beforeAll(async () => {
  it = await makeApp();
});
afterAll(() => it.close());

const noId = '01900000-0000-7000-8000-0000000000ff';
const { grace, linus, newt, mallory } = cast;
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

describe('an invitation to a circle', () => {
  test('by any of its members is answered by joining, which opens the audience', async () => {
    const { id, audienceId } = await makeCircle(it.services, 'Invite', ['grace', 'linus']);
    const reply = await it.as('linus').post(`/api/circles/${id}/invitations`, { member_id: newt.id });
    expect(reply.json().invited).toEqual([{ id: newt.id, name: newt.name, headline: '' }]);
    expect((await it.as('newt').get(`/api/circles/${id}`)).statusCode).toBe(404);
    expect((await it.as('newt').get('/api/me')).json().circle_invitations).toBe(1);
    const [invitation] = (await it.as('newt').get('/api/circle-invitations')).json().items;
    expect(invitation).toMatchObject({ circle_id: id, name: 'Invite', invited_by: { id: linus.id } });
    const before = await versionOf(newt.id);
    expect((await it.as('newt').post(`/api/circle-invitations/${id}`, { answer: 'join' })).statusCode).toBe(
      204,
    );
    expect(await reads('newt', audienceId)).toBe(true);
    expect(await versionOf(newt.id)).toBe(before + 1);
    expect((await it.as('newt').get('/api/me')).json().circle_invitations).toBe(0);
    expect((await it.as('newt').post(`/api/circle-invitations/${id}`, { answer: 'join' })).statusCode).toBe(
      404,
    );
  });

  test('can be declined, and then joins nobody', async () => {
    const { id } = await makeCircle(it.services, 'Decline', ['grace']);
    await it.as('grace').post(`/api/circles/${id}/invitations`, { member_id: newt.id });
    expect((await it.as('newt').post(`/api/circle-invitations/${id}`, { answer: 'maybe' })).statusCode).toBe(
      422,
    );
    expect(
      (await it.as('newt').post(`/api/circle-invitations/${id}`, { answer: 'decline' })).statusCode,
    ).toBe(204);
    expect((await it.as('newt').post(`/api/circle-invitations/${id}`, { answer: 'join' })).statusCode).toBe(
      404,
    );
    expect(await circleNames('newt')).not.toContain('Decline');
    expect((await it.guest.get('/api/circle-invitations')).statusCode).toBe(401);
    expect((await it.guest.post(`/api/circle-invitations/${id}`, { answer: 'join' })).statusCode).toBe(401);
  });

  test('of who is in or invited already changes nothing; of nobody is refused', async () => {
    const { id } = await makeCircle(it.services, 'Encore', ['grace', 'linus']);
    const invite = (memberId: string) =>
      it.as('grace').post(`/api/circles/${id}/invitations`, { member_id: memberId });
    await invite(newt.id);
    for (const memberId of [newt.id, linus.id, grace.id]) {
      expect((await invite(memberId)).json().invited).toHaveLength(1);
    }
    const unknown = await invite(noId);
    expect(unknown.statusCode).toBe(422);
    expect(unknown.json().errors).toMatchObject([{ field: 'member_id', code: 'unknown_reference' }]);
    expect((await it.guest.post(`/api/circles/${id}/invitations`, { member_id: newt.id })).statusCode).toBe(
      401,
    );
  });

  test('joins once of many times at once', async () => {
    const { id } = await makeCircle(it.services, 'Course', ['grace']);
    await it.as('grace').post(`/api/circles/${id}/invitations`, { member_id: newt.id });
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        it.as('newt').post(`/api/circle-invitations/${id}`, { answer: 'join' }),
      ),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    expect((await it.as('grace').get(`/api/circles/${id}`)).json().members).toHaveLength(2);
  });

  test('is withdrawn by who sent it or by a keeper', async () => {
    const { id } = await makeCircle(it.services, 'Retrait', ['grace', 'linus', 'mo']);
    const path = `/api/circles/${id}/invitations`;
    await it.as('linus').post(path, { member_id: newt.id });
    expect((await it.as('mo').delete(`${path}/${newt.id}`)).statusCode).toBe(403);
    expect((await it.guest.delete(`${path}/${newt.id}`)).statusCode).toBe(401);
    expect((await it.as('linus').get(`/api/circles/${id}`)).json().invited).toHaveLength(1);
    expect((await it.as('linus').delete(`${path}/${newt.id}`)).json().invited).toEqual([]);
    await it.as('linus').post(path, { member_id: newt.id });
    expect((await it.as('grace').delete(`${path}/${newt.id}`)).json().invited).toEqual([]);
    expect((await it.as('grace').delete(`${path}/${newt.id}`)).statusCode).toBe(404);
  });

  test('is refused when the circle is full', async () => {
    const { id } = await makeCircle(it.services, 'Plein', ['grace']);
    await it.services.db.execute(sql`
      insert into members (id, name, state, email)
        select gen_random_uuid(), 'Membre ' || n, 'suspended', 'full' || n || '@example.test'
        from generate_series(1, ${circleMembersMax - 1}) n`);
    await it.services.db.execute(sql`
      insert into circle_members (id, circle_id, member_id)
        select gen_random_uuid(), ${id}, id from members where email like 'full%'`);
    const reply = await it.as('grace').post(`/api/circles/${id}/invitations`, { member_id: newt.id });
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'circle_full']);
    expect((await it.as('grace').get(`/api/circles/${id}`)).json().invited).toEqual([]);
  });
});

describe('leaving and removing', () => {
  test('close the audience at once', async () => {
    const { id, audienceId } = await makeCircle(it.services, 'Sortie', ['grace', 'linus', 'newt']);
    const before = [await versionOf(linus.id), await versionOf(newt.id)];
    expect((await it.as('linus').post(`/api/circles/${id}/leave`)).statusCode).toBe(204);
    expect((await it.as('grace').delete(`/api/circles/${id}/members/${newt.id}`)).statusCode).toBe(200);
    for (const who of ['linus', 'newt'] as const) {
      expect(await reads(who, audienceId)).toBe(false);
      expect((await it.as(who).get(`/api/circles/${id}`)).statusCode).toBe(404);
    }
    expect([await versionOf(linus.id), await versionOf(newt.id)]).toEqual(
      before.map((version) => version + 1),
    );
    expect((await it.as('grace').delete(`/api/circles/${id}/members/${newt.id}`)).statusCode).toBe(404);
  });

  test('is a keeper’s to do to others, and to no keeper', async () => {
    const { id } = await makeCircle(it.services, 'Gardien', ['grace', 'linus', 'newt']);
    await it.as('grace').patch(`/api/circles/${id}/members/${newt.id}`, { keeper: true });
    expect((await it.as('linus').delete(`/api/circles/${id}/members/${newt.id}`)).statusCode).toBe(403);
    expect((await it.as('newt').delete(`/api/circles/${id}/members/${grace.id}`)).statusCode).toBe(403);
    expect((await it.as('grace').delete(`/api/circles/${id}/members/${grace.id}`)).statusCode).toBe(403);
    expect((await it.guest.delete(`/api/circles/${id}/members/${linus.id}`)).statusCode).toBe(401);
    expect((await it.guest.post(`/api/circles/${id}/leave`)).statusCode).toBe(401);
    expect((await it.as('linus').get(`/api/circles/${id}`)).json().members).toHaveLength(3);
  });

  test('leave a keeper while there are members; alone one may go, and invitations end', async () => {
    const { id } = await makeCircle(it.services, 'Dernier', ['grace', 'linus']);
    const stuck = await it.as('grace').post(`/api/circles/${id}/leave`);
    expect([stuck.statusCode, stuck.json().code]).toEqual([409, 'last_keeper']);
    expect((await it.as('grace').get(`/api/circles/${id}`)).json().can.leave).toBe(false);
    await it.as('linus').post(`/api/circles/${id}/leave`);
    await it.as('grace').post(`/api/circles/${id}/invitations`, { member_id: mallory.id });
    expect((await it.as('grace').post(`/api/circles/${id}/leave`)).statusCode).toBe(204);
    expect((await it.as('mallory').get('/api/circle-invitations')).json().items).toEqual([]);
  });

  test('of two last keepers at once, one stays', async () => {
    const { id } = await makeCircle(it.services, 'Deux', ['grace', 'linus', 'newt']);
    await it.as('grace').patch(`/api/circles/${id}/members/${linus.id}`, { keeper: true });
    const replies = await Promise.all([
      it.as('grace').post(`/api/circles/${id}/leave`),
      it.as('linus').post(`/api/circles/${id}/leave`),
    ]);
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409]);
  });
});

describe('keepers', () => {
  test('hand the circle over: they make another, then stop being one', async () => {
    const { id } = await makeCircle(it.services, 'Relais', ['grace', 'linus']);
    const change = (who: Name, memberId: string, keeper: boolean) =>
      it.as(who).patch(`/api/circles/${id}/members/${memberId}`, { keeper });
    expect((await change('linus', linus.id, true)).statusCode).toBe(403);
    const last = await change('grace', grace.id, false);
    expect([last.statusCode, last.json().code]).toEqual([409, 'last_keeper']);
    expect((await change('grace', noId, true)).statusCode).toBe(404);
    expect((await change('grace', linus.id, true)).statusCode).toBe(200);
    expect((await change('linus', grace.id, false)).statusCode).toBe(403);
    const done = (await change('grace', grace.id, false)).json();
    expect(done.members).toMatchObject([
      { id: grace.id, keeper: false },
      { id: linus.id, keeper: true },
    ]);
    expect(done.can).toEqual({ edit: false, invite: true, remove: false, leave: true });
    expect(
      (await it.guest.patch(`/api/circles/${id}/members/${grace.id}`, { keeper: true })).statusCode,
    ).toBe(401);
    expect((await it.as('linus').patch(`/api/circles/${id}/members/${grace.id}`, {})).statusCode).toBe(422);
  });
});
