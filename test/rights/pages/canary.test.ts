import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyTable } from '../asking.ts';
import { fieldsIn, fieldsOf, planted } from '../canary.ts';
import { actors, type Actor } from '../world.ts';
import { openPlace, type PageWorld, type Place } from './place.ts';
import { listQueries, listRoutes } from './routes.ts';
import type { PageRow } from './rows.ts';
import { nameOf, pages } from './table.ts';
import { dataAddress, visit, wordsOf, type Answer } from './visiting.ts';

let place: Place;
let world: PageWorld;
let before: Record<string, string>;
beforeAll(async () => {
  place = await openPlace();
  world = place.world;
  before = await everyTable(place.t);
});
afterAll(() => place.t.close());

const locked = new Set<Actor>(['guest', 'invited', 'suspended']);
const outsiders = new Set<Actor>(['outside', 'moderatorOutside', 'admin']);

/** Who asks for heads too: a guest, a member, a moderator and an admin. */
const askingForHeads = new Set<Actor>(['guest', 'author', 'moderatorInside', 'admin']);

const rows = pages.map((row) => [nameOf(row), row] as const);

/** The page and what its script asks for, as this actor is answered. A page's head is asked for alone too. */
async function openAs(actor: Actor, row: PageRow): Promise<[page: Answer, data: Answer]> {
  const address = row.at(world, row.asked?.(world) ?? '');
  const headers = place.headers[actor];
  const answers = Promise.all([
    visit(place.t, address, { headers }),
    visit(place.t, dataAddress(address), { headers }),
  ]);
  if (askingForHeads.has(actor)) {
    const head = await visit(place.t, address, { method: 'HEAD', headers });
    expect([actor, head.status, head.body]).toEqual([actor, (await answers)[0].status, '']);
  }
  return answers;
}

function statusFor(row: PageRow, actor: Actor): number {
  if (row.isPublic) return locked.has(actor) ? row.outside : (row.members ?? row.outside);
  if (locked.has(actor)) return 303;
  return actor === 'outside' ? row.outside : (row.moderators ?? row.outside);
}

/** What this actor may not read, wherever they are. */
function forbidden(actor: Actor): string[] {
  if (actor === 'author') return fieldsOf('moderator', 'nobody');
  // The flag is Linus's own.
  if (actor === 'inside') return fieldsOf('author', 'nobody');
  return actor === 'moderatorInside' ? fieldsOf('author', 'nobody') : [...planted.keys()];
}

test('every page of the web has its rows', () => {
  const known = new Set(pages.map(({ route }) => route));
  const served = listRoutes().flatMap(({ route, isPage }) => (isPage ? [route] : []));
  expect(served.length).toBeGreaterThan(55);
  expect(Object.keys(before).length).toBeGreaterThan(40);
  expect(served.filter((route) => !known.has(route))).toEqual([]);
  expect([...known].filter((route) => !served.includes(route))).toEqual([]);
});

test('every query that a page reads is asked with, or names nothing that is kept', () => {
  const asked = new Set(
    pages.flatMap((row) => [...new URLSearchParams(row.at(world, 'x').split('?')[1])].map(([name]) => name)),
  );
  // Cursors, dates, orders, and what a form was just sent with.
  const harmless = /^(after|since|until|sort|order|view|mine|as_typed|done|confirm|w)$/;
  expect(listQueries().filter((name) => !asked.has(name) && !harmless.test(name))).toEqual([]);
});

describe('opened by everybody, a page shows the planted words to their readers alone, and changes nothing', () => {
  test.each(rows)('%s', async (_address, row) => {
    const opened = new Map(
      await Promise.all(actors.map(async (actor) => [actor, await openAs(actor, row)] as const)),
    );
    const [page, data] = opened.get(row.as ?? 'author') ?? [];
    if (!page || !data) throw new Error(`${row.as} is nobody`);
    expect(page.status).toBe(row.asked || row.moderators ? 200 : row.outside);
    expect(fieldsIn(wordsOf(page))).toEqual(expect.arrayContaining(row.shows));
    expect(row.isInData ? fieldsIn(wordsOf(data)) : row.shows).toEqual(expect.arrayContaining(row.shows));

    // What an address asks for stands in its reply: that it says no more is looked at in `unseen.test.ts`.
    const said = row.asked && !row.asked(world).includes('-') ? row.asked(world) : '';
    for (const [actor, answers] of opened) {
      const text = answers.map(wordsOf).join('\n');
      const found = fieldsIn(said === '' ? text : text.replaceAll(said, ''));
      const wanted = row.isPublic ? row.shows : [];
      expect([
        actor,
        found.filter((field) => forbidden(actor).includes(field) && !wanted.includes(field)),
      ]).toEqual([actor, []]);
      if (!locked.has(actor) && !outsiders.has(actor)) continue;
      expect([actor, answers[0].status], answers[0].body.slice(0, 500)).toEqual([
        actor,
        statusFor(row, actor),
      ]);
      if (!row.isPublic && locked.has(actor)) {
        expect(answers[0].headers.location).toMatch(/^\/sign-in(\?|$)/);
        expect(answers[0].body).toBe('');
      }
      for (const answer of answers) {
        expect(answer.headers['cache-control']).toBe('no-store');
        // Where two of a page's calls are refused, either may be answered first.
        expect(answer.body).not.toMatch(/"status":5\d\d/);
      }
    }
    expect(await everyTable(place.t)).toEqual(before);
  });
});
