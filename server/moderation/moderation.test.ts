import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QueuedFlag } from '@cenacle/shared/moderation/contract.ts';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { readMails } from '../../test/mails.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Cercle à l’écart', ['grace', 'linus']);
});
afterAll(() => t.close());

const all = '00000000-0000-7000-8000-000000000001';

async function openThread(audienceId: string, who: Name = 'grace') {
  const opened = await t.as(who).post('/api/threads', {
    kind: 'discussion',
    title: 'Un sujet à part',
    body: 'Premier mot',
    audience_id: audienceId,
    tags: ['sujet'],
  });
  const { id } = opened.json();
  const reply = await t
    .as('linus')
    .post(`/api/threads/${id}/posts`, { body: 'Chez **Ferronnerie Secrète**, non.' });
  return { id: id as string, postId: reply.json().id as string };
}

async function flag(postId: string, who: Name = 'grace'): Promise<string> {
  const reply = await t
    .as(who)
    .post(`/api/posts/${postId}/flags`, { reason: 'names_client', note: 'Le nom est resté' });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json().id;
}
const queue = async (who: Name): Promise<QueuedFlag[]> =>
  (await t.as(who).get('/api/moderation/flags?limit=100')).json().items;
const inQueue = async (who: Name, id: string) => (await queue(who)).find((each) => each.id === id);
const acts = async (who: Name, path: string) =>
  (await t.as(who).get(path)).json().items as { kind: string; reason: string; thread: unknown }[];
const countActs = async () =>
  Number((await t.services.pool.query('select count(*) from moderation_acts')).rows[0].count);

describe('a flag', () => {
  test('of a closed circle says only that there is one, until it is taken', async () => {
    const { id: threadId, postId } = await openThread(circle.audienceId);
    const id = await flag(postId);
    const seen = await t.as('mo').get('/api/moderation/flags?limit=100');
    expect(seen.body).not.toMatch(/Un sujet à part|Ferronnerie|Le nom est resté|Grace|Cercle/);
    expect(await inQueue('mo', id)).toMatchObject({
      readable: false,
      reason: 'names_client',
      thread: null,
      post: null,
      flagger: null,
      can: { take: true, resolve: false },
    });
    expect((await t.as('mo').get(`/api/threads/${threadId}`)).statusCode).toBe(404);

    const taken = await t.as('mo').post(`/api/moderation/flags/${id}/take`);
    expect(taken.json()).toMatchObject({
      readable: true,
      mine: true,
      note: 'Le nom est resté',
      flagger: { id: cast.grace.id },
      thread: { id: threadId },
      post: { html: expect.stringContaining('Ferronnerie Secrète') },
    });
    // That one thread, to that moderator, for reading.
    expect((await t.as('mo').get(`/api/threads/${threadId}`)).json().can).toMatchObject({
      reply: false,
      edit: false,
    });
    expect((await t.as('mo').get(`/api/threads/${threadId}/posts`)).statusCode).toBe(200);
    expect((await t.as('mo').post(`/api/threads/${threadId}/posts`, { body: 'Moi aussi' })).statusCode).toBe(
      404,
    );
    expect((await t.as('mo').get('/api/threads?limit=100')).body).not.toContain('Un sujet à part');
    expect((await t.as('mo').get('/api/search?q=ferronnerie')).body).not.toContain('Ferronnerie');
    expect((await t.as('ada').get(`/api/threads/${threadId}`)).statusCode).toBe(404);
    expect((await t.as('ada').post(`/api/moderation/flags/${id}/take`)).statusCode).toBe(409);
    expect((await t.as('ada').get('/api/moderation/flags?limit=100')).body).not.toContain('Ferronnerie');

    // Its readers see who looks at it, and not who asked.
    const log = (await t.as('linus').get(`/api/threads/${threadId}/acts`)).json();
    expect(log.visitors).toEqual([
      { member: expect.objectContaining({ id: cast.mo.id }), since: expect.any(String) },
    ]);
    expect(log.items[0]).toMatchObject({ kind: 'take', actor: { id: cast.mo.id } });
    expect(JSON.stringify(log)).not.toContain(cast.grace.id);

    const done = { outcome: 'nothing', reason: 'Le nom n’y est pas' };
    expect((await t.as('ada').post(`/api/moderation/flags/${id}/resolve`, done)).statusCode).toBe(403);
    expect((await t.as('mo').post(`/api/moderation/flags/${id}/resolve`, done)).statusCode).toBe(204);
    expect((await t.as('mo').get(`/api/threads/${threadId}`)).statusCode).toBe(404);
    expect((await t.as('linus').get(`/api/threads/${threadId}/acts`)).json().visitors).toEqual([]);
  });

  test('is told to its flagger when it is settled, on their page and by mail', async () => {
    const { postId } = await openThread(all);
    const id = await flag(postId);
    await t.as('mo').post(`/api/moderation/flags/${id}/take`);
    await t.as('mo').post(`/api/moderation/flags/${id}/resolve`, {
      outcome: 'acted',
      reason: 'Nom retiré',
      answer: 'Merci, c’est corrigé.',
    });
    const [own] = (await t.as('grace').get('/api/flags')).json().items;
    expect(own).toMatchObject({ state: 'resolved', outcome: 'acted', answer: 'Merci, c’est corrigé.' });
    await t.services.mailer.settled();
    const mails = await readMails(t.services.config.dataDir, cast.grace.email);
    expect(mails.some(({ text }) => text.includes('Merci, c’est corrigé.'))).toBe(true);
    expect((await t.as('linus').get('/api/flags')).json().items).toEqual([]);
  });

  test('is one at a time, of what one reads, and not for its flagger to judge', async () => {
    const { postId } = await openThread(circle.audienceId);
    await flag(postId);
    const again = await t.as('grace').post(`/api/posts/${postId}/flags`, { reason: 'other' });
    expect([again.statusCode, again.json().code]).toEqual([409, 'flagged']);
    expect((await t.as('newt').post(`/api/posts/${postId}/flags`, { reason: 'other' })).statusCode).toBe(404);
    expect((await t.as('grace').post(`/api/posts/${postId}/flags`, { reason: 'rien' })).statusCode).toBe(422);
    const open = await openThread(all);
    const own = await flag(open.postId, 'mo');
    expect((await t.as('mo').post(`/api/moderation/flags/${own}/take`)).statusCode).toBe(403);
    expect((await t.as('grace').get('/api/moderation/flags')).statusCode).toBe(403);
  });
});

test('a moderator who is one no more loses the thread, and another may take the flag', async () => {
  const { id: threadId, postId } = await openThread(circle.audienceId);
  const id = await flag(postId);
  const role = (to: string) =>
    t.as('ada').patch(`/api/members/${cast.newt.id}`, { role: to, reason: 'Essai' });
  await role('moderator');
  expect((await t.as('newt').post(`/api/moderation/flags/${id}/take`)).statusCode).toBe(200);
  expect((await t.as('newt').get(`/api/threads/${threadId}`)).statusCode).toBe(200);
  expect((await t.as('mo').post(`/api/moderation/flags/${id}/take`)).statusCode).toBe(409);
  await role('member');
  expect((await t.as('newt').get(`/api/threads/${threadId}`)).statusCode).toBe(404);
  expect(await inQueue('mo', id)).toMatchObject({ can: { take: true }, note: '' });
  expect((await t.as('mo').post(`/api/moderation/flags/${id}/take`)).statusCode).toBe(200);
  await t.as('mo').post(`/api/moderation/flags/${id}/resolve`, { outcome: 'nothing', reason: 'Rien' });
});

describe('an act', () => {
  test('hides a post everywhere and brings it back, with its reason in the log', async () => {
    const { id, postId } = await openThread(all);
    const hide = (reason: string) => t.as('mo').post(`/api/moderation/posts/${postId}/hide`, { reason });
    expect(
      (await t.as('grace').post(`/api/moderation/posts/${postId}/hide`, { reason: 'x' })).statusCode,
    ).toBe(403);
    expect((await hide(' ')).statusCode).toBe(422);
    expect((await hide('Un client y est nommé')).statusCode).toBe(204);
    expect((await hide('Encore')).statusCode).toBe(409);
    for (const who of ['grace', 'newt', 'linus'] as const) {
      const posts = (await t.as(who).get(`/api/threads/${id}/posts`)).body;
      expect(posts).not.toContain('Ferronnerie');
      expect(posts).toContain('"hidden"');
      expect((await t.as(who).get('/api/search?q=ferronnerie')).body).not.toContain(id);
    }
    expect((await t.as('mo').get(`/api/posts/${postId}`)).body).toContain('Ferronnerie');
    expect((await t.as('linus').patch(`/api/posts/${postId}`, { body: 'Autre' })).statusCode).toBe(403);
    expect(await acts('linus', '/api/acts')).toContainEqual(
      expect.objectContaining({ kind: 'hide', reason: 'Un client y est nommé' }),
    );
    await t.as('mo').post(`/api/moderation/posts/${postId}/restore`, { reason: 'Le client est d’accord' });
    expect((await t.as('newt').get(`/api/threads/${id}/posts`)).body).toContain('Ferronnerie');
  });

  test('locks a thread, and moves it into a circle of its author', async () => {
    const { id } = await openThread(all);
    await t.as('mo').post(`/api/moderation/threads/${id}/lock`, { locked: true, reason: 'On s’égare' });
    expect((await t.as('grace').post(`/api/threads/${id}/posts`, { body: 'Encore' })).statusCode).toBe(403);
    await t.as('mo').post(`/api/moderation/threads/${id}/lock`, { locked: false, reason: 'On reprend' });
    const theirs = await makeCircle(t.services, 'Cercle de Mo', ['mo', 'grace']);
    const without = await makeCircle(t.services, 'Cercle sans Grace', ['mo', 'newt']);
    const narrow = (audienceId: string) =>
      t
        .as('mo')
        .post(`/api/moderation/threads/${id}/narrow`, { audience_id: audienceId, reason: 'Trop précis' });
    expect((await narrow(circle.audienceId)).json().errors[0].code).toBe('unknown_reference');
    expect((await narrow(without.audienceId)).json().errors[0].code).toBe('author_outside');
    expect((await narrow(all)).json().errors[0].code).toBe('unknown_reference');
    expect((await narrow(theirs.audienceId)).statusCode).toBe(204);
    expect((await t.as('newt').get(`/api/threads/${id}`)).statusCode).toBe(404);
    expect((await t.as('newt').get('/api/search?q=ferronnerie')).body).not.toContain(id);
    expect((await t.as('grace').get(`/api/threads/${id}`)).statusCode).toBe(200);
    expect((await narrow(theirs.audienceId)).json().errors[0].code).toBe('would_widen');
  });

  test('renames and retags with a reason; authors need none', async () => {
    const { id } = await openThread(all);
    const bare = await t.as('mo').patch(`/api/threads/${id}`, { title: 'Titre clair' });
    expect(bare.json().errors[0]).toMatchObject({ field: 'reason', code: 'required' });
    const before = await countActs();
    await t.as('mo').patch(`/api/threads/${id}`, { title: 'Titre clair', reason: 'Illisible' });
    expect(await countActs()).toBe(before + 1);
    expect((await t.as('grace').patch(`/api/threads/${id}`, { title: 'Le mien' })).statusCode).toBe(200);
    expect(await countActs()).toBe(before + 1);
  });

  test('merges tags where the moderator reads, and nowhere else', async () => {
    const [open, closed] = [await openThread(all), await openThread(circle.audienceId)];
    const tagsOf = async (id: string) => (await t.as('grace').get(`/api/threads/${id}`)).json().tags;
    const merge = (from: string, into: string) =>
      t.as('mo').post('/api/moderation/tags/merge', { from, into, reason: 'Un même sujet' });
    expect((await merge('sujet', 'Sujet')).statusCode).toBe(422);
    expect((await merge('sujet', 'thème')).statusCode).toBe(200);
    expect([await tagsOf(open.id), await tagsOf(closed.id)]).toEqual([['thème'], ['sujet']]);
    expect((await merge('inconnu', 'thème')).json()).toEqual({ thread_count: 0 });
  });

  test('on a member is theirs to read: warned, suspended, restored', async () => {
    const warn = (id: string) =>
      t.as('mo').post(`/api/moderation/members/${id}/warnings`, { reason: 'Pas de publicité' });
    expect((await warn(cast.mo.id)).statusCode).toBe(403);
    expect((await warn(newId())).statusCode).toBe(404);
    expect((await warn(cast.newt.id)).statusCode).toBe(204);
    await t.services.mailer.settled();
    const [mail] = await readMails(t.services.config.dataDir, cast.newt.email);
    expect(mail?.text).toContain('Pas de publicité');
    const bare = await t.as('mo').patch(`/api/members/${cast.mallory.id}`, { state: 'suspended' });
    expect(bare.statusCode).toBe(422);
    await t.as('mo').patch(`/api/members/${cast.mallory.id}`, { state: 'suspended', reason: 'Fuite' });
    await t.as('mo').patch(`/api/members/${cast.mallory.id}`, { state: 'active', reason: 'Malentendu' });
    expect((await acts('newt', '/api/acts'))[0]).toMatchObject({ kind: 'warn', reason: 'Pas de publicité' });
    expect((await acts('linus', '/api/acts')).map(({ kind }) => kind)).not.toContain('warn');
    const log = await acts('ada', '/api/moderation/acts');
    expect(log.slice(0, 3).map(({ kind }) => kind)).toEqual(['reinstate', 'suspend', 'warn']);
  });

  test('on providers says why', async () => {
    const [from, into] = [
      await makeProvider(t.services, 'Zinguerie A'),
      await makeProvider(t.services, 'Cuivrerie B'),
    ];
    expect((await t.as('mo').post(`/api/providers/${from}/merge`, { into })).statusCode).toBe(422);
    await t.as('mo').post(`/api/providers/${from}/merge`, { into, reason: 'La même maison' });
    expect((await acts('mo', '/api/moderation/acts'))[0]).toMatchObject({
      kind: 'merge_providers',
      reason: 'La même maison',
      provider: { id: into },
    });
  });

  test('says nothing in the log of what its reader does not read', async () => {
    const { id, postId } = await openThread(circle.audienceId);
    const flagId = await flag(postId);
    await t.as('mo').post(`/api/moderation/flags/${flagId}/take`);
    await t.as('mo').post(`/api/moderation/posts/${postId}/hide`, { reason: 'Nomme la Ferronnerie' });
    await t.as('mo').post(`/api/moderation/flags/${flagId}/resolve`, { outcome: 'acted', reason: 'Caché' });
    const log = await t.as('ada').get('/api/moderation/acts');
    expect(log.body).not.toContain('Ferronnerie');
    expect(log.body).not.toContain(id);
    expect((await acts('grace', `/api/threads/${id}/acts`)).map(({ reason }) => reason)).toContain(
      'Nomme la Ferronnerie',
    );
    expect(await acts('linus', '/api/acts')).toContainEqual(
      expect.objectContaining({ kind: 'hide', reason: 'Nomme la Ferronnerie' }),
    );
  });
});

describe('the log', () => {
  test('can only be added to', async () => {
    const { pool } = t.services;
    expect(await countActs()).toBeGreaterThan(0);
    for (const statement of [
      `update moderation_acts set reason = 'autre'`,
      'delete from moderation_acts',
      'truncate moderation_acts cascade',
    ])
      await expect(pool.query(statement)).rejects.toThrow('only added to');
  });

  test('is written with the act or neither is', async () => {
    const { postId } = await openThread(all);
    const { pool } = t.services;
    await pool.query(`alter table moderation_acts add constraint refuse_all check (reason <> 'Panne')`);
    const reply = await t.as('mo').post(`/api/moderation/posts/${postId}/hide`, { reason: 'Panne' });
    await pool.query('alter table moderation_acts drop constraint refuse_all');
    expect(reply.statusCode).toBe(500);
    expect((await t.as('grace').get(`/api/posts/${postId}`)).json().state).toBe('shown');
  });
});
