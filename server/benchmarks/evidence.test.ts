import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database.ts';
import { removeOrphans } from '../files/actions.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, listed, openBenchmark, put, show, valuesOf } from '../../test/benchmark.ts';
import type { Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { uploaded } from '../../test/upload.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Initiés', ['grace', 'linus']);
});
afterAll(() => t.close());

const finishedCase = async (audienceId?: string): Promise<string> => {
  const body = {
    kind: 'case',
    title: 'Un cas bien fini',
    sheet: { looking_for: 'x' },
    audience_id: audienceId,
  };
  const { id } = (await t.as('grace').post('/api/threads', body)).json();
  await t.as('grace').put(`/api/threads/${id}/outcome`, { decision: 'Fait', again: 'yes' });
  return id;
};
const ended = {
  client: 'Client Très Secret',
  public_label: 'Un grossiste',
  started_on: '2024-01-01',
  ended_on: '2024-06-30',
};

describe('evidence', () => {
  test.each<[string, object, string, string]>([
    [
      'a finished case of nowhere',
      { grade: 'finished', thread_id: newId() },
      'thread_id',
      'unknown_reference',
    ],
    [
      'an engagement of nowhere',
      { grade: 'finished', engagement_id: newId() },
      'engagement_id',
      'unknown_reference',
    ],
    ['nothing finished', { grade: 'finished' }, 'grade', 'needs_finished'],
    ['nothing under way', { grade: 'under_way' }, 'grade', 'needs_engagement'],
    ['a file of nowhere', { grade: 'opinion', file_id: newId() }, 'file_id', 'unknown_reference'],
    [
      'an end before its beginning',
      { grade: 'opinion', started_on: '2025-02-01', ended_on: '2025-01-01' },
      'ended_on',
      'out_of_order',
    ],
  ])('of %s is refused', async (_, evidence, field, code) => {
    const benchmark = await openBenchmark(t);
    const reply = await put(t, benchmark, 'linus', {
      values: valuesOf(benchmark, [1]),
      evidence,
      submit: true,
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field: `evidence.${field}`, code }]);
  });

  test('needs what its grade promises', async () => {
    const benchmark = await openBenchmark(t);
    const running = (await t.as('linus').post('/api/engagements', { ...ended, ended_on: null })).json().id;
    const over = (await t.as('linus').post('/api/engagements', ended)).json().id;
    const give = async (evidence: object) =>
      (await put(t, benchmark, 'linus', { values: valuesOf(benchmark, [1]), evidence })).statusCode;
    expect(await give({ grade: 'finished', engagement_id: running })).toBe(422);
    expect(await give({ grade: 'finished_documented', engagement_id: over })).toBe(422);
    expect(await give({ grade: 'finished', engagement_id: over })).toBe(200);
    expect(await give({ grade: 'under_way', engagement_id: running })).toBe(200);
    const both = { grade: 'finished', engagement_id: over, thread_id: await finishedCase() };
    expect(await give(both)).toBe(422);
    expect((await t.as('linus').delete(`/api/engagements/${running}`)).json().code).toBe('in_use');
  });

  test('of a hidden case counts for everybody, and leads only its readers to the case', async () => {
    const benchmark = await openBenchmark(t);
    const hidden = await finishedCase(circle.audienceId);
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 4, 1], {
      evidence: { grade: 'finished', thread_id: hidden },
    });
    for (const who of ['newt', 'mallory', 'mo'] as const) {
      expect((await show(t, benchmark, who)).basis.finished_count).toBe(1);
      const [seen] = await listed(t, benchmark, who);
      expect(seen?.evidence).toMatchObject({ grade: 'finished', rests_on: 'case', case: null });
      const everything = await Promise.all(
        ['', '/evaluations', '/ranking'].map(
          async (path) => (await t.as(who).get(`/api/benchmarks/${benchmark.id}${path}`)).body,
        ),
      );
      expect(everything.join('')).not.toContain('Un cas bien fini');
      expect(everything.join('')).not.toContain(hidden);
    }
    const [seen] = await listed(t, benchmark, 'grace');
    expect(seen?.evidence?.case).toEqual({ id: hidden, title: 'Un cas bien fini', held: null });
    const outside = await put(t, benchmark, 'mallory', {
      values: valuesOf(benchmark, [1]),
      evidence: { grade: 'finished', thread_id: hidden },
    });
    const random = await put(t, benchmark, 'mallory', {
      values: valuesOf(benchmark, [1]),
      evidence: { grade: 'finished', thread_id: newId() },
    });
    expect([outside.statusCode, outside.body]).toEqual([422, random.body]);
  });

  test('names an engagement by its public label, and the client to nobody', async () => {
    const benchmark = await openBenchmark(t);
    const engagement = (await t.as('linus').post('/api/engagements', ended)).json().id;
    const sent = await evaluate(t, benchmark, 'linus', 0, [2_000_000, 4, 1], {
      evidence: { grade: 'finished', engagement_id: engagement },
    });
    expect(sent.evidence).toMatchObject({
      engagement_id: engagement,
      engagement: { public_label: 'Un grossiste' },
    });
    for (const who of ['grace', 'mo', 'mallory'] as const)
      expect((await listed(t, benchmark, who))[0]?.evidence).toMatchObject({
        engagement_id: null,
        engagement: { public_label: 'Un grossiste' },
      });
    const another = await put(t, benchmark, 'mallory', {
      values: valuesOf(benchmark, [1]),
      evidence: { grade: 'finished', engagement_id: engagement },
    });
    expect(another.json().errors).toMatchObject([
      { field: 'evidence.engagement_id', code: 'unknown_reference' },
    ]);
  });

  test('gives the client’s name to nobody by any route, and to its owner with the engagement alone', async () => {
    const benchmark = await openBenchmark(t, { audience_id: circle.audienceId });
    const client = 'Fonderies Introuvables';
    const engagement = (await t.as('linus').post('/api/engagements', { ...ended, client })).json().id;
    const path = `/api/benchmarks/${benchmark.id}`;
    const evidence = { grade: 'finished', engagement_id: engagement };
    const own = await evaluate(t, benchmark, 'linus', 0, [2_000_000, 4, 1], { evidence });
    const stale = await put(t, benchmark, 'linus', { version: 9, values: [] });
    expect(JSON.stringify([own, stale.json()])).not.toContain(client);
    const reads = [
      ...['', '/evaluations', '/ranking'].map((end) => path + end),
      ...['/api/benchmarks', '/api/benchmarks?q=introuvables', '/api/evidence/cases', '/api/today'],
      ...['/api/threads', '/api/members', '/api/members/suggestions?q=fonder', '/api/me', '/api/providers'],
      `/api/providers/${benchmark.options[0]?.provider.id}`,
    ];
    for (const who of ['grace', 'mo', 'ada', 'mallory', 'linus'] as const)
      for (const read of reads) {
        const reply = await t.as(who).get(read);
        expect([who, read, reply.statusCode < 500, reply.body.includes(client)]).toEqual([
          who,
          read,
          true,
          false,
        ]);
      }
    for (const who of ['grace', 'mo', 'ada', 'mallory'] as const)
      for (const read of ['/api/engagements', `/api/engagements/${engagement}`])
        expect((await t.as(who).get(read)).body).not.toContain(client);
    const edited = await t.as('grace').patch(path, { version: 99, need: 'x' });
    expect(edited.statusCode).toBe(409);
    expect(edited.body).not.toContain(client);
    expect((await t.as('linus').get('/api/engagements')).body).toContain(client);
  });

  test('carries a document that its readers open once it is submitted', async () => {
    const benchmark = await openBenchmark(t, { audience_id: circle.audienceId });
    const over = (await t.as('linus').post('/api/engagements', ended)).json().id;
    const file = await uploaded(t, t.as('linus'), 'bilan.txt', 'Le bilan du projet');
    const evidence = { grade: 'finished_documented', engagement_id: over, file_id: file.id };
    await put(t, benchmark, 'linus', { values: valuesOf(benchmark, [1, 2]), evidence });
    expect((await t.as('grace').get(file.url)).statusCode).toBe(404);
    const sent = await evaluate(t, benchmark, 'linus', 0, [1, 2, null], { evidence });
    expect(sent.evidence?.file).toEqual({ id: file.id, name: 'bilan.txt', url: file.url });
    expect((await t.as('grace').get(file.url)).body).toBe('Le bilan du projet');
    const outside = await t.as('mallory').get(file.url);
    const random = await t.as('mallory').get(`/api/files/${newId()}/bilan.txt`);
    expect([outside.statusCode, outside.body]).toEqual([404, random.body]);
    // Whoever is still evaluating is not shown what the others base theirs on.
    await put(t, benchmark, 'grace', { values: [] });
    expect((await t.as('grace').get(file.url)).statusCode).toBe(404);
    await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { state: 'closed' });
    expect((await t.as('grace').get(file.url)).statusCode).toBe(200);
    const later = new Date(t.services.clock().getTime() + 60_000);
    await removeOrphans(t.services, later);
    expect((await t.as('linus').get(file.url)).statusCode).toBe(200);
    await t.as('linus').delete(`/api/benchmarks/${benchmark.id}/evaluations/${sent.id}`);
    await removeOrphans(t.services, later);
    expect((await t.as('linus').get(file.url)).statusCode).toBe(404);
  });

  test('keeps its document from posts, from other evidence, and from an option that was retired', async () => {
    const benchmark = await openBenchmark(t);
    const file = await uploaded(t, t.as('linus'), 'a.txt', 'Preuve');
    const evidence = { grade: 'opinion', file_id: file.id };
    await evaluate(t, benchmark, 'linus', 0, [null, 2, null], { evidence });
    await evaluate(t, benchmark, 'linus', 0, [null, 3, null], { evidence });
    const [, second] = benchmark.options;
    const twice = await put(t, benchmark, 'linus', { option_id: second?.id, values: [], evidence });
    expect(twice.json().errors).toMatchObject([{ field: 'evidence.file_id', code: 'unknown_reference' }]);
    await t.as('linus').post('/api/threads', {
      kind: 'discussion',
      title: 'Aussi ici',
      body: `[a.txt](${file.url})`,
      audience_id: circle.audienceId,
    });
    expect((await t.as('mallory').get(file.url)).statusCode).toBe(200);
    const options = [{ id: second?.id, provider_id: second?.provider.id }];
    await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { options });
    expect((await t.as('mallory').get(file.url)).statusCode).toBe(404);
  });

  test('of another’s file is refused', async () => {
    const benchmark = await openBenchmark(t);
    const file = await uploaded(t, t.as('grace'), 'a.txt', 'À grace');
    const reply = await put(t, benchmark, 'linus', {
      values: valuesOf(benchmark, [1]),
      evidence: { grade: 'opinion', file_id: file.id },
    });
    expect(reply.json().errors).toMatchObject([{ field: 'evidence.file_id', code: 'unknown_reference' }]);
  });

  test('may rest on finished cases that one reads, one’s own first', async () => {
    const own = await finishedCase();
    const cases = async (who: Name, q = '') => (await t.as(who).get(`/api/evidence/cases${q}`)).json().items;
    expect(await cases('grace', '?q=CAS BIEN')).toContainEqual(
      expect.objectContaining({ id: own, title: 'Un cas bien fini', mine: true }),
    );
    expect((await cases('mallory')).every(({ mine }: { mine: boolean }) => !mine)).toBe(true);
    const inCircle = await finishedCase(circle.audienceId);
    expect((await cases('mallory')).map(({ id }: { id: string }) => id)).not.toContain(inCircle);
    await t.as('grace').patch(`/api/threads/${own}`, { finished: false });
    expect((await cases('grace')).map(({ id }: { id: string }) => id)).not.toContain(own);
  });
});
