import { type Locator, type Page, expect } from '@playwright/test';
import { linkIn, readMails } from '../mails.ts';
import { awake, holdScript, provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { composer, openThread, postWith, expectWritten } from './thread-page.ts';

/** Enough for three pages of a thread. */
const replies = 70;
const longTitle = 'Carnet de bord d’une cession';
const newcomer = 'yvette.carrel@example.test';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(() => product.stop());

/** What the browser logs of a form that comes back with what is missing. */
const refused = /status of 422/;
/** A page where no script runs. */
const plain = { javaScriptEnabled: false };

const articles = (page: Page): Locator => page.getByRole('region', { name: 'Messages' }).getByRole('article');

test('a long thread is read from end to end by its links, and answered', async ({ newPage }) => {
  test.slow();
  const page = await newPage(plain);
  await signIn(page, product, 'linus');
  const opened = await page.request.post(`${product.url}/api/threads`, {
    data: { kind: 'discussion', title: longTitle, body: 'Jour 1' },
  });
  const { id } = (await opened.json()) as { id: string };
  for (let day = 2; day <= replies + 1; day += 1) {
    const sent = await page.request.post(`${product.url}/api/threads/${id}/posts`, {
      data: { body: `Jour ${day}` },
    });
    expect(sent.status()).toBe(201);
  }

  const grace = await newPage(plain);
  await signIn(grace, product, 'grace');
  await grace.getByRole('navigation').getByRole('link', { name: /^Cas/ }).click();
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText('Cas');
  await grace.getByRole('link', { name: longTitle }).click();
  const read = new Set<string>();
  const next = grace.getByRole('link', { name: /messages? suivants?$/ });
  const gather = async (): Promise<void> => {
    // A page without script is read while it still arrives.
    await grace.waitForLoadState();
    for (const text of await articles(grace).allInnerTexts()) {
      const day = /Jour \d+/.exec(text)?.[0];
      if (day) read.add(day);
    }
  };
  await gather();
  expect([...read][0]).toBe('Jour 1');
  while ((await next.count()) > 0) {
    await next.click();
    await gather();
  }
  expect([...read]).toEqual(Array.from({ length: replies + 1 }, (_, i) => `Jour ${i + 1}`));
  const earlier = grace.getByRole('link', { name: /messages? précédents?$/ });
  while ((await earlier.count()) > 0) await earlier.click();
  await expect(articles(grace).first()).toContainText('Jour 1');
  await grace.getByRole('link', { name: 'Imprimer en entier' }).click();
  await expect(articles(grace)).toHaveCount(replies + 1);
  await grace.goto(`${product.url}/threads/${id}`);

  await grace.getByRole('link', { name: 'À la fin' }).click();
  await grace.getByLabel('Votre réponse').fill('Merci de ce **carnet**.');
  await grace.getByRole('button', { name: 'Publier' }).click();
  await expect(articles(grace).last()).toContainText('Merci de ce carnet.');
  await expect(articles(grace).last()).toContainText('Grace Vasseur');
  await expect(grace.getByLabel('Votre réponse')).toHaveValue('');
  await articles(grace).last().getByRole('link', { name: 'Répondre à Grace Vasseur' }).click();
  await grace.getByLabel('Votre réponse').fill('J’ajoute une date.');
  await grace.getByRole('button', { name: 'Publier' }).click();
  await expect(articles(grace).last()).toContainText('en réponse à Grace Vasseur');
});

test('an empty reply is refused beside its field', async ({ newPage }) => {
  const page = await newPage(plain);
  provokes(page, refused);
  await signIn(page, product, 'grace');
  await page.goto(`${product.url}/threads`);
  await page.getByRole('link', { name: 'Changer d’ERP avec une clôture dans cinq mois ?' }).click();
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(page.getByText('Écrivez quelques mots avant de publier.')).toBeVisible();
});

test('a case is opened, and what was typed stays when something is missing', async ({ newPage }) => {
  const page = await newPage(plain);
  provokes(page, refused);
  await signIn(page, product, 'grace');
  await page.getByRole('banner').getByRole('link', { name: 'Exposer un cas' }).click();
  await page.getByLabel('En une phrase').fill('Un entrepôt de trop ?');
  await page.getByLabel('Contexte').fill('Négoce, 40 personnes, deux dépôts à 30 km.');
  await page.getByLabel('Le récit').fill('Le second dépôt tourne à moitié.');
  await page.getByLabel('Mots-clés').fill('logistique, négoce');
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(page.getByLabel('Ce que je cherche')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Dites ce que vous cherchez')).toBeVisible();
  await expect(page.getByLabel('En une phrase')).toHaveValue('Un entrepôt de trop ?');
  await expect(page.getByLabel('Contexte')).toHaveValue('Négoce, 40 personnes, deux dépôts à 30 km.');
  await expect(page.getByLabel('Le récit')).toHaveValue('Le second dépôt tourne à moitié.');
  await expect(page.getByLabel('Mots-clés')).toHaveValue('logistique, négoce');

  await page.getByLabel('Ce que je cherche').fill('Qui en a fermé un sans perdre de clients ?');
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(page).toHaveURL(/\/threads\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Un entrepôt de trop ?');
  await expect(page.getByText('Qui en a fermé un sans perdre de clients ?')).toBeVisible();
  await page.goto(`${product.url}/threads`);
  await expect(page.getByRole('link', { name: 'Un entrepôt de trop ?' })).toBeVisible();
});

test('an invitation is sent and accepted, and the newcomer signs out', async ({ newPage }) => {
  const ada = await newPage(plain);
  await signIn(ada, product, 'ada');
  await ada.goto(`${product.url}/settings/invitations`);
  await ada.getByLabel('Adresse e-mail').fill(newcomer);
  await ada.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(ada.getByText(`L’invitation à ${newcomer} est partie.`)).toBeVisible();
  await expect.poll(async () => (await readMails(product.dataDir, newcomer)).length).toBe(1);
  const [mail] = await readMails(product.dataDir, newcomer);

  const page = await newPage(plain);
  provokes(page, refused);
  await page.goto(product.url + linkIn(mail));
  await page.getByLabel('Prénom et nom').fill('Yvette Carrel');
  await page.getByLabel('Mot de passe', { exact: true }).fill('court');
  await page.getByLabel('J’ai lu la charte et je l’accepte.').check();
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await expect(page.getByLabel('Mot de passe', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Prénom et nom')).toHaveValue('Yvette Carrel');
  await expect(page.getByLabel('J’ai lu la charte et je l’accepte.')).toBeChecked();
  await page.getByLabel('Mot de passe', { exact: true }).fill('cinq tabourets rouges');
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await expect(page).toHaveURL(`${product.url}/`);

  await page.getByLabel('Menu de Yvette Carrel').click();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page).toHaveURL(`${product.url}/sign-in`);
  await page.goto(`${product.url}/threads`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('what was chosen stays chosen when a form comes back', async ({ newPage }) => {
  const page = await newPage(plain);
  provokes(page, refused);
  await signIn(page, product, 'linus');
  await page.goto(`${product.url}/settings/display`);
  await expect(page.getByRole('radio', { name: 'Français' })).toBeChecked();
  await page.getByRole('radio', { name: 'Sombre' }).check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('radio', { name: 'Français' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Sombre' })).toBeChecked();

  const opened = await page.request.post(`${product.url}/api/threads`, {
    data: { kind: 'case', title: 'À clore en deux fois', sheet: { looking_for: 'Rien' } },
  });
  const { id } = (await opened.json()) as { id: string };
  await page.goto(`${product.url}/threads/${id}/close`);
  await page.getByLabel('En partie').check();
  await page.getByRole('button', { name: 'Terminer le cas' }).click();
  await expect(page.getByLabel('Ce qui a été décidé')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('En partie')).toBeChecked();
});

test('what is opened and typed before the script has come stays', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'linus');
  const address = await openThread(page, product, 'Un script qui se fait attendre ?');
  const release = await holdScript(page);
  await page.goto(address, { waitUntil: 'commit' });
  const menu = page.getByLabel('Autres actions').first();
  await composer(page).fill('Écrit avant le script.');
  await menu.click();
  await expect(page.getByRole('link', { name: 'Copier le lien' })).toBeVisible();
  release();
  await awake(page);
  await expect(page.getByRole('link', { name: 'Copier le lien' })).toBeVisible();
  await expectWritten(composer(page), 'Écrit avant le script.');
  await menu.press('Escape');
  await expect(page.getByRole('link', { name: 'Copier le lien' })).toBeHidden();
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(postWith(page, 'Écrit avant le script.')).toBeVisible();

  const again = await page.context().newPage();
  const releaseAgain = await holdScript(again);
  await again.goto(`${product.url}/search`, { waitUntil: 'commit' });
  await again.getByText('Affiner', { exact: true }).click();
  releaseAgain();
  await awake(again);
  await expect(again.getByLabel('Tag', { exact: true })).toBeVisible();
});
