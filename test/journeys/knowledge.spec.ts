import { expect } from '@playwright/test';
import { signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

test('a moderator says which case opens a subject, and a member reads it so, with what each has done', async ({
  newPage,
}) => {
  const [mo, grace] = [await newPage(), await newPage()];
  await Promise.all([signIn(mo, product, 'mo'), signIn(grace, product, 'grace')]);
  await mo.goto(`${product.url}/knowledge`);
  await mo.getByRole('link', { name: /^#seo/ }).click();
  const cases = (page: typeof mo) => page.getByRole('main').getByRole('heading', { level: 3 });
  await expect(cases(mo)).toHaveCount(2);
  const last = (await cases(mo).last().textContent()) ?? '';
  await mo.getByRole('button', { name: `Mettre en tête : ${last}` }).click();
  await expect(mo.getByRole('heading', { name: 'Pour commencer' })).toBeVisible();
  await expect(cases(mo).first()).toHaveText(last);

  await grace.goto(`${product.url}/knowledge?tag=seo`);
  await expect(cases(grace).first()).toHaveText(last);
  await expect(grace.getByRole('button', { name: /Mettre en tête/ })).toHaveCount(0);
  await expect(grace.getByText('Ce qu’il aurait fallu demander').first()).toBeVisible();
  await cases(grace).first().getByRole('link').click();
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText(last);

  await grace.goto(`${product.url}/members`);
  await grace.getByRole('link', { name: /^Anaïs/ }).click();
  await expect(grace.getByRole('heading', { name: 'Ce qu’il ou elle a fait' })).toBeVisible();
  await expect(grace.getByRole('heading', { name: /recommandation/ })).toBeVisible();
  await mo.getByRole('button', { name: `Retirer de la tête : ${last}` }).click();
  await expect(mo.getByRole('heading', { name: 'Pour commencer' })).toBeHidden();
});
