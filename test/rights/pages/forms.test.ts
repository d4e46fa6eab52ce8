import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { listRoutes } from './routes.ts';
import { pages, pathOf } from './table.ts';
import { visit } from './visiting.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.t.close());

const isOfGuests = (route: string) => pages.some((row) => row.route === route && row.isPublic);
const posts = listRoutes().flatMap(({ route, posts: actions }) =>
  actions.map((action) => [route + action, route, action] as const),
);

const odd = [
  'id',
  'post_id',
  'thread_id',
  'flag_id',
  'member_id',
  'option_id',
  'key',
  'next',
  'email',
  'body',
  'reason',
]
  .map((name) => `${name}=a%00%ed%a0%80`)
  .join('&');
const bodies: [type: string, body: string][] = [
  ['application/x-www-form-urlencoded', ''],
  ['application/x-www-form-urlencoded', odd],
  ['multipart/form-data; boundary=x', '--y'],
  ['multipart/form-data', '--x'],
  ['text/plain', 'id=1'],
  ['application/json', '{}'],
  ['', 'id=1'],
];

describe('a form without its fields is refused, and breaks nothing', () => {
  // Last what takes from others what they stand on.
  const taking = /leave|remove|stepDown|withdraw|sign-out|sessions/;
  const inOrder = posts.toSorted(([a], [b]) => Number(taking.test(a)) - Number(taking.test(b)));
  test.each(inOrder)('%s', async (_name, route, action) => {
    const { t, world, headers } = place;
    const actor = route.startsWith('/moderation')
      ? 'moderatorInside'
      : isOfGuests(route)
        ? 'guest'
        : 'author';
    for (const [type, body] of bodies) {
      const reply = await visit(t, pathOf(route, world) + action, {
        method: 'POST',
        headers: {
          ...headers[actor],
          origin: t.services.config.publicUrl,
          ...(type ? { 'content-type': type } : {}),
        },
        body,
      });
      expect([actor, type, body, reply.status < 500], `${reply.status} ${reply.body.slice(0, 500)}`).toEqual([
        actor,
        type,
        body,
        true,
      ]);
    }
  });
});
