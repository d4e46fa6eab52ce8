import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '@cenacle/shared/http.ts';
import { openThread } from '@cenacle/shared/threads/contract.ts';
import { makeApp, type TestApp } from '../app.ts';
import { callAs, contentsOf, nameOf, urlOf } from './asking.ts';
import { accepts, mutantsOf, near, type Schema } from './mutants.ts';
import { table, type Ask, type Row } from './table.ts';
import { actors, castActors, makeWorld, signAll, type Actor, type World } from './world.ts';

/** Bodies near each contract; the long run takes `BODY_RUNS=1000`. */
const runs = Number(process.env.BODY_RUNS ?? 5);

let t: TestApp;
let headers: Record<Actor, Record<string, string>>;
let world: World | null = null;

beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
  headers = await signAll(t);
});
afterAll(() => t.close());

const rows = table
  .filter(({ route }) => route.body && route.encoding !== 'multipart')
  .map((row) => [nameOf(row.route), row] as const);

/** Somebody whose right body would be taken, and what they ask with. */
async function rightAsk(row: Row, isNew = false): Promise<{ actor: Actor; ask: Ask; schema: Schema }> {
  const wouldAnswer = (fits: (status: number) => boolean) =>
    (['author', ...actors] as const).find((each) => fits(row.expect[each]));
  const actor =
    wouldAnswer((status) => status < 300) ?? wouldAnswer((status) => ![401, 403].includes(status)) ?? 'guest';
  // What is refused changes nothing, so that one world serves all who are.
  if (isNew || !world) {
    headers = await signAll(t);
    world = await makeWorld(t);
  }
  return { actor, ask: row.ask(world, actor), schema: row.route.body as Schema };
}

function send(route: Route, actor: Actor, ask: Ask, payload: string | Buffer, contentType?: string) {
  return t.app.inject({
    method: route.method,
    url: urlOf(route, ask),
    headers: { ...headers[actor], ...(contentType === undefined ? {} : { 'content-type': contentType }) },
    payload,
  });
}

const json = 'application/json';

/** Whether `named` is the field, something in it, or what it stands in, as where one of several shapes is to fit. */
const isAt = (named: string, field: string) =>
  field === '' || `${named}.`.startsWith(`${field}.`) || `${field}.`.startsWith(`${named}.`);

describe('a body that is wrong in one place is refused with that place, and nothing is done', () => {
  test.each(rows)('%s', async (_name, row) => {
    const { actor, ask, schema } = await rightAsk(row);
    const before = await contentsOf(t);
    for (const { body, field } of mutantsOf(schema, ask.body)) {
      const reply = await send(row.route, actor, ask, JSON.stringify(body), json);
      expect([reply.statusCode, reply.json().code], JSON.stringify(body)?.slice(0, 300)).toEqual([
        422,
        'invalid',
      ]);
      const [error] = reply.json<{ errors: { field: string; detail: string }[] }>().errors;
      expect(error?.detail).not.toBe('');
      expect(isAt(error?.field ?? '', field), `${field}: ${reply.body}`).toBe(true);
    }
    expect(await contentsOf(t)).toBe(before);
  });
});

describe('a body that is no JSON in UTF-8, or says a thing twice, is refused', () => {
  test.each(rows)('%s', async (_name, row) => {
    const { actor, ask } = await rightAsk(row);
    const before = await contentsOf(t);
    const text = JSON.stringify(ask.body ?? {});
    const [first = 'x'] = Object.keys(ask.body ?? {});
    const key = JSON.stringify(first);
    const variants: [name: string, payload: string | Buffer, type: string | undefined, status: number][] = [
      ['no type', text, undefined, 415],
      ['text', text, 'text/plain', 415],
      ['a form', text, 'application/x-www-form-urlencoded', 415],
      ['several parts', '--x--\r\n', 'multipart/form-data; boundary=x', 415],
      ['a name that begins alike', text, 'application/jsonp', 415],
      ['a name with a suffix', text, 'application/json+x', 415],
      ['a tab for a space', text, 'application/json;\tcharset=utf-16', 415],
      ['another charset', text, 'application/json; charset=iso-8859-1', 415],
      ['nothing', '', json, 400],
      ['half', text.slice(0, -1), json, 400],
      ['two', `${text}${text}`, json, 400],
      [
        'bytes that are no text',
        Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff, 0x22, 0x7d])]),
        json,
        400,
      ],
      ['depth', `{${key}:${'['.repeat(50_000)}${']'.repeat(50_000)}}`, json, 400],
      ['width', `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join()}}`, json, 422],
      ['a field twice', `{${key}:null,${text.slice(1)}`.replace(/,\}$/, '}'), json, 422],
      ['a prototype', `{"__proto__":{"role":"admin"},${text.slice(1)}`.replace(/,\}$/, '}'), json, 422],
      ['a number without end', `{${key}:1e400}`, json, 422],
      ['a NUL', `{${key}:"a\\u0000b"}`, json, 422],
      ['half a sign', `{${key}:"a\\ud800b"}`, json, 422],
      ['too much', `{${key}:"${'x'.repeat(400_001)}"}`, json, 413],
    ];
    for (const [name, payload, type, status] of variants) {
      const reply = await send(row.route, actor, ask, payload, type);
      expect([name, reply.statusCode], reply.body.slice(0, 300)).toEqual([name, status]);
      expect(reply.json().detail).not.toBe('');
      if (status === 422) expect(reply.json().errors[0].field, name).not.toBe('');
    }
    expect(await contentsOf(t)).toBe(before);
  });
});

test('JSON is JSON in every case and spacing of its name', async () => {
  for (const type of [
    json,
    'APPLICATION/JSON',
    'application/json;charset=UTF-8',
    'application/json ; charset="utf-8"',
  ]) {
    const body = { kind: 'discussion', title: type, body: 'Bonjour' };
    const reply = await send(openThread, 'author', {}, JSON.stringify(body), type);
    expect([type, reply.statusCode]).toEqual([type, 201]);
  }
});

describe('whatever comes near the contract: taken as it says, or refused, and never broken', () => {
  test.each(rows)('%s', async (_name, row) => {
    const { actor, ask, schema } = await rightAsk(row, true);
    await fc.assert(
      fc.asyncProperty(near(schema, ask.body), async (body) => {
        const text = JSON.stringify(body);
        const reply = await send(row.route, actor, ask, text, json);
        expect(reply.statusCode, text).toBeLessThan(500);
        if (reply.statusCode < 300) expect(accepts(schema, JSON.parse(text)), text).toBe(true);
      }),
      { numRuns: runs, seed: 20_261_125 },
    );
    // Others are not affected.
    expect(
      (
        await callAs(t, headers.inside, openThread, {
          body: { kind: 'discussion', title: 'Et moi', body: 'x' },
        })
      ).statusCode,
    ).toBe(201);
  });
});

describe('what an address asks', () => {
  const queries = table.filter(({ route }) => route.query).map((row) => [nameOf(row.route), row] as const);
  test.each(queries)('%s: unknown, repeated and unkeepable words are refused', async (_name, row) => {
    const { actor, ask } = await rightAsk(row);
    const url = urlOf(row.route, { ...ask, query: '' });
    const [name = 'x'] = Object.keys((row.route.query as Schema).properties ?? {});
    for (const query of [
      'nothing_of_ours=1',
      '__proto__=1',
      'constructor=1',
      `${name}=a&${name}=b`,
      `${name}=a%00b`,
    ]) {
      const reply = await t.app.inject({ method: 'GET', url: `${url}?${query}`, headers: headers[actor] });
      expect([query, reply.statusCode], reply.body).toEqual([query, 422]);
      expect(reply.json().errors[0].field).not.toBe('');
    }
    // What is no UTF-8 is read as a sign that nobody types, and finds nothing.
    const odd = await t.app.inject({ method: 'GET', url: `${url}?${name}=%ff%fe`, headers: headers[actor] });
    expect(odd.statusCode).toBeLessThan(500);
  });
});
