import { expect } from '@playwright/test';
import { linkIn, readMails } from '../mails.ts';
import { provokes, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

const admin = {
  name: 'Solène Abadie',
  email: 'solene.abadie@example.test',
  password: 'sept lanternes bleues',
};
const guest = {
  name: 'Tanguy Le Roux',
  email: 'tanguy.leroux@example.test',
  password: 'deux moulins et une clef',
};
const title = 'Par où commencer entre nous ?';

let product: Product;

test.beforeAll(async () => {
  product = await startProduct({ args: ['--empty'] });
});

test.afterAll(() => product.stop());

/** The link for the first admin, as it was printed. */
const printedLink = (): string =>
  new RegExp(`first admin.*\\n\\s+(${product.url}/\\S+)`).exec(product.output())?.[1] ?? '';

test.describe.configure({ mode: 'serial' });

test('the first admin of an empty community comes by the printed link, invites somebody and begins', async ({
  newPage,
}) => {
  test.slow();
  const link = printedLink();
  const first = await newPage();
  await first.goto(product.url);
  await expect(first).toHaveURL(/\/sign-in/);

  await first.goto(link);
  await first.goto(link);
  await expect(first.getByRole('heading', { level: 1 })).toHaveText('Ouvrir la communauté');
  await first.getByLabel('Prénom et nom').fill(admin.name);
  await first.getByLabel('Adresse e-mail').fill(admin.email);
  await first.getByLabel('Mot de passe', { exact: true }).fill(admin.password);
  await first.getByLabel('J’ai lu la charte et je l’accepte.').check();
  await first.getByRole('button', { name: 'Créer mon compte' }).click();
  await expect(first).toHaveURL(`${product.url}/`);
  const navigation = first.getByRole('navigation', { name: 'Navigation principale' });
  await expect(navigation.getByRole('link', { name: 'Modération' })).toBeVisible();

  await first.goto(`${product.url}/settings/invitations`);
  await first.getByLabel('Adresse e-mail').fill(guest.email);
  await first.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(first.getByText(`L’invitation à ${guest.email} est partie.`)).toBeVisible();

  await first.goto(`${product.url}/threads/new?kind=discussion`);
  await first.getByLabel('En une phrase').fill(title);
  await first.getByLabel('Votre question').fill('Dites chacun **une chose** que vous savez faire.');
  await first.getByRole('button', { name: 'Publier' }).click();
  await expect(first).toHaveURL(/\/threads\/[0-9a-f-]{36}$/);
  await expect(first.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(first.getByRole('article').getByText('une chose')).toBeVisible();

  await expect.poll(async () => (await readMails(product.dataDir, guest.email)).length).toBe(1);
  const [mail] = await readMails(product.dataDir, guest.email);
  const second = await newPage();
  await second.goto(product.url + linkIn(mail));
  await expect(second.getByText(`${admin.name} vous invite`)).toBeVisible();
  await second.getByLabel('Prénom et nom').fill(guest.name);
  await second.getByLabel('Mot de passe', { exact: true }).fill(guest.password);
  await second.getByLabel('J’ai lu la charte et je l’accepte.').check();
  await second.getByRole('button', { name: 'Créer mon compte' }).click();
  await expect(second).toHaveURL(`${product.url}/`);
  await second.getByRole('link', { name: title }).click();
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(second.getByRole('link', { name: 'Modération' })).toHaveCount(0);

  const later = await newPage();
  provokes(later, /status of 404/);
  await later.goto(link);
  await expect(later.getByRole('heading', { level: 1 })).toHaveText('Cette invitation ne peut plus servir.');
});

test('a community that has its admin prints no further link', async () => {
  await product.restart();
  expect(product.output().match(/first admin/g)).toHaveLength(1);
});
