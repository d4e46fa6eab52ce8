import { expect } from '@playwright/test';
import { provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';
import { composer, openThread, visit } from './thread-page.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

const secret = 'Tréfilerie Boisvenu';

test('a flag of a closed circle is taken, and its post hidden, with the keyboard alone', async ({
  newPage,
}) => {
  test.slow();
  const [grace, linus, ada, mo] = [await newPage(), await newPage(), await newPage(), await newPage()];
  await Promise.all([
    signIn(grace, product, 'grace'),
    signIn(linus, product, 'linus'),
    signIn(ada, product, 'ada'),
    signIn(mo, product, 'mo'),
  ]);
  // A circle of Grace and Linus alone.
  const post = async (page: typeof grace, path: string, data: object) =>
    JSON.parse((await (await page.request.post(`${product.url}${path}`, { data })).text()) || 'null');
  const { id: circleId, audience_id: audienceId } = await post(grace, '/api/circles', {
    name: 'Cercle à deux',
  });
  const { items } = await (await grace.request.get(`${product.url}/api/members?q=Linus`)).json();
  await post(grace, `/api/circles/${circleId}/invitations`, { member_id: items[0].id });
  await post(linus, `/api/circle-invitations/${circleId}`, { answer: 'join' });
  const thread = await post(grace, '/api/threads', {
    kind: 'discussion',
    title: 'Un dossier entre nous',
    body: 'Qu’en penses-tu ?',
    audience_id: audienceId,
  });
  await post(linus, `/api/threads/${thread.id}/posts`, { body: `Chez ${secret}, cela a échoué.` });

  // Grace flags it with the keyboard: the menu, the form, one reason.
  await grace.goto(`${product.url}/threads/${thread.id}`);
  await grace
    .getByRole('article', { name: 'Linus Keller' })
    .getByLabel(/^Autres actions/)
    .focus();
  await grace.keyboard.press('Enter');
  await grace.getByRole('link', { name: 'Signaler' }).focus();
  await grace.keyboard.press('Enter');
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText('Signaler ce message');
  await grace.getByLabel('Nomme un client').focus();
  await grace.keyboard.press('Space');
  await grace.getByLabel('Ce qu’il faut savoir').focus();
  await grace.keyboard.type('Le client est nommé');
  await grace.getByRole('button', { name: 'Signaler' }).focus();
  await grace.keyboard.press('Enter');
  await expect(grace.getByText('C’est signalé')).toBeVisible();

  // Mo is outside of the circle: there is a flag, and nothing of it.
  await mo.goto(`${product.url}/moderation`);
  await expect(mo.getByText('Dans un cercle dont vous n’êtes pas').first()).toBeVisible();
  expect(await mo.content()).not.toMatch(/Boisvenu|Un dossier entre nous|Le client est nommé/);
  provokes(mo, /status of 404/);
  expect((await mo.request.get(`${product.url}/api/threads/${thread.id}`)).status()).toBe(404);

  await expect(mo.locator('.status.live').first()).toBeAttached();
  // C takes it, R goes to the reason, and the first button hides.
  await mo.keyboard.press('c');
  await expect(mo.getByText(`Chez ${secret}`)).toBeVisible();
  await expect(mo.getByText('Le client est nommé')).toBeVisible();
  await linus.goto(`${product.url}/threads/${thread.id}`);
  await expect(linus.getByText(/lit ce fil le temps d’examiner un signalement/)).toBeVisible();
  await expect(linus.getByText(`Chez ${secret}`)).toBeVisible();
  await mo.keyboard.press('r');
  await mo.keyboard.type('Un client y est nommé');
  await mo.keyboard.press('Tab');
  await mo.keyboard.press('Tab');
  await expect(mo.getByRole('button', { name: 'Masquer le message' })).toBeFocused();
  await mo.keyboard.press('Enter');
  await expect(mo.getByText('Le signalement est réglé')).toBeVisible();

  // Gone from the open page at once, with its reason in the log of the thread and of its author.
  await expect(linus.getByText('Ce message a été masqué par la modération.')).toBeVisible();
  expect(await linus.content()).not.toContain(secret);
  await linus.goto(`${product.url}/settings/flags`);
  await expect(linus.getByText('Un client y est nommé').first()).toBeVisible();
  // The flagger is told, and the thread is closed to the moderator again.
  await grace.goto(`${product.url}/settings/flags`);
  await expect(grace.getByText(/réglé/).first()).toBeVisible();
  await expect(grace.getByText(/agi/).first()).toBeVisible();
  expect((await mo.request.get(`${product.url}/api/threads/${thread.id}`)).status()).toBe(404);
  // The other moderator reads that something was done, and not what.
  await ada.goto(`${product.url}/moderation/log`);
  await expect(ada.getByText('dans un fil que vous ne lisez pas').first()).toBeVisible();
  expect(await ada.content()).not.toMatch(/Boisvenu|Un dossier entre nous|Un client y est nommé/);
});

test('without script: a flag, and a thread locked with its reason', async ({ newPage }) => {
  const page = await newPage({ javaScriptEnabled: false });
  await signIn(page, product, 'mo');
  const { items } = await (await page.request.get(`${product.url}/api/threads?kind=discussion`)).json();
  await page.goto(`${product.url}/threads/${items[0].id}/moderate`);
  provokes(page, /status of 422/);
  await page.getByRole('button', { name: 'Fermer aux réponses' }).click();
  await expect(page.getByText('À remplir.')).toBeVisible();
  await page.locator('form[action="?/lock"]').getByLabel('Raison').fill('On s’égare');
  await page.getByRole('button', { name: 'Fermer aux réponses' }).click();
  await expect(page.getByText('C’est fait, et c’est au journal.')).toBeVisible();
  await page.goto(`${product.url}/threads/${items[0].id}`);
  await page.getByText('Ce que la modération a fait ici').click();
  await expect(page.getByText('On s’égare')).toBeVisible();
});

test('a thread that is merged into another leads there, from its old addresses and from a page that was open', async ({
  newPage,
}) => {
  const [grace, mo] = [await newPage(), await newPage()];
  await signIn(grace, product, 'grace');
  await signIn(mo, product, 'mo');
  // Her page asks for what is gone, before it is led on.
  provokes(grace, /status of 404/);
  const first = await openThread(grace, product, 'Un outil pour les notes de frais');
  const other = await openThread(grace, product, 'Notes de frais : lequel ?');
  await visit(grace, `${first}?at=1`);
  await composer(grace).fill('Je commence une réponse');
  await mo.goto(`${first}/moderate`);
  const form = mo.locator('form[action="?/merge"]');
  await form.getByLabel('Adresse de l’autre fil').fill(other);
  await form.getByLabel('Raison').fill('La même question');
  await form.getByRole('button', { name: 'Réunir à un autre fil' }).click();
  await expect(mo).toHaveURL(other);
  await expect(mo.getByRole('region', { name: 'Messages' }).getByRole('article')).toHaveCount(2);
  // Grace was reading the first, and writing in it.
  await expect(grace).toHaveURL(new RegExp(`${other}\\?at=2`));
  await expect(grace.getByText('Un outil pour les notes de frais')).toBeVisible();
  await grace.goto(`${first}?at=1#post-1`);
  await expect(grace).toHaveURL(new RegExp(`${other}\\?at=2`));
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText('Notes de frais : lequel ?');
});
