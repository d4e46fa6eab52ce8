import { type BrowserContextOptions, expect } from '@playwright/test';
import { type Person, connection, lostNetwork, provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import {
  choose,
  composer,
  isSameDocument,
  markDocument,
  openThread,
  postWith,
  posts,
  publish,
  unreadIn,
  visit,
  expectWritten,
} from './thread-page.ts';

type SignedIn = BrowserContextOptions['storageState'];

/** A restarted product serves within seconds, and its pages come back one after the other. */
const restartMs = 30_000;
/** What signs a member out reaches every open page within this time. */
const revocationMs = 2_000;

let product: Product;
const signedIn = new Map<Person, SignedIn>();

test.beforeAll(async ({ browser }) => {
  product = await startProduct();
  for (const person of ['grace', 'linus', 'newt', 'mo'] as const) {
    const context = await browser.newContext();
    await signIn(await context.newPage(), product, person);
    signedIn.set(person, await context.storageState());
    await context.close();
  }
});

test.afterAll(() => product.stop());

const asSeenBy = (person: Person): BrowserContextOptions => ({ storageState: signedIn.get(person) });

test('what one writes, changes and removes shows in the other’s page without reload', async ({ newPage }) => {
  const grace = await newPage(asSeenBy('grace'));
  const linus = await newPage(asSeenBy('linus'));
  const address = await openThread(grace, product, 'Un tableau de bord pour un conseil qui ne lit pas ?');
  await visit(grace, address);
  await visit(linus, address);
  await expect(
    grace.getByText('Linus', { exact: false }).filter({ hasText: 'lit en ce moment' }),
  ).toBeVisible();
  await markDocument(grace);

  await composer(linus).pressSequentially('Une page, trois chiffres');
  await expect(grace.getByText('Linus Keller écrit…')).toBeVisible();
  await publish(linus, 'Une page, trois chiffres.');
  await expect(postWith(grace, 'Une page, trois chiffres.')).toBeVisible();
  await expect(grace.getByText('Linus Keller écrit…')).toBeHidden();

  await choose(postWith(linus, 'Une page, trois chiffres.'), 'Modifier');
  await linus.getByLabel('Votre message').fill('Une page, cinq chiffres.');
  await linus.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(postWith(grace, 'Une page, cinq chiffres.')).toBeVisible();
  await expect(postWith(grace, 'trois chiffres')).toHaveCount(0);

  await choose(postWith(linus, 'Une page, cinq chiffres.'), 'Supprimer');
  await linus.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
  await expect(grace.getByText('Ce message a été retiré par son auteur.')).toBeVisible();
  await expect(postWith(grace, 'cinq chiffres')).toHaveCount(0);
  expect(await isSameDocument(grace)).toBe(true);
});

test('a page that was cut off gets what it missed, in order and once', async ({ newPage }) => {
  const grace = await newPage(asSeenBy('grace'));
  const linus = await newPage(asSeenBy('linus'));
  provokes(grace, lostNetwork);
  const address = await openThread(grace, product, 'Reprendre une trésorerie sans historique ?');
  await visit(grace, address);
  await visit(linus, address);
  await markDocument(grace);
  await publish(linus, 'Avant la coupure.');
  await expect(postWith(grace, 'Avant la coupure.')).toBeVisible();

  await grace.context().setOffline(true);
  await expect(connection(grace)).toHaveText('hors ligne');
  await publish(linus, 'Premier pendant la coupure.');
  await publish(linus, 'Second pendant la coupure.');
  await grace.context().setOffline(false);
  await expect(connection(grace)).toHaveText('en direct');
  await expect(posts(grace)).toContainText([
    'Qu’en pensez-vous',
    'Avant la coupure.',
    'Premier pendant la coupure.',
    'Second pendant la coupure.',
  ]);
  await publish(linus, 'Après la coupure.');
  await expect(posts(grace)).toHaveCount(5);
  await expect(posts(grace).last()).toContainText('Après la coupure.');
  expect(await isSameDocument(grace)).toBe(true);
});

test('open pages come back by themselves when the product restarts', async ({ newPage }) => {
  test.slow();
  const grace = await newPage(asSeenBy('grace'));
  const linus = await newPage(asSeenBy('linus'));
  for (const page of [grace, linus]) provokes(page, lostNetwork);
  const address = await openThread(grace, product, 'Changer de banque en pleine saison ?');
  await visit(grace, address);
  await visit(linus, address);
  await markDocument(grace);
  await composer(grace).fill('Je finirai cette phrase plus tard');

  await product.restart();
  await publish(linus, 'Deux banques, et jamais la veille des salaires.');
  await expect(postWith(grace, 'jamais la veille des salaires')).toBeVisible({ timeout: restartMs });
  await expect(connection(grace)).toHaveText('en direct', { timeout: restartMs });
  await publish(linus, 'Et prévenez les fournisseurs.');
  await expect(posts(grace).last()).toContainText('Et prévenez les fournisseurs.');
  await expect(posts(grace)).toHaveCount(3);
  await expectWritten(composer(grace), 'Je finirai cette phrase plus tard');
  expect(await isSameDocument(grace)).toBe(true);
});

test('a member who is suspended is signed out of an open page within two seconds', async ({ newPage }) => {
  const newt = await newPage(asSeenBy('newt'));
  const mo = await newPage(asSeenBy('mo'));
  provokes(newt, /status of 401/);
  const address = await openThread(mo, product, 'Ce que chacun attend de ce cercle');
  await visit(newt, address);
  await visit(mo, `${product.url}/members`);
  await mo.getByRole('link', { name: /Newt/ }).click();
  await mo.getByText(/^Suspendre /).click();
  const form = mo.locator('form[action="?/suspend"]');
  await form.getByLabel('Raison').fill('Une fuite');
  await form.getByRole('button', { name: 'Suspendre' }).click();
  await expect(newt).toHaveURL(/\/sign-in/, { timeout: revocationMs });
  await expect(mo.getByText('Le compte est suspendu.')).toBeVisible();
  await newt.goto(address);
  await expect(newt).toHaveURL(/\/sign-in/);
});

test('the unread counter goes up on another page and down with reading, in every tab', async ({
  newPage,
}) => {
  const grace = await newPage(asSeenBy('grace'));
  const linus = await newPage(asSeenBy('linus'));
  const address = await openThread(grace, product, 'Un associé qui ne répond plus : attendre ?');
  await visit(grace, `${product.url}/members`);
  const secondTab = await grace.context().newPage();
  await visit(secondTab, `${product.url}/circles`);
  const before = await unreadIn(grace);

  await visit(linus, address);
  await publish(linus, 'Une lettre, puis huit jours.');
  await expect.poll(() => unreadIn(grace)).toBe(before + 1);
  await expect.poll(() => unreadIn(secondTab)).toBe(before + 1);

  await grace.bringToFront();
  await grace.goto(address);
  await expect(postWith(grace, 'Une lettre, puis huit jours.')).toBeVisible();
  await expect.poll(() => unreadIn(grace)).toBe(before);
  await expect.poll(() => unreadIn(secondTab)).toBe(before);
});

test('two tabs of one member stay in step', async ({ newPage }) => {
  const first = await newPage(asSeenBy('linus'));
  const second = await first.context().newPage();
  const address = await openThread(first, product, 'Facturer le temps de trajet ?');
  await visit(first, address);
  await visit(second, address);
  await markDocument(first);
  await publish(second, 'Au-delà d’une heure, oui.');
  await expect(postWith(first, 'Au-delà d’une heure, oui.')).toBeVisible();
  await publish(first, 'Et jamais le dimanche.');
  await expect(postWith(second, 'Et jamais le dimanche.')).toBeVisible();
  for (const page of [first, second]) await expect(posts(page)).toHaveCount(3);
  expect(await isSameDocument(first)).toBe(true);
});

test('a reply that could not be sent keeps its text and is sent again once', async ({ newPage }) => {
  const grace = await newPage(asSeenBy('grace'));
  const linus = await newPage(asSeenBy('linus'));
  provokes(linus, lostNetwork);
  const address = await openThread(grace, product, 'Qui relit vos contrats ?');
  await visit(grace, address);
  await visit(linus, address);

  await linus.context().setOffline(true);
  await composer(linus).fill('Une avocate, au forfait.');
  await linus.getByRole('button', { name: 'Publier' }).click();
  await expect(linus.getByRole('alert')).toContainText('Votre message n’est pas parti');
  await expectWritten(composer(linus), 'Une avocate, au forfait.');
  await linus.context().setOffline(false);
  await linus.getByRole('button', { name: 'Réessayer' }).click();
  await expect(postWith(linus, 'Une avocate, au forfait.')).toHaveCount(1);
  await expect(postWith(grace, 'Une avocate, au forfait.')).toHaveCount(1);
  await expect(linus.getByRole('alert')).toHaveCount(0);
  await expectWritten(composer(linus), '');

  // This one arrives, and only the answer to it is lost.
  await linus.route(
    '**/api/threads/*/posts',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await composer(linus).fill('Et je relis son forfait.');
  await linus.getByRole('button', { name: 'Publier' }).click();
  await expect(postWith(grace, 'Et je relis son forfait.')).toBeVisible();
  await linus.getByRole('button', { name: 'Réessayer' }).click();
  await expectWritten(composer(linus), '');
  await publish(linus, 'Voilà tout.');
  await expect(posts(linus)).toHaveCount(4);
  await expect(postWith(grace, 'Voilà tout.')).toBeVisible();
  await expect(posts(grace)).toHaveCount(4);
});

test('what one began to write is there again on another device', async ({ newPage }) => {
  const desk = await newPage(asSeenBy('linus'));
  const phone = await newPage({ ...asSeenBy('linus'), viewport: { width: 360, height: 740 } });
  const address = await openThread(desk, product, 'Un tableur qui tient la paie : par où sortir ?');
  await visit(desk, address);
  await composer(desk).fill('Commencez par la liste des exceptions');
  await expect(desk.getByText(/^brouillon gardé/)).toBeVisible();
  await phone.goto(address);
  await expectWritten(composer(phone), 'Commencez par la liste des exceptions');
  await publish(phone, 'Commencez par la liste des exceptions.');
  await desk.reload();
  await expect(postWith(desk, 'la liste des exceptions.')).toBeVisible();
  await expectWritten(composer(desk), '');
});

test('who edits on top of another edit sees both versions and chooses', async ({ newPage }) => {
  const first = await newPage(asSeenBy('linus'));
  const second = await first.context().newPage();
  provokes(second, /status of 409/);
  const address = await openThread(first, product, 'Combien de clients à la fois ?');
  await visit(first, address);
  await publish(first, 'Trois clients.');
  await visit(second, address);

  async function editBoth(before: string, mine: string, theirs: string): Promise<void> {
    await choose(postWith(second, before), 'Modifier');
    await second.getByLabel('Votre message').fill(mine);
    await choose(postWith(first, before), 'Modifier');
    await first.getByLabel('Votre message').fill(theirs);
    await first.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(postWith(first, theirs)).toBeVisible();
    await second.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(second.getByText('Ce message a changé pendant que vous le modifiiez.')).toBeVisible();
    await expect(second.getByRole('heading', { name: 'Votre version' }).locator('..')).toContainText(mine);
    await expect(
      second.getByRole('heading', { name: 'La version publiée entre-temps' }).locator('..'),
    ).toContainText(theirs);
  }

  await editBoth('Trois clients.', 'Deux clients, pas plus.', 'Quatre clients, au plus.');
  await second.getByRole('button', { name: 'Garder la mienne' }).click();
  for (const page of [first, second]) await expect(postWith(page, 'Deux clients, pas plus.')).toBeVisible();

  await editBoth('Deux clients, pas plus.', 'Un seul.', 'Cela dépend des jours.');
  await second.getByRole('button', { name: 'Reprendre la leur' }).click();
  await expectWritten(second.getByLabel('Votre message'), 'Cela dépend des jours.');
  await second.getByLabel('Votre message').fill('Cela dépend des jours et des clients.');
  await second.getByRole('button', { name: 'Enregistrer' }).click();
  for (const page of [first, second]) {
    await expect(postWith(page, 'Cela dépend des jours et des clients.')).toBeVisible();
  }
});
