import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../server/database.ts';
import { another } from '../canary.ts';
import type { Actor } from '../world.ts';
import { openPlace, type Place } from './place.ts';
import { listRoutes } from './routes.ts';
import { nameOf, pages } from './table.ts';
import { dataAddress, visit, type Answer, type Asked } from './visiting.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.t.close());

const outsiders: Actor[] = ['outside', 'moderatorOutside', 'admin', 'guest'];

/** As what is asked for, and nowhere: another id, or a word as long and as strange. */
const absent = (asked: string): string => (asked.includes('-') ? newId() : another(asked));

/** The moment, the nonce, and what is counted over the body. */
const variable = /^(date|etag|content-security-policy|content-length)$/;

/** What was answered, without what differs between any two answers. */
function told({ status, headers, body }: Answer, asked: string): unknown {
  const kept = Object.entries(headers).filter(([name]) => !variable.test(name));
  // What a page fetched stands in it in the order in which it came: lines are compared as a set.
  const lines = body
    .replaceAll(asked, 'ASKED')
    .replaceAll(/nonce="[^"]*"/g, 'nonce')
    .replaceAll(/\b1[789]\d{11}\b/g, 'NOW')
    .replaceAll(/"[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}"/g, 'KEY')
    .split('\n')
    .toSorted();
  return { status, headers: JSON.stringify(kept).replaceAll(asked, 'ASKED'), lines };
}

const rows = pages.flatMap((row) => (row.asked ? [[nameOf(row), row, row.asked] as const] : []));
const actionsOf = (route: string) => listRoutes().find((served) => served.route === route)?.posts ?? [];

describe('what is asked for and may not be seen is like what is not there', () => {
  test.each(rows)('%s', async (_name, row, askedIn) => {
    const { t, headers, world } = place;
    const hidden = askedIn(world);
    const other = absent(hidden);
    const ask = async (address: (asked: string) => string, asked: Asked) =>
      Promise.all([hidden, other].map(async (each) => told(await visit(t, address(each), asked), each)));
    const page = (asked: string) => row.at(world, asked);
    const data = (asked: string) => dataAddress(page(asked));
    const asks: [actor: Actor, address: typeof page, method: 'GET' | 'HEAD'][] = [['outside', page, 'HEAD']];
    for (const actor of outsiders) asks.push([actor, page, 'GET'], [actor, data, 'GET']);
    for (const [actor, address, method] of asks) {
      const [unseen, missing] = await ask(address, { method, headers: headers[actor] });
      expect([actor, method, unseen]).toEqual([actor, method, missing]);
    }
  });
});

describe('and so it is for what is sent to it', () => {
  const sendable = rows.filter(([, row]) => row.outside === 404 && actionsOf(row.route).length > 0);
  test.each(sendable)('%s', async (_name, row, askedIn) => {
    const { t, headers, world } = place;
    const hidden = askedIn(world);
    const other = absent(hidden);
    for (const actor of ['outside', 'moderatorOutside'] as const) {
      for (const action of actionsOf(row.route)) {
        const send = async (asked: string) => {
          const address = row.at(world, asked);
          const [path] = address.split('?');
          const reply = await visit(t, action === '' ? address : `${path}${action}`, {
            method: 'POST',
            headers: {
              ...headers[actor],
              origin: t.services.config.publicUrl,
              'content-type': 'application/x-www-form-urlencoded',
            },
            body: 'reason=Parce+que&body=Bonjour&need=Un+besoin&saved=1',
          });
          return told(reply, asked);
        };
        expect([actor, action, await send(hidden)]).toEqual([actor, action, await send(other)]);
      }
    }
  });
});
