import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';
import { openSocket } from '../../test/socket.ts';

let t: TestApp;
let provider: string;
beforeAll(async () => {
  t = await makeApp();
  provider = await makeProvider(t.services, 'Nordet');
});
afterAll(() => t.close());

async function open(more: object = {}): Promise<string> {
  const body = { kind: 'case', title: 'Choisir un ERP', sheet: { looking_for: 'Un retour vécu' }, ...more };
  return (await t.as('grace').post('/api/threads', body)).json().id;
}
const close = (id: string, body: object, who: 'grace' | 'linus' | 'mo' = 'grace') =>
  t.as(who).put(`/api/threads/${id}/outcome`, body);
const thread = async (id: string) => (await t.as('grace').get(`/api/threads/${id}`)).json();
const fine = { decision: 'Retenir Nordet', again: 'partly' };

describe('closing a case', () => {
  test('keeps the whole finding, and the case is finished', async () => {
    const id = await open();
    const before = await thread(id);
    const reply = await close(id, {
      ...fine,
      result: 'En service en six mois.',
      provider_ids: [provider],
      cost: { min_minor: 3_500_000, max_minor: 4_000_000, currency: 'EUR', per: 'once' },
      duration: { count: 6, unit: 'month' },
      finished_on: '2026-01-31',
      questions: ['Qui reprend les données ?', ' Qui reprend les données ? ', 'Quel prix à la sortie ?'],
    });
    expect(reply.statusCode).toBe(200);
    const after = await thread(id);
    expect(after.outcome).toEqual(reply.json());
    expect(after.outcome).toMatchObject({
      revision: 1,
      author: { member: { name: before.author.member.name } },
      decision: 'Retenir Nordet',
      again: 'partly',
      result: 'En service en six mois.',
      providers: [{ id: provider, name: 'Nordet', kind: 'firm' }],
      cost: { min_minor: 3_500_000, max_minor: 4_000_000, currency: 'EUR', per: 'once' },
      duration: { count: 6, unit: 'month' },
      finished_on: '2026-01-31',
      questions: [{ text: 'Qui reprend les données ?' }, { text: 'Quel prix à la sortie ?' }],
      superseded_at: null,
    });
    expect(after.finished_at).not.toBeNull();
    expect(after.head).toBeGreaterThan(before.head);
    expect(after.can).toMatchObject({ finish: false, reopen: true });
  });

  test('needs two answers only; the day is today where its author is', async () => {
    const id = await open();
    const reply = await close(id, fine);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(t.services.clock());
    expect(reply.json()).toMatchObject({ finished_on: today, cost: null, duration: null, questions: [] });
  });

  test.each([
    [{ again: 'yes' }, 'decision', 'required'],
    [{ decision: 'Oui' }, 'again', 'required'],
    [{ decision: '  ', again: 'yes' }, 'decision', 'required'],
    [{ ...fine, again: 'peut-être' }, 'again', 'bad_choice'],
    [{ ...fine, provider_ids: [newId()] }, 'provider_ids.0', 'unknown_reference'],
    [{ ...fine, finished_on: '2199-01-01' }, 'finished_on', 'in_the_future'],
    [{ ...fine, finished_on: '2026-02-31' }, 'finished_on', 'bad_format'],
    [{ ...fine, questions: ['  '] }, 'questions.0', 'required'],
    [
      { ...fine, cost: { min_minor: 5, max_minor: 4, currency: 'EUR', per: 'once' } },
      'cost.max_minor',
      'out_of_order',
    ],
    [
      { ...fine, cost: { min_minor: 1.5, max_minor: 4, currency: 'EUR', per: 'once' } },
      'cost.min_minor',
      'bad_type',
    ],
    [{ ...fine, closed_by: newId() }, 'closed_by', 'unknown_field'],
  ])('%j is refused at %s', async (body, field, code) => {
    const id = await open();
    const reply = await close(id, body);
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field, code }]);
    expect(await thread(id)).toMatchObject({ finished_at: null, outcome: null });
  });

  test('is its author’s or a moderator’s who reads it; others change nothing', async () => {
    const id = await open();
    expect((await close(id, fine, 'linus')).statusCode).toBe(403);
    expect((await t.guest.put(`/api/threads/${id}/outcome`, fine)).statusCode).toBe(401);
    expect((await close(newId(), fine)).statusCode).toBe(404);
    expect(await thread(id)).toMatchObject({ finished_at: null, outcome: null });
    expect((await close(id, fine, 'mo')).statusCode).toBe(200);
  });

  test('is not for discussions', async () => {
    const id = await open({ kind: 'discussion', body: 'Bonjour', sheet: undefined });
    expect((await close(id, fine)).json().errors).toMatchObject([{ code: 'only_cases' }]);
  });

  test('follows a provider that was merged', async () => {
    const old = await makeProvider(t.services, 'Ancien nom');
    await t.as('mo').post(`/api/providers/${old}/merge`, { into: provider, reason: 'Essai' });
    const reply = await close(await open(), { ...fine, provider_ids: [old, provider] });
    expect(reply.json().providers).toMatchObject([{ id: provider }]);
  });
});

describe('the history of outcomes', () => {
  test('keeps what a correction and a reopening replaced', async () => {
    const id = await open();
    await close(id, fine);
    const corrected = await close(id, { decision: 'Retenir Alpaga', again: 'yes', revision: 1 });
    expect(corrected.json()).toMatchObject({ revision: 2, decision: 'Retenir Alpaga' });
    const reopened = await t.as('grace').patch(`/api/threads/${id}`, { finished: false });
    expect(reopened.json()).toMatchObject({ finished_at: null, outcome: null });
    const { items } = (await t.as('linus').get(`/api/threads/${id}/outcomes`)).json();
    expect(items).toMatchObject([
      { revision: 2, decision: 'Retenir Alpaga' },
      { revision: 1, decision: 'Retenir Nordet' },
    ]);
    expect(items.every((item: { superseded_at: string | null }) => item.superseded_at !== null)).toBe(true);
    const listed = async (state: string) =>
      (await t.as('grace').get(`/api/threads?state=${state}`))
        .json()
        .items.map((row: { id: string }) => row.id);
    expect([await listed('open'), await listed('finished')]).toEqual([
      expect.arrayContaining([id]),
      expect.not.arrayContaining([id]),
    ]);
    expect(await thread(id)).toMatchObject({ earlier_outcomes: 2, outcome: null });
    // Built on none, while there have been two.
    const late = await close(id, { ...fine, revision: 0 });
    expect(late.statusCode).toBe(409);
    expect(late.json().current).toMatchObject({ revision: 2, superseded_at: expect.any(String) });
    expect((await close(id, { ...fine, revision: 2 })).json()).toMatchObject({ revision: 3 });
  });

  test('leaves the day on which the case was finished when its outcome is corrected', async () => {
    const id = await open();
    await close(id, fine);
    const before = await thread(id);
    t.travel(3_600_000);
    await close(id, { ...fine, revision: 1 }, 'mo');
    const after = await thread(id);
    expect(after.finished_at).toBe(before.finished_at);
    expect(after.outcome.author.member.name).not.toBe(before.outcome.author.member.name);
    expect(after.head).toBe(before.head + 1);
  });

  test('is not written by a mark alone: a case is finished by its outcome', async () => {
    const id = await open();
    const mark = () => t.as('grace').patch(`/api/threads/${id}`, { title: 'Autre titre', finished: true });
    expect((await mark()).json().errors).toMatchObject([{ field: 'finished', code: 'needs_outcome' }]);
    await close(id, fine);
    expect((await mark()).json().errors).toMatchObject([{ field: 'finished', code: 'needs_outcome' }]);
    expect(await thread(id)).toMatchObject({ title: 'Choisir un ERP', outcome: { revision: 1 } });
  });

  test('refuses a correction of what somebody corrected meanwhile, and gives what stands', async () => {
    const id = await open();
    await close(id, fine);
    await close(id, { decision: 'Le premier', again: 'yes', revision: 1 }, 'mo');
    const late = await close(id, { decision: 'Le second', again: 'no', revision: 1 });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'conflict', current: { decision: 'Le premier', revision: 2 } });
  });

  test('has one outcome that stands when two close at once', async () => {
    const id = await open();
    const replies = await Promise.all([close(id, fine), close(id, fine, 'mo')]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const { items } = (await t.as('grace').get(`/api/threads/${id}/outcomes`)).json();
    expect(items.map((item: { superseded_at: string | null }) => item.superseded_at === null)).toEqual([
      true,
      false,
    ]);
  });
});

describe('an outcome', () => {
  test('of a case in a circle is read and written by the readers of its case alone', async () => {
    const circle = await makeCircle(t.services, 'Fermé', ['grace', 'linus']);
    const id = await open({ audience_id: circle.audienceId });
    await close(id, { ...fine, provider_ids: [provider] });
    expect((await t.as('linus').get(`/api/threads/${id}/outcomes`)).statusCode).toBe(200);
    for (const who of ['mallory', 'mo', 'ada']) {
      const hidden = await t.as(who).get(`/api/threads/${id}/outcomes`);
      const random = await t.as(who).get(`/api/threads/${newId()}/outcomes`);
      expect([hidden.statusCode, hidden.body]).toEqual([404, random.body]);
      const written = await t.as(who).put(`/api/threads/${id}/outcome`, fine);
      const nowhere = await t.as(who).put(`/api/threads/${newId()}/outcome`, fine);
      expect([written.statusCode, written.body]).toEqual([404, nowhere.body]);
    }
    expect((await thread(id)).outcome).toMatchObject({ revision: 1 });
  });

  test('reaches whoever watches the case', async () => {
    const id = await open();
    const socket = await openSocket(t.app, await t.as('linus').headers());
    socket.send({ type: 'watch', topic: `thread:${id}` });
    await socket.next(({ type }) => type === 'watching');
    await close(id, fine);
    const notice = await socket.next(({ type }) => type === 'notice');
    expect(notice).toMatchObject({ topic: `thread:${id}`, head: (await thread(id)).head });
    await socket.close();
  });
});

describe('drafts', () => {
  const save = (key: string, content: object) => t.as('linus').put(`/api/drafts/${key}`, { content });
  const titleOf = async (key: string) => {
    const reply = await t.as('linus').get('/api/drafts');
    expect(reply.statusCode).toBe(200);
    return reply.json().items.find((item: { key: string }) => item.key === key)?.title;
  };

  test('of an outcome are listed under the title of the case, as long as one reads it', async () => {
    const circle = await makeCircle(t.services, 'Passage', ['grace', 'linus']);
    const id = await open({ title: 'Un cas à clore', audience_id: circle.audienceId });
    expect((await save(`outcome:${id}`, { decision: 'Peut-être' })).statusCode).toBe(200);
    expect(await titleOf(`outcome:${id}`)).toBe('Un cas à clore');
    const gone = await t.as('linus').post(`/api/circles/${circle.id}/leave`);
    expect(gone.statusCode).toBe(204);
    expect(await titleOf(`outcome:${id}`)).toBe('');
  });

  test('of a benchmark are listed under its need, and one for no thread under nothing', async () => {
    await save('new-benchmark', { need: 'Une caisse pour trois boutiques' });
    expect(await titleOf('new-benchmark')).toBe('Une caisse pour trois boutiques');
    const nowhere = `thread:${'-'.repeat(36)}`;
    await save(nowhere, { body: 'Perdu' });
    expect(await titleOf(nowhere)).toBe('');
  });
});
