import { expect } from '@playwright/test';
import { signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { openThread, postWith, publish, visit } from './thread-page.ts';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(() => product.stop());

const today = (): string => new Date().toISOString().slice(0, 10);

test('a post is marked with a note and a day, found again on Today, and nobody else sees it', async ({
  newPage,
}) => {
  const [grace, linus] = [await newPage(), await newPage()];
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  const address = await openThread(grace, product, 'Un plan de trésorerie qui tient ?');
  await visit(grace, address);
  await publish(grace, 'Treize semaines, chaque lundi.');

  await visit(linus, address);
  const post = postWith(linus, 'Treize semaines');
  await post.getByLabel('Autres actions').click();
  await post.getByRole('link', { name: 'Marquer pour y revenir' }).click();
  await expect(linus.getByRole('heading', { level: 1 })).toHaveText('Marquer pour y revenir');
  await linus.getByLabel('Note').fill('Le montrer au dirigeant.');
  await linus.getByLabel('Me le rappeler le').fill(today());
  await linus.getByRole('button', { name: 'Garder' }).click();
  await expect(post.getByRole('link', { name: 'Vous avez marqué ce message' })).toBeVisible();
  await expect(postWith(grace, 'Treize semaines').getByRole('link', { name: /marqué/ })).toHaveCount(0);

  await visit(linus, `${product.url}/`);
  await expect(linus.getByRole('heading', { name: 'À revoir' })).toBeVisible();
  await expect(linus.getByText('Le montrer au dirigeant.')).toBeVisible();
  await visit(grace, `${product.url}/bookmarks`);
  await expect(grace.getByText('Le montrer au dirigeant.')).toHaveCount(0);

  const other = await linus.context().newPage();
  await visit(other, `${product.url}/bookmarks`);
  await linus.getByRole('button', { name: 'C’est revu : Un plan de trésorerie' }).click();
  await expect(linus).toHaveURL(`${product.url}/bookmarks`);
  await expect(linus.getByRole('heading', { name: 'À revoir' })).toHaveCount(0);
  await expect(other.getByRole('heading', { name: 'À revoir' })).toHaveCount(0);
  await linus.getByRole('link', { name: 'Un plan de trésorerie qui tient ?', exact: true }).click();
  await expect(post).toBeInViewport();

  const written = postWith(grace, 'Treize semaines');
  const id = new URL(address).pathname.split('/').at(-1);
  const { items } = await (await grace.request.get(`${product.url}/api/threads/${id}/posts`)).json();
  await visit(grace, address);
  await grace.request.delete(`${product.url}/api/posts/${items.at(-1).id}`, {
    headers: { origin: product.url },
  });
  await expect(written).toHaveCount(0);
  await visit(linus, `${product.url}/bookmarks`);
  await expect(linus.getByText('Le message que vous aviez marqué est retiré.')).toBeVisible();
  await expect(linus.getByText('Le montrer au dirigeant.')).toBeVisible();
});

test('marking, editing and removing need no script', async ({ newPage }) => {
  const grace = await newPage();
  const linus = await newPage({ javaScriptEnabled: false });
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  const address = await openThread(grace, product, 'Une astreinte pour deux');
  await linus.goto(address);
  await linus.getByRole('complementary').getByRole('link', { name: 'Marquer pour y revenir' }).click();
  await linus.getByLabel('Note').fill('Poser la question aux RH');
  await linus.getByRole('button', { name: 'Garder' }).click();
  await expect(linus).toHaveURL(address);
  await linus.getByLabel('Menu de Linus Keller').click();
  await linus.getByRole('link', { name: 'Marque-pages' }).click();
  await linus.getByRole('link', { name: 'Modifier le marque-page : Une astreinte pour deux' }).click();
  await linus.getByLabel('Note').fill('C’est posé');
  await linus.getByRole('button', { name: 'Garder' }).click();
  await expect(linus.getByText('C’est posé')).toBeVisible();
  await linus.getByRole('link', { name: 'Modifier le marque-page : Une astreinte pour deux' }).click();
  await linus.getByRole('button', { name: 'Retirer' }).click();
  await linus.getByRole('group').getByRole('button', { name: 'Retirer' }).click();
  await expect(linus.getByText('C’est posé')).toHaveCount(0);
});
