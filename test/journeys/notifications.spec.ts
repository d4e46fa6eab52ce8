import { expect, type Page } from '@playwright/test';
import { signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { openThread, publish, visit } from './thread-page.ts';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(() => product.stop());

const bell = (page: Page) => page.getByRole('banner').getByRole('link', { name: /^Notifications/ });
const readAll = (page: Page) =>
  page.request.post(`${product.url}/api/notifications/read`, { data: { until: new Date().toISOString() } });

test('what concerns a member arrives while they look elsewhere, and read in one tab is read in all', async ({
  newPage,
}) => {
  const [grace, linus] = [await newPage(), await newPage()];
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  await readAll(linus);
  const address = await openThread(linus, product, 'Renégocier le bail de l’atelier');
  await visit(linus, `${product.url}/members`);
  const list = await linus.context().newPage();
  await visit(list, `${product.url}/notifications`);
  await expect(bell(linus)).toHaveText('Notifications');

  await visit(grace, address);
  await publish(grace, 'Demandez d’abord l’indice de référence.');
  for (const page of [linus, list]) await expect(bell(page)).toHaveText(/1 notification non lue/);
  const row = list.getByRole('listitem').filter({ hasText: 'Renégocier le bail' });
  await expect(row).toContainText('a répondu');
  await publish(grace, 'Et la date de la clause.');
  await expect(row).toContainText('et une autre');

  // Opened, it leads to the first unread post, which is read there.
  await row.getByRole('link').click();
  await expect(list).toHaveURL(/#post-2$/);
  for (const page of [linus, list]) await expect(bell(page)).toHaveText('Notifications');
});

test('the list is read and marked without script', async ({ newPage }) => {
  const [grace, linus] = [await newPage(), await newPage({ javaScriptEnabled: false })];
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  await readAll(linus);
  for (const title of ['Un premier sujet', 'Un second sujet']) {
    const id = (await openThread(linus, product, title)).split('/').at(-1);
    await grace.request.post(`${product.url}/api/threads/${id}/posts`, { data: { body: 'Une réponse' } });
  }
  await linus.goto(`${product.url}/notifications`);
  await expect(bell(linus)).toHaveText(/2 notifications non lues/);
  await linus.getByRole('button', { name: 'C’est lu : Un premier sujet' }).click();
  await expect(bell(linus)).toHaveText(/1 notification non lue/);
  await linus.getByRole('button', { name: 'Tout marquer comme lu' }).click();
  await expect(linus.getByText('Tout est marqué comme lu.')).toBeVisible();
  await expect(bell(linus)).toHaveText('Notifications');
  await linus.goto(`${product.url}/settings/notifications`);
  await linus.getByLabel('Sur le site : On me répond, ou dans un cas que j’ai ouvert').uncheck();
  await linus.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(linus.getByText('C’est enregistré.')).toBeVisible();
  await linus.goto(`${product.url}/notifications`);
  await expect(linus.getByText('Un premier sujet')).toHaveCount(0);
});
