import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';

let t: TestApp;

beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const open = (more: object = {}) =>
  t.as('grace').post('/api/threads', { kind: 'discussion', title: 'Sujet', body: 'Ouverture', ...more });
const openId = async (more: object = {}): Promise<string> => (await open(more)).json().id;
const answer = (id: string, body: string, who: 'grace' | 'linus' = 'linus', key?: string) =>
  t.as(who).post(`/api/threads/${id}/posts`, { body }, key ? { 'idempotency-key': key } : {});
const postsOf = async (id: string) => (await t.as('grace').get(`/api/threads/${id}/posts`)).json().items;

describe('titles', () => {
  test.each([
    ['Budget 2027 : par où commencer ?'],
    ['如何选择新的财务软件供应商'],
    ['🎉👩‍👧‍👦🇫🇷'],
    ['é'.repeat(300)],
    ['مراجعة عقد الصيانة'],
  ])('%s: two of them are two threads, each at its own address', async (title) => {
    const [first, second] = [(await open({ title })).json(), (await open({ title })).json()];
    expect(first.id).not.toBe(second.id);
    for (const { id } of [first, second]) {
      expect((await t.as('linus').get(`/api/threads/${id}`)).json()).toMatchObject({ id, title });
    }
  });

  test.each(['   ', '\u200b\u2060', '\u3164', '\u2800'])('%j is none', async (title) => {
    const refused = await open({ title });
    expect(refused.json().errors).toMatchObject([{ field: 'title', code: 'required' }]);
  });

  test('longer than 300 characters is refused, and says the limit', async () => {
    expect((await open({ title: 'x'.repeat(301) })).json().errors).toMatchObject([
      { field: 'title', code: 'too_long' },
    ]);
  });
});

test('an answer of which nothing would be seen is none', async () => {
  const id = await openId();
  for (const body of [' \n ', '\u200b', '\u3164\u2060'])
    expect((await answer(id, body)).json().errors).toMatchObject([{ field: 'body', code: 'required' }]);
  expect(await postsOf(id)).toHaveLength(1);
});

describe('the same text again', () => {
  const body = 'D’accord avec vous.';

  test('pressed twice, or sent again after a time-out, is one post', async () => {
    const id = await openId();
    const replies = await Promise.all([1, 2, 3].map(() => answer(id, body, 'linus', 'une-seule-fois-0001')));
    const later = await answer(id, body, 'linus', 'une-seule-fois-0001');
    expect(new Set([...replies, later].map((reply) => reply.json().id)).size).toBe(1);
    expect(await postsOf(id)).toHaveLength(2);
  });

  test('meant, ten minutes later, is another post', async () => {
    const id = await openId();
    await answer(id, body, 'linus', 'la-premiere-fois-0002');
    t.travel(10 * 60_000);
    expect((await answer(id, body, 'linus', 'la-seconde-fois-0003')).statusCode).toBe(201);
    expect(await postsOf(id)).toHaveLength(3);
  });
});

describe('two editors', () => {
  test('of whom one changed nothing but white space that is not kept are in no conflict', async () => {
    const id = await openId();
    const post = (await answer(id, 'Un mot')).json();
    const edit = (body: string, version: number) =>
      t.as('linus').patch(`/api/posts/${post.id}`, { body, version });
    expect((await edit('Un mot  \r\n\n', 1)).json()).toMatchObject({ version: 1 });
    expect((await edit('Un autre mot', 1)).json()).toMatchObject({ version: 2, source: 'Un autre mot' });
  });
});

describe('someone who has left', () => {
  test('keeps their name in quotes and mentions, and their answers in the counts', async () => {
    const id = await openId();
    const quoted = (await answer(id, 'Prenez trois devis.')).json();
    const named = `[@Linus Faure](member:${cast.linus.id})`;
    const source = `> [@Linus Faure](post:${quoted.id})\n>\n> Prenez trois devis.\n\nMerci ${named}.`;
    await answer(id, source, 'grace');
    await t.services.pool.query("update members set state = 'left' where id = $1", [cast.linus.id]);
    const [, theirs, last] = await postsOf(id);
    expect(theirs).toMatchObject({ author: { member: { name: cast.linus.name } }, state: 'shown' });
    expect(last.html).toContain(`@${cast.linus.name}`);
    expect(last.html).toContain(`/threads/${id}?at=2`);
    expect((await t.as('grace').get(`/api/threads/${id}`)).json()).toMatchObject({ reply_count: 2 });
    await t.services.pool.query("update members set state = 'active' where id = $1", [cast.linus.id]);
  });

  test('a post that is deleted leaves no name in the quotes of it, nor a count', async () => {
    const id = await openId();
    const quoted = (await answer(id, 'Prenez trois devis.')).json();
    await answer(id, `> [@X](post:${quoted.id})\n>\n> Prenez trois devis.\n\nMerci.`, 'grace');
    await t.as('linus').delete(`/api/posts/${quoted.id}`);
    const [, , last] = await postsOf(id);
    expect(last.html).toContain('Merci');
    expect(last.html).not.toContain(quoted.id);
    expect((await t.as('grace').get(`/api/threads/${id}`)).json()).toMatchObject({ reply_count: 1 });
  });
});

describe('an answer while', () => {
  test('the case is closed stands, before or after', async () => {
    const id = await openId();
    const [reply] = await Promise.all([
      answer(id, 'Encore un mot'),
      t.as('grace').patch(`/api/threads/${id}`, { finished: true }),
    ]);
    expect(reply.statusCode).toBe(201);
    expect(await postsOf(id)).toHaveLength(2);
  });

  test('the thread is locked is either there or refused as locked, never lost with a 201', async () => {
    const id = await openId();
    const [reply] = await Promise.all([
      answer(id, 'Encore un mot'),
      t.as('mo').post(`/api/moderation/threads/${id}/lock`, { locked: true, reason: 'On s’égare' }),
    ]);
    expect([201, 403]).toContain(reply.statusCode);
    expect(await postsOf(id)).toHaveLength(reply.statusCode === 201 ? 2 : 1);
  });

  test('it moves out of the writer’s sight is either there or not found', async () => {
    const circle = await makeCircle(t.services, 'Resserré', ['grace', 'mo']);
    const id = await openId();
    const [reply] = await Promise.all([
      answer(id, 'Encore un mot'),
      t.as('mo').post(`/api/moderation/threads/${id}/narrow`, {
        audience_id: circle.audienceId,
        reason: 'Trop précis',
      }),
    ]);
    expect([201, 404]).toContain(reply.statusCode);
    expect(await postsOf(id)).toHaveLength(reply.statusCode === 201 ? 2 : 1);
    expect((await answer(id, 'Et encore')).statusCode).toBe(404);
  });

  test('the post that it answers is deleted stands, or says that it is gone', async () => {
    const id = await openId();
    const first = (await answer(id, 'Un mot')).json();
    const [reply] = await Promise.all([
      t.as('grace').post(`/api/threads/${id}/posts`, { body: 'Oui ?', reply_to: first.id }),
      t.as('linus').delete(`/api/posts/${first.id}`),
    ]);
    expect([201, 422]).toContain(reply.statusCode);
    const shown = (await postsOf(id)).filter(({ state }: { state: string }) => state === 'shown');
    expect(shown).toHaveLength(reply.statusCode === 201 ? 2 : 1);
  });
});
