import { expect } from '@playwright/test';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { linkIn, readMails } from '../mails.ts';
import { awake, picker, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

const email = 'valentin.coste@example.test';
const password = 'sept cafetières rouges';
const title = 'Quel outil d’inventaire pour deux entrepôts ?';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

test('the first month: invited, answered live, compared, a card passed on, closed, and found again', async ({
  newPage,
}) => {
  test.slow();
  const [grace, linus] = [await newPage(), await newPage()];
  await Promise.all([signIn(grace, product, 'grace'), signIn(linus, product, 'linus')]);

  const valentin = await newPage();
  await test.step('invited by mail, he comes in and reads', async () => {
    await grace.goto(`${product.url}/settings/invitations`);
    await grace.getByLabel('Adresse e-mail').fill(email);
    await grace.getByRole('button', { name: 'Envoyer l’invitation' }).click();
    await expect.poll(async () => (await readMails(product.dataDir, email)).length).toBeGreaterThan(0);
    const [mail] = await readMails(product.dataDir, email);
    await valentin.goto(product.url + linkIn(mail));
    await valentin.getByLabel('Prénom et nom').fill('Valentin Coste');
    await valentin.getByLabel('Mot de passe', { exact: true }).fill(password);
    await valentin.locator('[name="charter"]').check();
    await valentin.getByRole('button', { name: 'Créer mon compte' }).click();
    await expect(valentin).toHaveURL(`${product.url}/`);
    await valentin.getByRole('link', { name: 'Cas', exact: true }).first().click();
    await valentin.getByRole('link', { name: /^Changer d’ERP avec une clôture/ }).click();
    await expect(valentin.getByRole('article').nth(1)).toBeVisible();
  });

  const caseUrl = await test.step('his case is answered while he looks', async () => {
    await valentin.goto(`${product.url}/threads/new`);
    await valentin.locator('[name="title"]').fill(title);
    await valentin.locator('[name="looking_for"]').fill('Des retours de ceux qui ont compté juste');
    await valentin.getByRole('button', { name: 'Publier' }).click();
    await expect(valentin).toHaveURL(/\/threads\/[\da-f-]{36}$/);
    await expect(valentin.locator('.status.live').first()).toBeAttached();
    await linus.goto(valentin.url());
    await linus.getByLabel('Votre réponse').fill('Deux essais menés : un seul tient les retours clients.');
    await linus.getByRole('button', { name: 'Publier' }).click();
    await expect(valentin.getByText('un seul tient les retours clients')).toBeVisible();
    return valentin.url();
  });

  await test.step('he opens a benchmark, Linus evaluates, and he ranks by his own weights', async () => {
    const providers = ['Inventoria Stock', 'Compte-Juste'];
    for (const name of providers) {
      await valentin.goto(`${product.url}/providers/new`);
      await valentin.getByLabel('Nom', { exact: true }).fill(name);
      await valentin.getByRole('button', { name: 'Ajouter un prestataire' }).click();
      await expect(valentin.getByRole('heading', { level: 1 })).toHaveText(name);
    }
    await valentin.goto(caseUrl);
    await valentin.getByRole('link', { name: 'Ouvrir un benchmark' }).click();
    await awake(valentin);
    await valentin.getByRole('button', { name: '+ Prix' }).click();
    await valentin.getByLabel('Repère bas').fill('1 000');
    await valentin.getByLabel('Repère haut').fill('9 000');
    await valentin.getByRole('button', { name: '+ Qualité' }).click();
    for (const [i, name] of providers.entries()) {
      const field = picker(valentin, `Prestataire ${i + 1}`);
      await field.fill(name.slice(0, 7));
      await valentin.getByRole('option', { name }).click();
    }
    await valentin.getByRole('button', { name: 'Ouvrir le benchmark' }).click();
    await expect(valentin.getByText('Personne n’a encore évalué')).toBeVisible();
    const address = valentin.url();
    const benchmark: Benchmark = await (
      await linus.request.get(`${product.url}/api${new URL(address).pathname}`)
    ).json();
    // Linus fills in what the journey of the benchmark tries on the page.
    for (const [i, option] of benchmark.options.entries()) {
      const [price, quality] = benchmark.criteria;
      const reply = await linus.request.put(`${product.url}/api/benchmarks/${benchmark.id}/evaluations`, {
        data: {
          option_id: option.id,
          relation: 'client',
          conflict: 'none',
          values: [
            { criterion_id: price?.id, status: 'known', value: i === 0 ? 200_000 : 800_000 },
            { criterion_id: quality?.id, status: 'known', value: i === 0 ? 2 : 5 },
          ],
          evidence: { grade: 'opinion' },
          submit: true,
        },
      });
      expect(reply.status()).toBe(200);
    }
    await valentin.reload();
    await expect(valentin.locator('.status.live').first()).toBeAttached();
    await valentin.getByText('Ajuster au curseur').click();
    await valentin.getByRole('slider', { name: 'Poids de Prix' }).fill('100');
    await valentin.getByRole('slider', { name: 'Poids de Qualité' }).fill('0');
    await expect(valentin.locator('.verdict')).toContainText('Inventoria Stock vient en tête');
    await valentin.getByRole('slider', { name: 'Poids de Prix' }).fill('0');
    await valentin.getByRole('slider', { name: 'Poids de Qualité' }).fill('100');
    await expect(valentin.locator('.verdict')).toContainText('Compte-Juste vient en tête');
    await valentin.getByRole('button', { name: 'Garder mes poids' }).click();
    await expect(valentin.getByText('Vos poids sont gardés.')).toBeVisible();
  });

  await test.step('he keeps a card of who did it, and passes it to Grace', async () => {
    await valentin.goto(`${product.url}/cards/new`);
    await valentin.getByLabel('Pour quoi', { exact: true }).fill('Compter deux entrepôts en une nuit.');
    const firm = picker(valentin, /^Dans l’annuaire/);
    await firm.fill('Compte-');
    await valentin.getByRole('option', { name: 'Compte-Juste' }).click();
    await valentin.getByRole('button', { name: 'Enregistrer la carte' }).click();
    await expect(valentin.getByRole('heading', { level: 1 })).toHaveText('Compte-Juste');
    await valentin.getByRole('link', { name: 'Passer', exact: true }).click();
    await picker(valentin, 'Membre').pressSequentially('Grace');
    await valentin.getByRole('option', { name: /Grace/ }).click();
    await valentin.getByLabel('Votre mot').fill('Merci de m’avoir fait entrer.');
    await valentin.getByRole('button', { name: 'Passer la carte' }).click();
    await expect(valentin.getByText('La carte est passée.')).toBeVisible();
    await grace.goto(`${product.url}/cards/received`);
    await expect(grace.getByText('Merci de m’avoir fait entrer.')).toBeVisible();
  });

  await test.step('he says how it ended, and others find it', async () => {
    await valentin.goto(caseUrl);
    await valentin.getByRole('link', { name: 'Terminer le cas' }).click();
    await valentin.getByLabel('Ce qui a été décidé').fill('Compte-Juste, pour les deux entrepôts.');
    await valentin.getByLabel('Oui, sans hésiter').check();
    await valentin.getByRole('button', { name: 'Terminer le cas' }).click();
    await expect(valentin.getByRole('region', { name: 'L’issue du cas' })).toContainText('Compte-Juste');
    await linus.reload();
    await expect(linus.locator('.status.live').first()).toBeAttached();
    await linus.keyboard.press('Control+k');
    await linus.keyboard.type('inventaire entrepot');
    const option = linus.getByRole('option').filter({ hasText: title }).filter({ hasText: 'Cas terminé' });
    await option.click();
    await expect(linus.getByRole('heading', { level: 1 })).toHaveText(title);
  });
});
