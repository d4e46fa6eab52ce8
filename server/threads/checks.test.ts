import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Today } from '@cenacle/shared/threads/contract.ts';
import type { Check } from '@cenacle/shared/threads/check-contract.ts';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, listed, openBenchmark } from '../../test/benchmark.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';
import { dayAfter } from './days.ts';

const dayMs = 86_400_000;
let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  // Sessions end by the real clock, ninety days ahead: what follows lasts a year, and begins so long ago.
  t.travel(-300 * dayMs);
  circle = await makeCircle(t.services, 'Témoins', ['grace', 'linus']);
});
afterAll(() => t.close());

const today = () => t.services.clock().toISOString().slice(0, 10);
const close = (id: string, more: object = {}) =>
  t.as('grace').put(`/api/threads/${id}/outcome`, { decision: 'Retenu', again: 'yes', ...more });
async function finished(more: object = {}, outcome: object = {}): Promise<string> {
  const body = { kind: 'case', title: 'Un cas à suivre', sheet: { looking_for: 'x' }, ...more };
  const { id } = (await t.as('grace').post('/api/threads', body)).json();
  await close(id, outcome);
  return id;
}
const answer = (id: string, body: object, who: Name = 'grace') =>
  t.as(who).put(`/api/threads/${id}/check`, { answer: 'held', ...body });
const thread = async (id: string, who: Name = 'linus') => (await t.as(who).get(`/api/threads/${id}`)).json();
const states = async (id: string): Promise<[number, string][]> =>
  (await thread(id)).outcome.checks.map(({ days, state }: Check) => [days, state]);
const asked = async (who: Name): Promise<[string, number][]> =>
  ((await t.as(who).get('/api/today')).json() as Today).checks.map(({ thread: { id }, days }) => [id, days]);
const listedIds = async (who: Name): Promise<string[]> =>
  (await t.as(who).get('/api/threads?todo=check')).json().items.map(({ id }: { id: string }) => id);

describe('whether an outcome held', () => {
  test('is asked of its author 30, 90 and 180 days after the case was finished', async () => {
    const id = await finished();
    expect(await states(id)).toEqual([
      [30, 'waiting'],
      [90, 'waiting'],
      [180, 'waiting'],
    ]);
    expect(await asked('grace')).toEqual([]);
    t.travel(31 * dayMs);
    expect(await asked('grace')).toEqual([[id, 30]]);
    expect(await listedIds('grace')).toEqual([id]);
    for (const who of ['linus', 'mo', 'ada'] as const) {
      expect([await asked(who), await listedIds(who)]).toEqual([[], []]);
    }
    expect(await states(id)).toContainEqual([30, 'due']);
    t.travel(20 * dayMs);
    expect(await states(id)).toContainEqual([30, 'overdue']);
    t.travel(45 * dayMs);
    expect(await asked('grace')).toEqual([[id, 90]]);
    expect(await states(id)).toEqual([
      [30, 'missed'],
      [90, 'due'],
      [180, 'waiting'],
    ]);
    const reply = await answer(id, { days: 90, answer: 'partly', line: ' Le stock,\nnon. ' });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({
      state: 'answered',
      given: { answer: 'partly', line: 'Le stock, non.' },
      version: 1,
    });
    expect((await thread(id)).outcome.checks[1]).toEqual(reply.json());
    expect([await asked('grace'), await listedIds('grace')]).toEqual([[], []]);
  });

  test('is counted from the day on which it was finished, and not asked of what had passed by then', async () => {
    const id = await finished({}, { finished_on: dayAfter(today(), -100) });
    expect(await states(id)).toEqual([[180, 'waiting']]);
    expect(await asked('grace')).toEqual([]);
    t.travel(81 * dayMs);
    expect(await asked('grace')).toEqual([[id, 180]]);
    await answer(id, { days: 180 });
  });

  test('is answered by the author alone, when asked; others change nothing', async () => {
    const id = await finished();
    const before = await thread(id);
    expect((await answer(id, { days: 30 })).statusCode).toBe(403);
    t.travel(31 * dayMs);
    expect((await answer(id, { days: 90 })).statusCode).toBe(403);
    for (const who of ['linus', 'mo', 'ada'] as const)
      expect((await answer(id, { days: 30 }, who)).statusCode).toBe(403);
    expect((await t.guest.put(`/api/threads/${id}/check`, { days: 30, answer: 'held' })).statusCode).toBe(
      401,
    );
    for (const [body, field, code] of [
      [{ days: 31 }, 'days', 'bad_choice'],
      [{ days: 30, answer: 'perhaps' }, 'answer', 'bad_choice'],
      [{ days: 30, line: 'x'.repeat(201) }, 'line', 'too_long'],
    ] as const) {
      const reply = await answer(id, body);
      expect(reply.statusCode).toBe(422);
      expect(reply.json().errors).toMatchObject([{ field, code }]);
    }
    expect((await thread(id)).head).toBe(before.head);
    expect([(await thread(id)).can.check, (await thread(id, 'grace')).can.check]).toEqual([false, true]);
    await answer(id, { days: 30 });
  });

  test('of a case that one does not read is like one of nowhere', async () => {
    const id = await finished({ audience_id: circle.audienceId });
    t.travel(31 * dayMs);
    for (const who of ['mallory', 'mo', 'ada'] as const) {
      const [hidden, random] = [
        await answer(id, { days: 30 }, who),
        await answer(newId(), { days: 30 }, who),
      ];
      expect([hidden.statusCode, hidden.body]).toEqual([404, random.body]);
    }
    await answer(id, { days: 30 });
  });

  test('is corrected with its history; the same twice is once', async () => {
    const id = await finished();
    t.travel(31 * dayMs);
    await answer(id, { days: 30, line: 'Tout va bien', version: 0 });
    expect((await answer(id, { days: 30, line: 'Tout va bien', version: 0 })).json().version).toBe(1);
    const late = await answer(id, { days: 30, answer: 'failed', version: 0 });
    expect(late.statusCode).toBe(409);
    expect(late.json().current).toMatchObject({ version: 1, given: { line: 'Tout va bien' } });
    const corrected = await answer(id, { days: 30, answer: 'failed', line: 'En fait non', version: 1 });
    expect(corrected.json()).toMatchObject({
      version: 2,
      given: { answer: 'failed', line: 'En fait non' },
      earlier: [{ answer: 'held', line: 'Tout va bien' }],
    });
  });

  test('stays with the outcome that a correction mends, and begins anew after a reopening', async () => {
    const id = await finished();
    t.travel(31 * dayMs);
    await answer(id, { days: 30, answer: 'failed', line: 'Parti' });
    await close(id, { decision: 'Retenu, mieux dit', revision: 1, finished_on: dayAfter(today(), -31) });
    expect(await states(id)).toEqual([
      [30, 'answered'],
      [90, 'waiting'],
      [180, 'waiting'],
    ]);
    await t.as('mo').patch(`/api/threads/${id}`, { finished: false, reason: 'Rien n’est fini' });
    expect((await answer(id, { days: 30, answer: 'held' })).statusCode).toBe(403);
    await close(id, { revision: 2 });
    expect((await states(id))[0]).toEqual([30, 'waiting']);
    const { items } = (await t.as('linus').get(`/api/threads/${id}/outcomes`)).json();
    expect(items).toMatchObject([
      { revision: 3, superseded_by: null, reopened: false },
      {
        revision: 2,
        reopened: true,
        superseded_by: { member: { name: cast.mo.name } },
        checks: [{ days: 30, given: { answer: 'failed', line: 'Parti' } }],
      },
      { revision: 1, reopened: false, superseded_by: { member: { name: cast.grace.name } }, checks: [] },
    ]);
  });
});

describe('what rests on a case', () => {
  const held = { days: 30, answer: 'failed' };
  async function failedCase(more: object = {}, outcome: object = {}) {
    const id = await finished({ tags: ['suivi'], ...more }, outcome);
    t.travel(31 * dayMs);
    await answer(id, { days: 30, answer: 'failed', line: 'Un mot du cas' });
    return id;
  }

  test('says whether it held: findings, the author’s page and the provider’s', async () => {
    const provider = await makeProvider(t.services, 'Tient Bon');
    const id = await failedCase({}, { provider_ids: [provider] });
    const { items } = (await t.as('newt').get('/api/knowledge/cases?tag=suivi')).json();
    expect(items).toMatchObject([{ id, held }]);
    const work = (await t.as('newt').get(`/api/members/${cast.grace.id}/work`)).json();
    expect(work.finished_cases).toContainEqual(expect.objectContaining({ id, held }));
    expect((await t.as('newt').get(`/api/providers/${provider}`)).json().finished_cases).toMatchObject([
      { id, held },
    ]);
  });

  test('tells it of an evaluation to the readers of the case alone', async () => {
    const benchmark = await openBenchmark(t);
    const id = await failedCase({ audience_id: circle.audienceId });
    const evidence = { grade: 'finished', thread_id: id };
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 4, 1], { evidence });
    const [seen] = await listed(t, benchmark, 'grace');
    expect(seen?.evidence?.case).toMatchObject({ id, held });
    for (const who of ['newt', 'mo', 'ada', 'mallory'] as const) {
      const [hidden] = await listed(t, benchmark, who);
      expect(hidden?.evidence).toMatchObject({ rests_on: 'case', case: null });
      expect(JSON.stringify(hidden)).not.toContain('failed');
    }
  });
});
