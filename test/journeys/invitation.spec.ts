import { type Page, expect } from '@playwright/test';
import { codeIn, linkIn, readMails } from '../mails.ts';
import { provokes, signIn, signInAs, test } from './people.ts';
import { type Product, demoPassword, startProduct } from './product.ts';

const rose = 'rose.lavigne@example.test';
const rosePassword = 'trois brouettes jaunes';
const caseTitle = 'Peut-on confier sa paie à un cabinet en cours d’année ?';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct();
});

test.afterAll(() => product.stop());

/** The newest of at least `count` mails to this address, as soon as it is there. */
async function mailTo(email: string, count = 1) {
  await expect
    .poll(async () => (await readMails(product.dataDir, email)).length)
    .toBeGreaterThanOrEqual(count);
  return (await readMails(product.dataDir, email))[0];
}

async function invite(page: Page, email: string, note: string): Promise<void> {
  await page.goto(`${product.url}/settings/invitations`);
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Un mot de votre part').fill(note);
  await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(page.getByText(`L’invitation à ${email} est partie.`)).toBeVisible();
}

test('an invitation leads from the mail to a first case that the others read', async ({ newPage }) => {
  test.slow();
  const grace = await newPage();
  await signIn(grace, product, 'grace');
  await invite(grace, rose, 'Nous avons travaillé ensemble sur deux reprises.');
  const sent = grace.getByRole('listitem').filter({ hasText: rose });
  await expect(sent).toContainText('Attend une réponse');
  const mail = await mailTo(rose);
  expect(mail?.subject).toBe('Grace Vasseur vous invite à rejoindre Cénacle');
  const link = product.url + linkIn(mail);

  const newcomer = await newPage();
  provokes(newcomer, /status of 422/);
  // A mail scanner opens links too, and more than once.
  for (let visit = 1; visit <= 2; visit += 1) {
    await newcomer.goto(link);
    await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText('Votre invitation');
    await expect(newcomer.getByText('Grace Vasseur vous invite')).toBeVisible();
    await expect(newcomer.getByText('Nous avons travaillé ensemble sur deux reprises.')).toBeVisible();
  }
  await grace.reload();
  await expect(sent).toContainText('Attend une réponse');

  await newcomer.getByLabel('Prénom et nom').fill('Rose Lavigne');
  await newcomer.getByLabel('Mot de passe', { exact: true }).fill(rosePassword);
  await newcomer.getByRole('button', { name: 'Créer mon compte' }).click();
  await expect(newcomer.getByText('Pour entrer, il faut accepter la charte.')).toBeVisible();
  await expect(newcomer.getByLabel('Prénom et nom')).toHaveValue('Rose Lavigne');
  await newcomer.getByLabel('Mot de passe', { exact: true }).fill(rosePassword);
  await newcomer.getByLabel('J’ai lu la charte et je l’accepte.').check();
  await newcomer.getByRole('button', { name: 'Créer mon compte' }).click();
  await expect(newcomer).toHaveURL(`${product.url}/`);
  await expect(newcomer.getByRole('heading', { name: 'Pour commencer' })).toBeVisible();

  await newcomer.getByRole('banner').getByRole('link', { name: 'Exposer un cas' }).click();
  await newcomer.getByLabel('En une phrase').fill(caseTitle);
  await newcomer.getByLabel('Ce que je cherche').fill('Quelqu’un qui l’a fait entre deux clôtures.');
  await newcomer.getByRole('button', { name: 'Publier' }).click();
  await expect(newcomer).toHaveURL(/\/threads\/[0-9a-f-]{36}$/);
  await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText(caseTitle);
  await expect(newcomer.getByText('Quelqu’un qui l’a fait entre deux clôtures.')).toBeVisible();

  await grace.getByRole('navigation').getByRole('link', { name: /^Cas/ }).click();
  await grace.getByRole('link', { name: caseTitle }).click();
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText(caseTitle);
  await expect(grace.getByText('Quelqu’un qui l’a fait entre deux clôtures.')).toBeVisible();
  await expect(grace.getByRole('link', { name: 'Rose Lavigne' }).first()).toBeVisible();
  await grace.goto(`${product.url}/settings/invitations`);
  await expect(sent).toContainText('Acceptée');

  const later = await newPage();
  provokes(later, /status of 404/);
  await later.goto(link);
  await expect(later.getByRole('heading', { level: 1 })).toHaveText('Cette invitation ne peut plus servir.');
  await later.getByRole('link', { name: 'Se connecter' }).click();
  await expect(later).toHaveURL(/\/sign-in/);
});

test('a code from a mail opens a session, and only once', async ({ newPage }) => {
  const askForCode = async (page: Page): Promise<void> => {
    await page.goto(`${product.url}/sign-in`);
    await page.getByLabel('Adresse e-mail').fill('linus@example.test');
    await page.getByRole('button', { name: 'Recevoir un code par e-mail' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Votre code');
  };
  const page = await newPage();
  await askForCode(page);
  const code = codeIn(await mailTo('linus@example.test'));
  expect(code).toMatch(/^\d{6}$/);
  await page.getByLabel('Code à six chiffres').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await expect(page).toHaveURL(`${product.url}/`);
  await expect(page.getByLabel('Menu de Linus Keller')).toBeVisible();

  const other = await newPage();
  provokes(other, /status of 4/);
  await askForCode(other);
  await other.getByLabel('Code à six chiffres').fill(code);
  await other.getByRole('button', { name: 'Entrer', exact: true }).click();
  await expect(other.getByLabel('Code à six chiffres')).toHaveAttribute('aria-invalid', 'true');
  await expect(other).toHaveURL(/\/sign-in\/code/);
});

test('a forgotten password is replaced by mail, and the old one opens nothing', async ({ newPage }) => {
  const page = await newPage();
  await page.goto(`${product.url}/reset`);
  await page.getByLabel('Adresse e-mail').fill('newt@example.test');
  await page.getByRole('button', { name: 'Envoyer le lien' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Regardez vos e-mails');
  const link = product.url + linkIn(await mailTo('newt@example.test'));
  await page.goto(link);
  await page.goto(link);
  await page.getByLabel('Nouveau mot de passe').fill('un tout autre jardin');
  await page.getByRole('button', { name: 'Enregistrer et entrer' }).click();
  await expect(page).toHaveURL(`${product.url}/`);

  const elsewhere = await newPage();
  provokes(elsewhere, /status of 401/);
  await elsewhere.goto(`${product.url}/sign-in`);
  await elsewhere.getByLabel('Adresse e-mail').fill('newt@example.test');
  await elsewhere.getByLabel('Mot de passe', { exact: true }).fill(demoPassword);
  await elsewhere.getByRole('button', { name: 'Entrer', exact: true }).click();
  await expect(elsewhere.getByRole('alert')).toBeVisible();
  await expect(elsewhere.getByLabel('Adresse e-mail')).toHaveValue('newt@example.test');
  await signInAs(elsewhere, product, 'newt@example.test', 'un tout autre jardin');
});
