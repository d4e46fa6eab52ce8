import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Today } from '@cenacle/shared/threads/contract.ts';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { dayAfter } from './days.ts';

const dayMs = 86_400_000;
let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
  // Sessions end by the real clock, ninety days ahead.
  t.travel(-200 * dayMs);
});
afterAll(() => t.close());

const today = () => t.services.clock().toISOString().slice(0, 10);
async function open(more: object = {}, wantedBy: string | null = null): Promise<string> {
  const sheet = { looking_for: 'x', wanted_by: wantedBy };
  const body = { kind: 'case', title: 'Un cas', sheet, ...more };
  return (await t.as('grace').post('/api/threads', body)).json().id;
}
const write = (id: string, body: string, who: Name) => t.as(who).post(`/api/threads/${id}/posts`, { body });
const readAll = (id: string, who: Name) => t.as(who).put(`/api/threads/${id}/read`, { position: 999 });
const todayOf = async (who: Name): Promise<Today> => (await t.as(who).get('/api/today')).json();
const waitingFor = async (who: Name) =>
  (await todayOf(who)).waiting.map(({ thread, reason }) => [thread.id, reason]);
const listed = async (who: Name, todo: string): Promise<string[]> =>
  (await t.as(who).get(`/api/threads?todo=${todo}`)).json().items.map(({ id }: { id: string }) => id);
const naming = (who: Name) => `[@${cast[who].name}](member:${cast[who].id}), qu’en pensez-vous ?`;

describe('what waits for a member', () => {
  test('is a case that names them until they answer, or for two weeks; on Today and in the list', async () => {
    const id = await open();
    await write(id, naming('linus'), 'grace');
    expect(await waitingFor('linus')).toContainEqual([id, 'mention']);
    await readAll(id, 'linus');
    expect(await waitingFor('linus')).toContainEqual([id, 'mention']);
    expect(await listed('linus', 'waiting')).toEqual([id]);
    await write(id, 'Voici mon avis', 'linus');
    expect(await waitingFor('linus')).toEqual([]);
    expect(await listed('linus', 'waiting')).toEqual([]);
    await write(id, naming('linus'), 'grace');
    await readAll(id, 'linus');
    expect(await listed('linus', 'waiting')).toEqual([id]);
    t.travel(16 * dayMs);
    expect([await listed('linus', 'waiting'), await waitingFor('linus')]).toEqual([[], []]);
  });

  test('is no more once it is muted, finished, or no longer theirs to read', async () => {
    const circle = await makeCircle(t.services, 'Attente', ['grace', 'linus']);
    const ids = [await open(), await open(), await open({ audience_id: circle.audienceId })];
    for (const id of ids) await write(id, naming('linus'), 'grace');
    for (const id of ids) await readAll(id, 'linus');
    expect(await listed('linus', 'waiting')).toHaveLength(3);
    await t.as('linus').put(`/api/threads/${ids[0]}/follow`, { level: 'nothing' });
    await t.as('grace').put(`/api/threads/${ids[1]}/outcome`, { decision: 'Fait', again: 'yes' });
    await t.as('linus').post(`/api/circles/${circle.id}/leave`);
    expect([await listed('linus', 'waiting'), await waitingFor('linus')]).toEqual([[], []]);
  });

  test('is their own case with answers that they have not read', async () => {
    const id = await open();
    await write(id, 'Une réponse', 'newt');
    expect(await waitingFor('grace')).toContainEqual([id, 'answers']);
    expect(await listed('grace', 'waiting')).toContain(id);
    await readAll(id, 'grace');
    expect(await listed('grace', 'waiting')).not.toContain(id);
  });
});

test('a case is overdue when its day is over and it is open', async () => {
  const [late, today_] = [await open({}, dayAfter(today(), -1)), await open({}, today())];
  expect(await listed('newt', 'overdue')).toEqual([late]);
  expect(today_).not.toBe(late);
  await t.as('grace').put(`/api/threads/${late}/outcome`, { decision: 'Fait', again: 'yes' });
  expect(await listed('newt', 'overdue')).toEqual([]);
  expect((await t.as('newt').get('/api/threads?todo=nothing')).statusCode).toBe(422);
});

describe('a quiet case', () => {
  const quiet = async (who: Name) => (await todayOf(who)).quiet.map(({ id }) => id);
  const notYet = (id: string, who: Name = 'grace') => t.as(who).put(`/api/threads/${id}/not-yet`);

  test('is asked about on its author’s Today after three weeks, and again a month after « not yet »', async () => {
    const id = await open({ title: 'Un cas silencieux' });
    expect(await quiet('grace')).not.toContain(id);
    t.travel(23 * dayMs);
    expect(await quiet('grace')).toContain(id);
    expect(await quiet('linus')).toEqual([]);
    expect((await notYet(id)).json()).toEqual({ until: dayAfter(today(), 30) });
    expect(await quiet('grace')).not.toContain(id);
    t.travel(31 * dayMs);
    expect(await quiet('grace')).toContain(id);
    await write(id, 'Du nouveau', 'grace');
    expect(await quiet('grace')).not.toContain(id);
  });

  test('is the author’s to put off, while it is open', async () => {
    const id = await open();
    for (const who of ['linus', 'mo', 'ada'] as const) expect((await notYet(id, who)).statusCode).toBe(403);
    expect((await t.guest.put(`/api/threads/${id}/not-yet`)).statusCode).toBe(401);
    expect((await notYet(newId())).statusCode).toBe(404);
    t.travel(23 * dayMs);
    expect(await quiet('grace')).toContain(id);
    await t.as('grace').put(`/api/threads/${id}/outcome`, { decision: 'Fait', again: 'yes' });
    expect((await notYet(id)).statusCode).toBe(403);
    expect(await quiet('grace')).not.toContain(id);
  });
});
