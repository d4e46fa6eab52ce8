import { expect, type Page } from '@playwright/test';
import { awake, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

const title = 'SEO : 40 % du trafic perdu six semaines après la refonte du site';

/** Where a cell shows the evaluation that rests on the case. */
async function cellOnCase(page: Page): Promise<string> {
  const get = async (path: string) => (await page.request.get(`${product.url}/api/${path}`)).json();
  const { items } = await get('benchmarks?limit=100');
  const { id } = items.find(({ need }: { need: string }) => need.startsWith('Agence SEO'));
  const { options, criteria } = await get(`benchmarks/${id}`);
  const { items: judged } = await get(`benchmarks/${id}/evaluations`);
  const { option_id: optionId } = judged.find(
    ({ evidence }: { evidence: { case: object | null } | null }) => evidence?.case,
  );
  expect(options.map((option: { id: string }) => option.id)).toContain(optionId);
  return `${product.url}/benchmarks/${id}?cell=${optionId}.${criteria[1].id}`;
}

test('the author is asked whether the outcome held, and what rests on it says so', async ({ newPage }) => {
  const [mo, linus] = [await newPage({ javaScriptEnabled: false }), await newPage()];
  await Promise.all([signIn(mo, product, 'mo'), signIn(linus, product, 'linus')]);
  await mo.goto(product.url);
  const question = mo
    .getByRole('listitem')
    .filter({ hasText: title, has: mo.getByRole('group', { name: /l’issue a-t-elle tenu/ }) });
  await question.getByLabel('En partie').check();
  await question.getByLabel('En une ligne').fill('Le trafic a tenu, l’agence non.');
  await question.getByRole('button', { name: 'Répondre' }).click();
  await expect(mo.getByText('C’est noté')).toBeVisible();
  await expect(mo.getByRole('heading', { name: 'L’issue a-t-elle tenu ?' })).toBeHidden();

  await linus.goto(`${product.url}/threads?state=finished`);
  await linus.getByRole('link', { name: title }).click();
  const finding = linus.getByRole('region', { name: 'L’issue du cas' });
  await expect(finding.getByText('A tenu en partie à 180 jours')).toBeVisible();
  await expect(finding.getByText('Le trafic a tenu, l’agence non.')).toBeVisible();
  await linus.goto(await cellOnCase(linus));
  await expect(linus.getByText('A tenu en partie à 180 jours').first()).toBeVisible();
});

test('a participant says what they learned, others read it at once, and it prints on a page', async ({
  newPage,
}) => {
  const [linus, grace] = [await newPage(), await newPage()];
  await Promise.all([signIn(linus, product, 'linus'), signIn(grace, product, 'grace')]);
  for (const page of [grace, linus]) {
    await page.goto(`${product.url}/threads?state=finished`);
    await page.getByRole('link', { name: title }).click();
    await awake(page);
  }
  const finding = (page: Page) => page.getByRole('region', { name: 'L’issue du cas' });
  await finding(linus).getByText('Dire ce que j’en retiens').click();
  await finding(linus).getByLabel('Une chose apprise').fill('Le journal du serveur dit tout.');
  await finding(linus).getByLabel('Une question qu’il aurait fallu poser').fill('Qui garde les journaux ?');
  await finding(linus).getByRole('button', { name: 'Ajouter au cas' }).click();
  await expect(finding(grace).getByText('Le journal du serveur dit tout.')).toBeVisible();
  await expect(finding(grace).getByText('Qui garde les journaux ?')).toBeVisible();

  await grace.emulateMedia({ media: 'print' });
  await expect(grace.getByRole('navigation', { name: 'Navigation principale' })).toBeHidden();
  await expect(grace.getByRole('heading', { name: title })).toBeVisible();
  await expect(grace.getByRole('button').filter({ visible: true })).toHaveCount(0);
  // A4 less its margins, at 96 points an inch.
  await grace.setViewportSize({ width: 673, height: 1000 });
  const end = await finding(grace).evaluate((section) => section.getBoundingClientRect().bottom + scrollY);
  expect(end).toBeLessThan(1016);
});
