import { type APIRequestContext, expect, test } from '@playwright/test';
import { type Product, demoPassword, startProduct } from './product.ts';

const grace = 'grace@example.test';
const onEmbedded = !process.env.TEST_DATABASE_URL;
const title = 'Qui a déjà changé d’ERP en cours d’exercice ?';

async function signIn(request: APIRequestContext, product: Product, password: string): Promise<number> {
  const reply = await request.post(`${product.url}/api/session`, { data: { email: grace, password } });
  return reply.status();
}

test.describe('the product', () => {
  test.describe.configure({ mode: 'serial' });
  let product: Product;

  test.beforeAll(async () => {
    product = await startProduct();
  });

  test.afterAll(() => product.stop());

  test('says where it serves and how to sign in', () => {
    expect(product.output()).toContain(product.url);
    for (const name of ['grace', 'linus', 'newt', 'mo', 'ada']) {
      expect(product.output()).toContain(`${name}@example.test`);
    }
  });

  test('keeps what it acknowledged when it is killed, and starts again', async ({ request }) => {
    expect(await signIn(request, product, demoPassword)).toBe(200);
    const opened = await request.post(`${product.url}/api/threads`, {
      data: { kind: 'discussion', title, body: 'Nous y pensons.' },
    });
    expect(opened.status()).toBe(201);
    const { id } = (await opened.json()) as { id: string };
    await product.kill();
    await product.restart();
    const found = await request.get(`${product.url}/api/threads/${id}`);
    expect(found.status()).toBe(200);
    expect(await found.json()).toMatchObject({ title });
  });

  // On a PostgreSQL server any number of processes may share the folder.
  if (onEmbedded) {
    test('refuses a second start on the same folder with a sentence that names the first', async () => {
      const second = await product.startAgain({ PORT: '1' });
      expect(second.code).toBe(1);
      expect(second.output).toMatch(
        new RegExp(`already runs on .*: process \\d+, at ${product.url}, since `),
      );
    });
  }

  test('refuses a port that is taken with a sentence, and leaves the first alone', async ({ request }) => {
    const second = await product.startAgain({ DATA_DIR: `${product.dataDir}/other` });
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/Another program already uses port \d+: .*PORT\./);
    expect((await request.get(`${product.url}/health`)).status()).toBe(200);
  });

  test('takes a new DEMO_PASSWORD from the next start on', async ({ request }) => {
    await product.restart({ DEMO_PASSWORD: 'une tout autre phrase' });
    expect(await signIn(request, product, demoPassword)).toBe(401);
    expect(await signIn(request, product, 'une tout autre phrase')).toBe(200);
  });
});

test('a community that begins empty has no account and prints a link for the first admin', async ({
  request,
}) => {
  const product = await startProduct({ args: ['--empty'] });
  try {
    expect(product.output()).toMatch(new RegExp(`first admin.*\\n\\s+${product.url}/\\S+`));
    expect(product.output()).not.toContain('example.test');
    expect(await signIn(request, product, demoPassword)).toBe(401);
  } finally {
    await product.stop();
  }
});

test('without DEMO_PASSWORD the password is made, printed and stays', async ({ request }) => {
  const product = await startProduct({ env: { DEMO_PASSWORD: '' } });
  try {
    const printed = (): string | undefined =>
      product
        .output()
        .match(/Password of all five: (\S+)/g)
        ?.at(-1);
    const password = printed()?.split(' ').at(-1) ?? '';
    expect(await signIn(request, product, password)).toBe(200);
    await product.restart();
    expect(printed()).toContain(password);
  } finally {
    await product.stop();
  }
});
