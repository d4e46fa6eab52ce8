import { type Page, expect } from '@playwright/test';
import { awake, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { composer, openThread, postWith, unreadIn, visit, expectWritten } from './thread-page.ts';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(() => product.stop());

const idOf = (address: string): string => address.split('/').at(-1) ?? '';

/** Linus reads nothing but what Grace now writes: threads with an opening that he has read and two answers that he has not. */
async function prepare(grace: Page, linus: Page, titles: string[]): Promise<string[]> {
  await linus.request.post(`${product.url}/api/threads/read`, { data: {} });
  const addresses: string[] = [];
  for (const title of titles) {
    const address = await openThread(grace, product, title);
    const api = `${product.url}/api/threads/${idOf(address)}`;
    await linus.request.put(`${api}/read`, { data: { position: 1 } });
    for (const text of ['Un premier avis.', 'Un second avis.'])
      await grace.request.post(`${api}/posts`, { data: { body: `${text} (${title})` } });
    addresses.unshift(address);
  }
  return addresses;
}

/** Where a walk stands: in this thread, at its first unread post. */
async function standsAt(page: Page, address: string | undefined, title: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`${idOf(address ?? '')}\\?at=2#since$`));
  await expect(page.getByText('2 messages depuis votre dernière visite')).toBeInViewport();
  await expect(postWith(page, `Un premier avis. (${title})`)).toBeInViewport();
}

test('one key walks the unread threads, and what one writes is left in peace', async ({ newPage }) => {
  const [grace, linus] = [await newPage(), await newPage()];
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  const [first, second] = await prepare(grace, linus, ['Le bail du dépôt', 'La clause de reprise']);
  await visit(linus, `${product.url}/members`);
  await linus.keyboard.press('Control+n');
  await linus.keyboard.press('Shift+N');
  await linus.getByRole('searchbox').or(linus.getByRole('textbox')).first().press('n');
  await expect(linus).toHaveURL(/\/members/);
  await linus.goto(`${product.url}/settings/display`);
  await linus.getByLabel('Inactifs').check();
  await linus.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(linus.getByText('C’est enregistré.')).toBeVisible();
  await visit(linus, `${product.url}/members`);
  await linus.getByRole('heading', { level: 1 }).click();
  await linus.keyboard.press('n');
  await expect(linus).toHaveURL(/\/members/);
  await linus.goto(`${product.url}/settings/display`);
  await linus.getByLabel(/N mène au prochain/).check();
  await linus.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(linus.getByText('C’est enregistré.')).toBeVisible();
  await visit(linus, `${product.url}/members`);
  await linus.getByRole('heading', { level: 1 }).click();
  await linus.keyboard.press('n');
  await standsAt(linus, first, 'La clause de reprise');

  await composer(linus).fill('');
  await composer(linus).press('n');
  await expectWritten(composer(linus), 'n');
  await composer(linus).fill('');
  await linus.getByRole('heading', { level: 1 }).click();
  await linus.keyboard.press('Control+k');
  await linus.getByRole('dialog').waitFor();
  await linus.keyboard.press('n');
  await linus.keyboard.press('Escape');
  await expect(linus).toHaveURL(new RegExp(idOf(first ?? '')));
  await expect.poll(() => unreadIn(linus)).toBe(1);

  await linus.getByRole('heading', { level: 1 }).click();
  await linus.keyboard.press('n');
  await standsAt(linus, second, 'Le bail du dépôt');
  await expect.poll(() => unreadIn(linus)).toBe(0);
  await linus.getByRole('heading', { level: 1 }).click();
  await linus.keyboard.press('n');
  await expect(linus.getByText('Vous avez fait le tour : tout est lu.')).toBeVisible();
});

test('one button walks them on a phone, where no script runs too', async ({ newPage }) => {
  const grace = await newPage();
  const linus = await newPage({ viewport: { width: 360, height: 700 }, javaScriptEnabled: false });
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  const [first, second] = await prepare(grace, linus, ['Un prêt garanti', 'Deux offres de leasing']);
  await linus.goto(`${product.url}/threads?unread=1`);
  await linus.getByRole('link', { name: 'Lire les non lus un à un' }).click();
  await expect(linus).toHaveURL(new RegExp(idOf(first ?? '')));
  await linus.getByRole('link', { name: 'Non lu suivant' }).first().click();
  await standsAt(linus, second, 'Un prêt garanti');
  // Without script nothing says what was seen: the walk goes round, and the list tells what is left.
  await linus.request.put(`${product.url}/api/threads/${idOf(first ?? '')}/read`, { data: { position: 3 } });
  await linus.getByRole('link', { name: 'Non lu suivant' }).first().click();
  await expect(linus.getByText('Vous avez fait le tour. Ce qui reste ici')).toBeVisible();

  await linus.getByRole('button', { name: 'Tout marquer comme lu' }).click();
  await expect(linus.getByText('1 cas marqué comme lu.')).toBeVisible();
  await linus.getByRole('button', { name: 'Annuler' }).click();
  await expect(linus.getByText('1 cas est de nouveau non lu.')).toBeVisible();
  await expect(linus.getByRole('link', { name: 'Un prêt garanti' })).toBeVisible();
});

test('marking all read and taking it back show in the member’s other pages', async ({ newPage }) => {
  const [grace, linus] = [await newPage(), await newPage()];
  await signIn(grace, product, 'grace');
  await signIn(linus, product, 'linus');
  await prepare(grace, linus, ['Le budget des licences', 'Le pilote de caisse']);
  const other = await linus.context().newPage();
  await visit(other, `${product.url}/threads?unread=1`);
  await visit(linus, `${product.url}/threads?unread=1`);
  await expect.poll(() => unreadIn(other)).toBe(2);
  await linus.getByRole('button', { name: 'Tout marquer comme lu' }).click();
  await expect(linus.getByText('2 cas marqués comme lus.')).toBeVisible();
  await expect(linus.getByText('Tout est lu.', { exact: true })).toBeVisible();
  await expect(other.getByText('Tout est lu.', { exact: true })).toBeVisible();
  await expect.poll(() => unreadIn(other)).toBe(0);
  await linus.getByRole('button', { name: 'Annuler' }).click();
  await expect(other.getByRole('link', { name: 'Le budget des licences' })).toBeVisible();
  await expect.poll(() => unreadIn(other)).toBe(2);
  await expect.poll(() => unreadIn(linus)).toBe(2);
  await awake(other);
});
