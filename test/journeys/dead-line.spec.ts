import { expect } from '@playwright/test';
import { deadAfterMs } from '@cenacle/shared/live/timing.ts';
import { type Line, layLine } from '../line.ts';
import { connection, lostNetwork, provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { isSameDocument, markDocument, openThread, postWith, publish, visit } from './thread-page.ts';

/** Besides its socket a browser holds up to six connections, and finds out of each in turn that it is dead. */
const backMs = 60_000;

let line: Line;
let product: Product;

test.beforeAll(async () => {
  let port = 0;
  line = await layLine(() => port);
  product = await startProduct({ env: { PUBLIC_URL: line.url } });
  port = Number(new URL(product.url).port);
});

test.afterAll(async () => {
  await line.close();
  await product.stop();
});

test('a page whose line goes dead without a word notices, comes back and has what it missed', async ({
  newPage,
}) => {
  const grace = await newPage();
  provokes(grace, lostNetwork);
  const overLine = { ...product, url: line.url };
  await signIn(grace, overLine, 'grace');
  const address = await openThread(grace, overLine, 'Une ligne qui ne dit plus rien ?');
  await grace.clock.install();
  await visit(grace, address);
  await markDocument(grace);

  line.goDead();
  // Programs reach the product by another way, as other members do.
  const id = address.split('/').at(-1);
  const reply = await grace.request.post(`${product.url}/api/threads/${id}/posts`, {
    data: { body: 'Écrit pendant que la ligne était morte.' },
  });
  expect(reply.status()).toBe(201);
  await expect(connection(grace)).toHaveText('en direct');

  await grace.clock.fastForward(deadAfterMs + 5_000);
  await expect(postWith(grace, 'pendant que la ligne était morte')).toBeVisible({ timeout: backMs });
  await expect(connection(grace)).toHaveText('en direct');
  expect(line.givenUp().pages).toBeGreaterThan(0);
  await publish(grace, 'Et depuis, tout revient.');
  expect(await isSameDocument(grace)).toBe(true);
});
