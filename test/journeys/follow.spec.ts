import { expect, type Page } from '@playwright/test';
import { signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { openThread, publish, unreadIn, visit } from './thread-page.ts';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(() => product.stop());

const menu = (page: Page) => page.getByRole('complementary').getByLabel(/^Suivi/);

test('a muted thread stays out of the counts of the member who muted it', async ({ newPage }) => {
  const [grace, linus] = [await newPage(), await newPage()];
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  await linus.request.post(`${product.url}/api/threads/read`, { data: {} });
  const address = await openThread(grace, product, 'Le tour de table du budget');
  await visit(linus, address);
  await expect(menu(linus)).toHaveText('Ne pas suivre');
  await menu(linus).focus();
  await linus.keyboard.press('ArrowDown');
  await linus.keyboard.press('ArrowDown');
  await linus.keyboard.press('ArrowDown');
  await expect(linus.getByRole('button', { name: /^Mettre en sourdine/ })).toBeFocused();
  await linus.keyboard.press('Enter');
  await expect(menu(linus)).toHaveText('Mettre en sourdine');
  await expect(menu(linus)).toBeFocused();
  await expect(linus.getByText('1 personne suit', { exact: false })).toBeVisible();

  await visit(linus, `${product.url}/threads?unread=1`);
  await visit(grace, address);
  const { member } = (await (await linus.request.get(`${product.url}/api/me`)).json()) as {
    member: { id: string };
  };
  const id = address.split('/').at(-1);
  await grace.request.post(`${product.url}/api/threads/${id}/posts`, {
    data: { body: `[@Linus](member:${member.id}), votre avis ?` },
  });
  await publish(grace, 'Je clos demain.');
  // What is not muted comes through, behind what is.
  const other = await openThread(grace, product, 'Un second tour');
  await linus.request.put(`${product.url}/api/threads/${other.split('/').at(-1)}/read`, {
    data: { position: 1 },
  });
  await grace.request.post(`${product.url}/api/threads/${other.split('/').at(-1)}/posts`, {
    data: { body: 'Et encore un mot.' },
  });
  await expect(linus.getByRole('link', { name: /Un second tour/ })).toBeVisible();
  await expect(linus.getByRole('link', { name: /Le tour de table/ })).toHaveCount(0);
  await expect.poll(() => unreadIn(linus)).toBe(1);
});

test('the level is chosen without script too', async ({ newPage }) => {
  const grace = await newPage();
  const linus = await newPage({ javaScriptEnabled: false });
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  await linus.goto(await openThread(grace, product, 'Un barème commun'));
  for (const level of ['Mentions seulement', 'Tout suivre', 'Ne pas suivre']) {
    await menu(linus).click();
    await linus.getByRole('button', { name: new RegExp(`^${level}`) }).click();
    await expect(menu(linus)).toHaveText(level);
  }
});

test('a circle that is followed brings its cases live; who is muted is folded and not counted', async ({
  newPage,
}) => {
  const [grace, linus] = [await newPage(), await newPage()];
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  await linus.request.post(`${product.url}/api/threads/read`, { data: {} });
  await visit(linus, `${product.url}/settings/follows`);
  const all = linus.getByLabel('Suivi de Tous les membres', { exact: false });
  await all.click();
  await linus.getByRole('button', { name: /^Tout suivre/ }).click();
  await expect(all).toHaveText('Tout suivre');
  const address = await openThread(grace, product, 'Le choix d’un assureur crédit');
  await expect.poll(() => unreadIn(linus)).toBe(1);

  const { member } = (await (await grace.request.get(`${product.url}/api/me`)).json()) as {
    member: { id: string };
  };
  await visit(linus, `${product.url}/members/${member.id}`);
  await linus.getByRole('button', { name: 'Mettre en sourdine' }).click();
  await linus.getByRole('dialog').getByRole('button', { name: 'Mettre en sourdine' }).click();
  await expect(linus.getByText('Vous avez mis ce membre en sourdine.')).toBeVisible();
  await expect.poll(() => unreadIn(linus)).toBe(0);
  await visit(linus, address);
  const folded = linus.getByRole('region', { name: 'Messages' }).getByRole('article').first();
  await expect(folded.getByText('Qu’en pensez-vous ?')).toBeHidden();
  await folded.getByText('Afficher').click();
  await expect(folded.getByText('Qu’en pensez-vous ?')).toBeVisible();

  await visit(linus, `${product.url}/settings/follows`);
  await linus.getByRole('button', { name: `Réentendre Grace`, exact: false }).click();
  await expect(linus.getByText('C’est noté.')).toBeVisible();
  await visit(linus, address);
  await expect(linus.getByText('Qu’en pensez-vous ?')).toBeVisible();
});
