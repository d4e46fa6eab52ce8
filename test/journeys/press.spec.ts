import { expect } from '@playwright/test';
import { awake, lostNetwork, provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { composer, openThread, postWith, visit } from './thread-page.ts';

// A press begins by leaving the field that one was in. What that field then says must not push the button away.

let product: Product;
test.beforeAll(async () => (product = await startProduct()));
test.afterAll(() => product.stop());

test('a press is not lost while the composer says how its draft fares', async ({ newPage }) => {
  const linus = await newPage();
  provokes(linus, lostNetwork);
  await signIn(linus, product, 'linus');
  const address = await openThread(linus, product, 'Qui tient vos plannings ?');
  for (const width of [1440, 1280, 1024]) {
    await linus.setViewportSize({ width, height: 720 });
    await visit(linus, address);
    await linus.context().setOffline(true);
    await composer(linus).fill(`Mon associé, sur ${width} points.`);
    await linus.getByRole('button', { name: 'Publier' }).hover();
    await linus.mouse.down();
    await expect(linus.getByText('brouillon pas encore gardé')).toBeVisible();
    await linus.mouse.up();
    await expect(linus.getByRole('alert')).toContainText('Votre message n’est pas parti');
    await linus.context().setOffline(false);
    await linus.getByRole('button', { name: 'Réessayer' }).click();
    await expect(postWith(linus, `Mon associé, sur ${width} points.`)).toBeVisible();
  }
});

test('a press is not lost while a field that was left says what is wrong', async ({ newPage }) => {
  const linus = await newPage();
  provokes(linus, / 422 /);
  await signIn(linus, product, 'linus');
  await linus.goto(`${product.url}/providers/new`);
  await awake(linus);
  const number = linus.getByLabel(/^SIREN ou SIRET/);
  const wrong = linus.getByText('Ce numéro n’est ni un SIREN ni un SIRET');
  await number.fill('123');
  await number.press('Tab');
  await expect(wrong).toBeVisible();

  await linus.reload();
  await awake(linus);
  await number.fill('123');
  await linus.getByRole('button', { name: 'Ajouter un prestataire' }).hover();
  await linus.mouse.down();
  await linus.waitForTimeout(300);
  await expect(wrong).toHaveCount(0);
  await linus.mouse.up();
  await expect(wrong).toBeVisible();
  // It was sent: what only the server asks for is said too.
  await expect(linus.getByLabel('Nom', { exact: true })).toHaveAttribute('aria-invalid', 'true');
});
