import { type Page, expect } from '@playwright/test';
import pg from 'pg';
import { openPostOffice } from '../post-office.ts';
import { listTables } from '../tables.ts';
import { provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

/** A word that only the card holds. */
const canary = 'Quintessart';
const name = `Isaure ${canary}`;
const address = 'isaure@quintessart.example';

let office: Awaited<ReturnType<typeof openPostOffice>>;
let product: Product;
test.beforeAll(async () => {
  office = await openPostOffice();
  product = await startProduct({
    env: {
      SMTP_URL: office.url,
      CONTROLLER_NAME: 'Association Cénacle',
      CONTROLLER_EMAIL: 'dpo@cenacle.example',
    },
  });
});
test.afterAll(async () => {
  await product.stop();
  await office.close();
});

/** The text of the mail that the server was sent, its soft line breaks undone. */
async function mailTo(to: string): Promise<string> {
  await expect.poll(() => office.to(to).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const source = office.to(to).at(-1)?.source ?? '';
  return source
    .replace(/=\r\n/g, '')
    .replace(/(=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
}

/** Every row of every table of the product's database, as text. */
async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: await product.databaseUrl() });
  await client.connect();
  try {
    const texts: string[] = [];
    for (const table of await listTables(client)) {
      const reply = await client.query<{ all: string }>(
        `select coalesce(string_agg(r::text, ''), '') as all from "${table}" r`,
      );
      texts.push(reply.rows[0]?.all ?? '');
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

async function addEngagement(page: Page): Promise<void> {
  await page.goto(`${product.url}/settings/engagements`);
  await page.getByLabel('Client', { exact: true }).fill('Client tenu secret');
  await page.getByLabel('Ce que les autres lisent à la place').fill('Maison d’édition, 25 personnes');
  await page.getByLabel('Début').fill('2025-01-15');
  await page.getByLabel('Fin').fill('2025-11-20');
  await page.getByRole('button', { name: 'Ajouter une mission' }).click();
  await expect(page.getByText('Mission ajoutée.')).toBeVisible();
}

test('a card is made, its person told, vouched for, passed into a case, saved; and gone when its person objects', async ({
  newPage,
}) => {
  test.slow();
  const [grace, linus, mo] = [await newPage(), await newPage(), await newPage()];
  await Promise.all([
    signIn(grace, product, 'grace'),
    signIn(linus, product, 'linus'),
    signIn(mo, product, 'mo'),
  ]);

  for (const page of [grace, linus]) provokes(page, /status of 422/);
  for (const page of [grace, linus, mo]) provokes(page, /status of 404/);
  await grace.goto(`${product.url}/cards`);
  await grace.getByRole('link', { name: 'Ajouter une carte' }).click();
  await grace.getByLabel('Pour quoi', { exact: true }).fill('Rendre un livre à temps, couverture comprise.');
  await grace.getByLabel('Personne', { exact: true }).fill(name);
  await grace.getByLabel('E-mail', { exact: true }).fill(address);
  await grace.getByLabel('Téléphone', { exact: true }).fill('01 99 00 55 44');
  await grace.getByLabel('Prix, à partir de').fill('beaucoup');
  await grace.getByRole('button', { name: 'Enregistrer la carte' }).click();
  await expect(grace.getByText('Écrivez un montant')).toBeVisible();
  await expect(grace.getByLabel('Personne', { exact: true })).toHaveValue(name);
  await grace.getByLabel('Prix, à partir de').fill('1 500');
  await grace.getByRole('button', { name: 'Enregistrer la carte' }).click();
  await expect(grace.getByText('À remplir.')).toBeVisible();
  await grace.getByLabel('D’où tenez-vous ces données ?').fill('Un livre fait ensemble');
  await grace.getByRole('button', { name: 'Enregistrer la carte' }).click();
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText(name);
  const cardUrl = grace.url();

  // Nobody else sees it before the person was told.
  expect((await linus.request.get(`${product.url}/api${new URL(cardUrl).pathname}`)).status()).toBe(404);
  await grace.getByRole('button', { name: 'Lui écrire' }).click();
  const mail = await mailTo(address);
  for (const words of ['Association Cénacle', 'dpo@cenacle.example', 'Un livre fait ensemble', 'CNIL'])
    expect(mail).toContain(words);
  const link = /http:\/\/localhost:\d+\/person\/[\w-]+/.exec(mail)?.[0] ?? '';
  await expect
    .poll(async () => (await linus.request.get(`${product.url}/api${new URL(cardUrl).pathname}`)).status())
    .toBe(200);

  await addEngagement(linus);
  await linus.goto(cardUrl);
  expect(await linus.content()).not.toContain(address);
  await linus.getByRole('link', { name: 'Recommander' }).click();
  await linus.getByLabel('Pour quoi la recommandez-vous ?').fill('Douze titres rendus sans un retard.');
  await linus.getByLabel('Oui, sans hésiter').check();
  await linus.getByLabel('J’en ai été client').check();
  await linus.getByRole('button', { name: 'Recommander' }).last().click();
  await expect(linus.getByText('Une recommandation repose sur')).toBeVisible();
  await linus.getByLabel('une de mes missions').check();
  await linus
    .getByLabel('Mission', { exact: true })
    .selectOption({ label: 'Client tenu secret (Maison d’édition, 25 personnes)' });
  await linus.getByLabel('Terminé', { exact: true }).check();
  await linus.getByRole('button', { name: 'Recommander' }).last().click();
  await expect(linus.getByText('Votre recommandation est enregistrée.')).toBeVisible();
  await expect(linus.getByText('Recommandée par 1 membre sur 1 travail terminé')).toBeVisible();

  // Mo has a case; Linus answers it with the card, and Mo saves it and asks how to reach her.
  await mo.goto(`${product.url}/threads/new`);
  await mo.locator('[name="title"]').fill('Qui fabrique un livre d’entreprise ?');
  await mo.locator('[name="looking_for"]').fill('Une personne qui tienne la date');
  await mo.getByRole('button', { name: 'Publier' }).click();
  await expect(mo).toHaveURL(/\/threads\/[\da-f-]{36}$/);
  const caseUrl = mo.url();
  await linus.goto(caseUrl);
  await linus.getByRole('link', { name: 'Passer une carte' }).click();
  await linus.getByRole('link', { name: `Passer celle-ci : ${name}` }).click();
  await linus.getByLabel('Votre mot').fill('Elle tient ses dates.');
  await linus.getByRole('button', { name: 'Passer la carte' }).click();
  await expect(linus).toHaveURL(/\/threads\//);
  await expect(linus.getByRole('link', { name })).toBeVisible();
  // Without reloading: the reply and its card arrive in the open page.
  await expect(mo.getByText('Elle tient ses dates.')).toBeVisible();
  await mo.getByRole('link', { name }).click();
  await mo.getByRole('button', { name: 'Garder', exact: true }).click();
  await expect(mo.getByRole('button', { name: 'Ne plus garder' })).toBeVisible();
  await mo.getByRole('button', { name: 'Montrer les coordonnées' }).click();
  await expect(mo.getByRole('link', { name: '01 99 00 55 44' })).toHaveAttribute('href', 'tel:+33199005544');
  await expect(mo.getByRole('img', { name: 'Code QR de la carte' })).toBeVisible();
  const downloading = mo.waitForEvent('download');
  await mo.getByRole('button', { name: 'Télécharger la carte' }).click();
  expect((await downloading).suggestedFilename()).toBe('isaure-quintessart.vcf');
  await mo.goto(`${product.url}/cards?show=saved`);
  await expect(mo.getByRole('link', { name, exact: true })).toBeVisible();

  // The person, without an account: sees all, and objects.
  const person = await newPage();
  await person.goto(link);
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('Votre carte dans Cénacle');
  await expect(person.getByText('Douze titres rendus sans un retard.')).toBeVisible();
  await expect(person.getByRole('listitem').filter({ hasText: 'Moïra' }).first()).toBeVisible();
  await person.getByRole('button', { name: 'M’opposer à cette carte' }).click();
  // Asked in a dialog, or on the page where the script had not come yet.
  await person
    .locator('form[action="?/withdraw"]')
    .filter({ has: person.locator('input[value="objection"]') })
    .getByRole('button')
    .click();
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('C’est fait.');

  expect(await everything()).not.toContain(canary);
  for (const page of [grace, linus, mo]) {
    for (const path of [
      '/api/cards',
      '/api/passes',
      `/api${new URL(caseUrl).pathname}/cards`,
      '/api/today',
    ]) {
      const reply = await page.request.get(`${product.url}${path}`);
      expect(await reply.text()).not.toContain(canary);
    }
    expect((await page.request.get(cardUrl)).status()).toBe(404);
  }
  await mo.goto(caseUrl);
  await expect(mo.getByText('Une carte a été passée ici. Elle n’est plus là')).toBeVisible();
  expect(product.output()).not.toContain(canary);
});

test('without script: a card is passed, and its person corrects and withdraws it', async ({ newPage }) => {
  const page = await newPage({ javaScriptEnabled: false });
  await signIn(page, product, 'grace');
  provokes(page, /status of 422/);
  await page.goto(`${product.url}/cards/new`);
  await page.getByLabel('Pour quoi', { exact: true }).fill('Tenir un stand.');
  await page.getByLabel('Personne', { exact: true }).fill('Blandine Sansscript');
  await page.getByLabel('E-mail', { exact: true }).fill('blandine@sansscript.example');
  await page.getByLabel('D’où tenez-vous ces données ?').fill('Un salon');
  await page.getByRole('button', { name: 'Enregistrer la carte' }).click();
  await page.getByRole('button', { name: 'Lui écrire' }).click();
  const mail = await mailTo('blandine@sansscript.example');
  const cardUrl = page.url().split('?')[0] ?? '';
  // The server has the mail a moment before the product has noted that it went.
  await expect
    .poll(async () => (await page.request.get(cardUrl.replace('/cards/', '/api/cards/'))).text())
    .toContain('"person_state":"told"');
  await page.goto(cardUrl);
  await page.getByRole('link', { name: 'Passer', exact: true }).click();
  await page.getByLabel('Membre', { exact: true }).selectOption({ label: 'Linus Keller' });
  await page.getByLabel('Votre mot').fill('Pour ton salon');
  await page.getByRole('button', { name: 'Passer la carte' }).click();
  await expect(page.getByText('La carte est passée.')).toBeVisible();

  const person = await newPage({ javaScriptEnabled: false });
  await person.goto(/http:\/\/localhost:\d+\/person\/[\w-]+/.exec(mail)?.[0] ?? '');
  await person.getByText('Corriger', { exact: true }).click();
  await person.getByLabel('Fonction').fill('Régisseuse');
  await person.getByRole('button', { name: 'Enregistrer la correction' }).click();
  await expect(person.getByText('C’est corrigé.')).toBeVisible();
  await person.getByRole('button', { name: 'Tout effacer' }).click();
  await person.getByRole('group', { name: 'Tout effacer' }).getByRole('button').click();
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('C’est fait.');
  await page.goto(`${product.url}/cards/new`);
  await page.getByLabel('Pour quoi', { exact: true }).fill('Encore.');
  await page.getByLabel('Personne', { exact: true }).fill('Blandine Sansscript');
  await page.getByLabel('D’où tenez-vous ces données ?').fill('Un salon');
  await page.getByRole('button', { name: 'Enregistrer la carte' }).click();
  await expect(page.getByText('Cette personne a demandé à ne pas figurer')).toBeVisible();
});
