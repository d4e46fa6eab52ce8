import { type Page, expect } from '@playwright/test';
import { signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

async function openCase(page: Page, title: string, more: object = {}): Promise<string> {
  const reply = await page.request.post(`${product.url}/api/threads`, {
    data: { kind: 'case', title, sheet: { looking_for: 'Un retour vécu' }, ...more },
  });
  expect(reply.status()).toBe(201);
  return ((await reply.json()) as { id: string }).id;
}

test('search finds without accents and with a slip, live and on its page, and nothing of a circle for an outsider', async ({
  newPage,
}) => {
  test.slow();
  const [grace, newt] = [await newPage(), await newPage()];
  await Promise.all([signIn(grace, product, 'grace'), signIn(newt, product, 'newt')]);
  await newt.request.patch(`${product.url}/api/me`, { data: { language: 'fr' } });
  await openCase(grace, 'Préparer une négociation annuelle avec un fournisseur d’emballage');
  const summer = await openCase(grace, 'Recruter pour l’été sans agence');
  const { items: circles } = (await (await grace.request.get(`${product.url}/api/circles`)).json()) as {
    items: { audience_id: string }[];
  };
  await openCase(grace, 'Céder une brasserie zythologique', { audience_id: circles[0]?.audience_id });

  // With the keyboard alone, from any page.
  await newt.goto(`${product.url}/members`);
  await expect(newt.locator('.status.live').first()).toBeAttached();
  await newt.keyboard.press('Control+k');
  await newt.keyboard.type('negociation fournisseur');
  const option = newt.getByRole('option').filter({ hasText: 'Préparer une négociation annuelle' });
  await expect(option).toBeVisible();
  await expect(option.locator('mark', { hasText: 'négociation' })).toBeVisible();
  await newt.keyboard.press('ArrowDown');
  await newt.keyboard.press('Enter');
  await expect(newt.getByRole('heading', { level: 1 })).toContainText('Préparer une négociation annuelle');

  // Escape gives the page back; Enter without a choice shows all results.
  await newt.keyboard.press('Control+k');
  await newt.keyboard.press('Escape');
  await expect(newt.getByRole('combobox')).toBeHidden();
  await newt.keyboard.press('Control+k');
  await newt.keyboard.type("l'ete");
  await newt.keyboard.press('Enter');
  await expect(newt).toHaveURL(/\/search\?q=/);
  const first = newt.getByRole('main').getByRole('listitem').filter({ hasText: 'Recruter pour l’été' });
  await expect(first.locator('mark', { hasText: 'été' })).toBeVisible();
  await first.getByRole('link').click();
  await expect(newt).toHaveURL(new RegExp(`/threads/${summer}`));

  // A title of several words, one of them mistyped.
  await newt.goto(`${product.url}/search`);
  await newt.getByLabel('Que cherchez-vous ?').fill('négociation anuelle fournisseur emballage');
  await newt.getByRole('button', { name: 'Chercher', exact: true }).click();
  await expect(newt.getByRole('main').getByRole('heading', { level: 2 }).first()).toHaveText(
    'Préparer une négociation annuelle avec un fournisseur d’emballage',
  );

  // What stands in a circle is found inside, and is not there outside, by any way of asking.
  await grace.goto(`${product.url}/search?q=zythologique`);
  await expect(grace.getByRole('link', { name: 'Céder une brasserie zythologique' })).toBeVisible();
  for (const query of ['q=zythologique', 'q=zythologiqe', 'q=brasserie+zythologique&sort=date', 'q=zytho']) {
    await newt.goto(`${product.url}/search?${query}`);
    await expect(
      newt.getByText('Rien de ce que vous pouvez lire ne répond.').or(newt.getByText(/résultat/)),
    ).toBeVisible();
    expect(await newt.content()).not.toContain('Céder une brasserie');
    const reply = await newt.request.get(`${product.url}/api/search?${query}&typing=1`);
    expect(await reply.text()).not.toContain('Céder');
  }
});

test('without script: searched, narrowed, and a slip mended', async ({ newPage }) => {
  const page = await newPage({ javaScriptEnabled: false });
  await signIn(page, product, 'linus');
  await page.getByRole('link', { name: /Chercher un cas/ }).click();
  await page.getByLabel('Que cherchez-vous ?').fill('delivrablité');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await expect(page.getByText('Résultats pour')).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await page.getByText('Affiner').click();
  await page.getByLabel('État').selectOption('finished');
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await expect(page).toHaveURL(/state=finished/);
  await expect(page.getByRole('link', { name: /^E-mailing/ })).toBeVisible();
  await page.getByRole('link', { name: /Chercher plutôt/ }).click();
  await expect(page).toHaveURL(/as_typed=1/);
});
