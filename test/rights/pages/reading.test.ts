import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../cast.ts';
import { codeIn, readMails } from '../../mails.ts';
import { everyTable } from '../asking.ts';
import { linksIn, sendEveryLetter } from './letters.ts';
import { openPlace, type Place } from './place.ts';
import { listRoutes } from './routes.ts';
import { pathOf } from './table.ts';
import { dataAddress, visit } from './visiting.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.t.close());

test('an address that names what a form does, or another method, does nothing by being opened', async () => {
  const { t, world, headers } = place;
  const before = await everyTable(t);
  for (const { route, posts } of listRoutes()) {
    for (const action of posts) {
      const query = `${action || '?/default'}&_method=POST&post_id=${world.postId}&body=x&reason=x&saved=1`;
      for (const method of ['GET', 'HEAD'] as const) {
        const reply = await visit(t, pathOf(route, world) + query, {
          method,
          headers: { ...headers.author, 'x-http-method-override': 'POST' },
        });
        expect([route, action, reply.status < 500]).toEqual([route, action, true]);
      }
    }
  }
  expect(await everyTable(t)).toEqual(before);
  // Nor has anybody been signed out.
  expect((await visit(t, '/api/me', { headers: headers.author })).status).toBe(200);
});

test('the links of every kind of mail can be followed again and again, and still do what they are for', async () => {
  const { t, headers } = place;
  const letters = await sendEveryLetter(place);
  const before = await everyTable(t);
  for (const [kind, mail] of letters) {
    const links = linksIn(mail);
    // A code is typed.
    expect([kind, links.length > 0]).toEqual([kind, kind !== 'code']);
    for (const link of links) {
      // As scanners of mail do; and as whoever is signed in does.
      for (const actor of ['guest', 'inside'] as const) {
        for (const method of ['HEAD', 'GET', 'HEAD', 'GET'] as const) {
          for (const address of [link, dataAddress(link)]) {
            const reply = await visit(t, address, { method, headers: headers[actor] });
            expect([kind, reply.status < 400]).toEqual([kind, true]);
          }
        }
      }
    }
  }
  expect(await everyTable(t)).toEqual(before);

  const tokenOf = (kind: 'invitation' | 'reset' | 'card_notice') =>
    /\/(?:invitation|reset|person)\/([\w-]{43})/.exec(letters.get(kind) ?? '')?.[1];
  const { guest } = t;
  const password = 'un tout autre mot de passe';
  const joining = { name: 'Amie Neuve', password, language: 'fr', zone: 'Europe/Paris', charter: true };
  const mail = (await readMails(t.services.config.dataDir, cast.linus.email)).find((each) => codeIn(each));
  const code = { email: cast.linus.email, code: codeIn(mail) };
  const uses: [path: string, body: object, status: number][] = [
    ['/api/session/code/verify', code, 200],
    ['/api/password/reset/finish', { token: tokenOf('reset'), password }, 200],
    ['/api/invitation/accept', { token: tokenOf('invitation'), ...joining }, 201],
    ['/api/person/withdraw', { token: tokenOf('card_notice'), kind: 'objection' }, 204],
  ];
  for (const [path, body, status] of uses)
    expect([path, (await guest.post(path, body)).statusCode]).toEqual([path, status]);
});
