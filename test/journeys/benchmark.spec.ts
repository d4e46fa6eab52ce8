import { type Locator, type Page, expect } from '@playwright/test';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import type { RankingReply } from '@cenacle/shared/benchmarks/ranking-contract.ts';
import { awake, holdScript, picker, provokes, signIn, test } from './people.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

const providers = ['Ardoise Connect', 'Belvédère Systèmes', 'Cormoran Logiciels'] as const;

async function addProvider(page: Page, name: string): Promise<void> {
  await page.goto(`${product.url}/providers/new`);
  await page.getByLabel('Nom', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Ajouter un prestataire' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

/** Types into a field that proposes, and takes the proposal. */
async function choose(field: Locator, name: string): Promise<void> {
  await field.fill(name.slice(0, 6));
  await field.page().getByRole('option', { name }).click();
  await expect(field).toHaveValue(name);
}

interface Judgement {
  provider: string;
  price: string;
  quality: string;
  ground: string;
  pick: { label: string; option: RegExp };
}

async function evaluate(page: Page, address: string, judgement: Judgement): Promise<void> {
  await page.goto(`${address}/evaluate`);
  await page.getByRole('link', { name: judgement.provider }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Évaluer ${judgement.provider}`);
  await page.getByLabel('Prix, Montant, hors taxes').fill(judgement.price);
  await page.getByRole('group', { name: 'Qualité' }).getByLabel(judgement.quality, { exact: true }).check();
  await page.getByLabel('J’en ai été client').check();
  await page.getByLabel(judgement.ground).check();
  const list = page.getByLabel(judgement.pick.label, { exact: true });
  const wanted = await list
    .locator('option')
    .filter({ hasText: judgement.pick.option })
    .first()
    .getAttribute('value');
  await list.selectOption(wanted);
  await page.getByLabel('Terminé', { exact: true }).check();
  await page.getByRole('button', { name: 'Envoyer l’évaluation' }).click();
  await expect(page.getByText('Votre évaluation est envoyée.')).toBeVisible();
}

/** What the page shows of the ranking: names and scores, in its order. */
async function rankingOn(page: Page): Promise<[name: string, score: number][]> {
  const lines = page
    .getByRole('region', { name: 'Classement' })
    .getByRole('list')
    .first()
    .getByRole('listitem');
  const shown = await lines.evaluateAll((items) =>
    items.map((item) => [
      item.querySelector('.who')?.textContent?.trim(),
      item.querySelector('b')?.textContent,
    ]),
  );
  return shown.map(([name, score]) => [String(name).replaceAll('\u00a0', ' '), Number(score)]);
}

async function rankingOf(page: Page, id: string, query = ''): Promise<RankingReply> {
  return (await page.request.get(`${product.url}/api/benchmarks/${id}/ranking${query}`)).json();
}

const nameOf = ({ options }: Benchmark, id: string): string => {
  const option = options.find((one) => one.id === id);
  return [option?.provider.name, option?.product].filter(Boolean).join(' · ');
};

const named = (benchmark: Benchmark, ranking: RankingReply): [string, number][] =>
  ranking.options
    .filter(({ rank }) => rank !== null)
    .map(({ option_id: id, score }) => [nameOf(benchmark, id), Math.round(score * 100)]);

test('from a case to a ranking that each reader turns by their own weights', async ({ newPage }) => {
  test.slow();
  const [grace, linus, mo] = [await newPage(), await newPage(), await newPage()];
  await Promise.all([
    signIn(grace, product, 'grace'),
    signIn(linus, product, 'linus'),
    signIn(mo, product, 'mo'),
  ]);
  for (const name of providers) await addProvider(grace, name);

  await grace.goto(`${product.url}/threads/new`);
  await grace.locator('[name="title"]').fill('Quel connecteur pour notre atelier ?');
  await grace.locator('[name="looking_for"]').fill('Des noms, et ce qu’ils valent vraiment');
  await grace.getByRole('button', { name: 'Publier' }).click();
  await expect(grace).toHaveURL(/\/threads\/[\da-f-]{36}$/);
  const caseUrl = grace.url();

  await grace.getByRole('link', { name: 'Ouvrir un benchmark' }).click();
  await expect(grace.getByLabel('Le besoin')).toHaveValue('Quel connecteur pour notre atelier ?');
  await awake(grace);
  await grace.getByLabel('Le besoin').fill('Connecteur d’atelier pour PME');
  await grace.getByRole('button', { name: '+ Prix' }).click();
  await grace.getByLabel('Repère bas').fill('10 000');
  await grace.getByLabel('Repère haut').fill('50 000 €');
  await grace.getByRole('button', { name: '+ Qualité' }).click();
  await grace.getByRole('button', { name: 'Ajouter un prestataire' }).click();
  for (const [i, name] of providers.entries()) await choose(picker(grace, `Prestataire ${i + 1}`), name);
  await grace.getByRole('button', { name: 'Ouvrir le benchmark' }).click();
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText('Connecteur d’atelier pour PME');
  await expect(grace.getByText('Personne n’a encore évalué')).toBeVisible();
  const address = grace.url();
  const id = address.slice(-36);

  // An engagement and a finished case give two members their evidence.
  await linus.goto(`${product.url}/settings/engagements`);
  await linus.getByLabel('Client', { exact: true }).fill('Ateliers Gardés');
  await linus.getByLabel('Ce que les autres lisent à la place').fill('Atelier mécanique, 40 personnes');
  await linus.getByLabel('Début').fill('2024-01-15');
  await linus.getByLabel('Fin').fill('2024-12-20');
  await linus.getByRole('button', { name: 'Ajouter une mission' }).click();
  await expect(linus.getByText('Mission ajoutée.')).toBeVisible();
  const engagement = { label: 'Mission', option: /Ateliers Gardés/ };
  const finishedCase = { label: 'Cas terminé', option: /E-mailing/ };
  const own = { ground: 'une de mes missions', pick: engagement };
  const seen = { ground: 'un cas terminé', pick: finishedCase };
  const [ardoise, belvedere, cormoran] = providers;
  await evaluate(linus, address, { provider: ardoise, price: '12 000', quality: '3', ...own });
  await evaluate(linus, address, { provider: belvedere, price: '38 000', quality: '5', ...own });
  await evaluate(linus, address, { provider: cormoran, price: '30 000', quality: '2', ...own });
  await evaluate(mo, address, { provider: ardoise, price: '14 000', quality: '3', ...seen });
  await evaluate(mo, address, { provider: belvedere, price: '42 000,50', quality: '5', ...seen });

  // The page that was open all the while has followed.
  await expect(grace.getByRole('region', { name: 'Classement' })).toContainText(belvedere);
  const benchmark: Benchmark = await (await grace.request.get(`${product.url}/api/benchmarks/${id}`)).json();
  const before = await rankingOf(grace, id);
  expect(await rankingOn(grace)).toEqual(named(benchmark, before));
  const matrix = grace.getByRole('table').last();
  await expect(matrix.getByRole('row', { name: belvedere })).toContainText(/40\s000,25\s€/);
  await expect(matrix.getByRole('row', { name: ardoise })).toContainText(/13\s000\s€/);

  // A third member moves the weight of the price until another leads.
  const ada = await newPage();
  await signIn(ada, product, 'ada');
  await ada.goto(address);
  // Tapped in an order first: the criterion named weighs three times the other.
  await ada.getByRole('link', { name: /Qualité.*placer en premier/ }).click();
  await expect(ada.getByRole('link', { name: /^1 Qualité 75\s% /u })).toBeVisible();
  await expect(ada.locator('.verdict')).toContainText(`${ardoise} vient en tête, et y reste dans`);
  await ada.getByRole('link', { name: /Prix.*placer en 2e/ }).press('Enter');
  await ada.getByRole('link', { name: /^2 Prix 25/ }).press('ArrowUp');
  await expect(ada.getByRole('link', { name: /^1 Prix 75/ })).toBeVisible();
  await ada.getByText('Ajuster au curseur').click();
  const price = ada.getByRole('slider', { name: 'Poids de Prix' });
  const quality = ada.getByRole('slider', { name: 'Poids de Qualité' });
  await price.fill('10');
  await quality.fill('90');
  await expect(ada.locator('.verdict')).toContainText(`${belvedere} vient en tête`);
  const [priceId, qualityId] = benchmark.criteria.map((criterion) => criterion.id);
  const weights = (a: number, b: number) => `?w=${priceId}:${a},${qualityId}:${b}`;
  expect(await rankingOn(ada)).toEqual(named(benchmark, await rankingOf(ada, id, weights(10, 90))));
  await price.fill('90');
  await quality.fill('10');
  await expect(ada.locator('.verdict')).toContainText(`${ardoise} vient en tête`);
  const turned = await rankingOf(ada, id, weights(90, 10));
  expect(await rankingOn(ada)).toEqual(named(benchmark, turned));
  const share = Math.round((turned.lead?.flip?.weight ?? Number.NaN) * 100);
  await expect(ada.locator('.verdict')).toContainText(`${share}`);

  // How far it holds: drawn in a worker, the same as the API draws; and passed on in a fragment that no server is told.
  const drawn = await rankingOf(ada, id, `${weights(90, 10)}&simulate=1`);
  const first = Math.round((drawn.simulation?.options[0]?.first.near ?? Number.NaN) * 100);
  const robustness = ada.getByRole('region', { name: 'Jusqu’où s’y fier' });
  await expect(robustness).toContainText(new RegExp(`moitié moins\\s: (plus de 99|${first})\\s%`));
  await expect(robustness.getByRole('img', { name: new RegExp(ardoise) })).toBeVisible();
  await ada.goto(`${address}#w=${priceId}:10,${qualityId}:90`);
  await expect(ada.locator('.verdict')).toContainText(`${belvedere} vient en tête`);
  await ada.getByRole('button', { name: 'Fixer la part de Prix' }).click();
  await expect(price).toBeDisabled();
  await ada.getByRole('button', { name: 'Fixer la part de Prix' }).click();
  await price.fill('90');
  await quality.fill('10');
  // Who weighs by themselves has left what was passed on.
  await expect(ada).toHaveURL(address);

  // Kept, these weights are there again on the next visit, and the API answers by them.
  await ada.getByRole('button', { name: 'Garder mes poids' }).click();
  await expect(ada.getByText('Vos poids sont gardés.')).toBeVisible();
  await ada.reload();
  await expect(ada.locator('.verdict')).toContainText(`${ardoise} vient en tête`);
  expect(await rankingOf(ada, id)).toMatchObject({ weights_from: 'mine' });
  expect(await rankingOf(mo, id)).toMatchObject({ weights_from: 'benchmark' });

  // Each cell opens its evidence, without the client's name.
  await ada.getByRole('link', { name: `Preuves : ${ardoise}, Prix`, exact: false }).click();
  const cell = ada.getByRole('region', { name: `${ardoise} · Prix` });
  await expect(cell).toContainText('Atelier mécanique, 40 personnes');
  await expect(cell).toContainText(/12\s000\s€/);
  await expect(cell.getByRole('link', { name: /^E-mailing/ })).toBeVisible();
  expect(await ada.content()).not.toContain('Ateliers Gardés');

  // The case links to the benchmark, and its author says how it ended.
  await grace.goto(caseUrl);
  await expect(grace.getByRole('link', { name: 'Connecteur d’atelier pour PME' })).toBeVisible();
  await grace.getByRole('link', { name: 'Terminer le cas' }).click();
  await grace.getByLabel('Ce qui a été décidé').fill('Retenir Ardoise Connect pour un an.');
  await grace.getByLabel('En partie').check();
  await choose(picker(grace, 'Prestataire 1'), ardoise);
  await grace.getByLabel('Montant ou minimum').fill('13 500');
  await grace.getByLabel('Ce que nous aurions dû demander').fill('Qui tient la documentation ?');
  await grace.getByRole('button', { name: 'Terminer le cas' }).click();
  const finding = grace.getByRole('region', { name: 'L’issue du cas' });
  await expect(finding).toContainText('Retenir Ardoise Connect pour un an.');
  await expect(finding).toContainText(/13\s500\s€\sHT/);
  await expect(finding).toContainText('Qui tient la documentation ?');
  await finding.getByRole('link', { name: ardoise }).click();
  await expect(grace.getByRole('link', { name: 'Quel connecteur pour notre atelier ?' })).toBeVisible();
  await expect(grace.getByRole('link', { name: 'Connecteur d’atelier pour PME' }).first()).toBeVisible();
});

test('a member who is evaluating does not see the others until they have submitted', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'ada');
  const { items } = await (
    await page.request.get(`${product.url}/api/benchmarks?q=e-mailing+contacts`)
  ).json();
  const address = `${product.url}/benchmarks/${items[0].id}`;
  await page.goto(`${address}/evaluate`);
  await page.getByRole('main').getByRole('listitem').getByRole('link').last().click();
  await page.getByRole('button', { name: 'Enregistrer sans envoyer' }).click();
  await expect(page.getByText('Enregistré : vous seul le voyez.')).toBeVisible();
  await page.goto(address);
  await expect(page.getByText('Votre évaluation est en cours')).toBeVisible();
  await expect(page.getByText('Personne n’a encore évalué')).toBeVisible();
  await page.getByRole('link', { name: 'Reprendre l’évaluation' }).click();
  await awake(page);
  await page.getByRole('button', { name: 'Retirer mon évaluation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer mon évaluation' }).click();
  await expect(page).toHaveURL(address);
  await expect(page.locator('.verdict')).toContainText('vient en tête');
});

test('a sheet and answers given elsewhere fill a benchmark', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'linus');
  const opened = await page.request.post(`${product.url}/api/benchmarks`, {
    data: { need: 'Flux repris d’un tableau', criteria: [{ name: 'Qualité', kind: 'rating' }] },
  });
  const { id } = (await opened.json()) as { id: string };
  await page.goto(`${product.url}/benchmarks/${id}`);
  await page.getByRole('link', { name: 'Importer un tableau' }).click();
  const rows = [
    'Prestataire;Prix mensuel;Qualité',
    'Alpaga Flux;120,50 €;4',
    'Personne;90 €;3',
    'Dix Quais;80 €;5',
  ];
  await page
    .getByLabel('Fichier')
    .setInputFiles({ name: 'offres.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) });
  await page.getByRole('button', { name: 'Lire le fichier' }).click();
  await expect(page.getByText('« Personne » n’est pas dans l’annuaire')).toBeVisible();
  await page.getByRole('button', { name: /^Importer \d ligne/ }).click();
  await expect(page.getByText('Tableau importé')).toBeVisible();
  const evaluations = page.getByRole('region', { name: 'Ce que disent les évaluations' });
  await expect(evaluations.getByRole('row', { name: /Alpaga Flux/ })).toContainText(/120,50\s€/);

  await page.getByRole('link', { name: 'Trier des réponses venues d’ailleurs' }).click();
  await page.getByLabel('D’où viennent-elles ?').selectOption('whatsapp');
  await page
    .getByLabel('Le texte')
    .fill(
      '12/03/2026, 09:14 - Anne: Mille Rayons nous a livré le flux en six semaines sans rien oublier.\n' +
        '12/03/2026, 09:20 - Paul: Mille Rayons ?',
    );
  await page.getByRole('button', { name: 'Chercher les prestataires' }).click();
  const candidate = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Mille Rayons' }) });
  await expect(candidate).toContainText('cité 2 fois, 1 avec une raison');
  await expect(candidate).not.toContainText('Anne');
  await candidate.getByRole('button', { name: 'Ajouter au benchmark : Mille Rayons' }).click();
  await expect(candidate).toContainText('Ajouté');
  await page.goto(`${product.url}/benchmarks/${id}`);
  await expect(evaluations.getByRole('row', { name: /Mille Rayons/ })).toContainText('pas encore évalué');
});

test('a slider that is moved before the script has come still turns the ranking', async ({ newPage }) => {
  const page = await newPage();
  await signIn(page, product, 'linus');
  const { items } = await (await page.request.get(`${product.url}/api/benchmarks?q=ERP+industriel`)).json();
  const benchmark: Benchmark = await (
    await page.request.get(`${product.url}/api/benchmarks/${items[0].id}`)
  ).json();
  const release = await holdScript(page);
  await page.goto(`${product.url}/benchmarks/${benchmark.id}`, { waitUntil: 'commit' });
  await page.getByText('Ajuster au curseur').click();
  const [first, ...others] = await page.getByRole('slider').all();
  if (!first) throw new Error('no slider');
  await first.fill('100');
  for (const slider of others) await slider.fill('0');
  release();
  const w = `?w=${benchmark.criteria[0]?.id}:1`;
  await expect.poll(() => rankingOn(page)).toEqual(named(benchmark, await rankingOf(page, benchmark.id, w)));
});

test('without script: ranked by given weights, evaluated, and a case closed', async ({ newPage }) => {
  const page = await newPage({ javaScriptEnabled: false });
  await signIn(page, product, 'linus');
  const { items } = await (await page.request.get(`${product.url}/api/benchmarks?q=ERP+industriel`)).json();
  const benchmark: Benchmark = await (
    await page.request.get(`${product.url}/api/benchmarks/${items[0].id}`)
  ).json();
  await page.goto(`${product.url}/benchmarks/${benchmark.id}`);
  await page.getByRole('link', { name: 'Prix d’abord' }).click();
  const w = new URL(page.url()).searchParams.get('w');
  expect(await rankingOn(page)).toEqual(named(benchmark, await rankingOf(page, benchmark.id, `?w=${w}`)));
  await page.getByText('Ajuster au curseur').click();
  await page.getByRole('button', { name: 'Classer avec ces poids' }).click();
  await expect(page).toHaveURL(/c\./);
  await page.getByRole('button', { name: 'Garder mes poids' }).click();
  await expect(page.getByText('Vos poids sont gardés.')).toBeVisible();
  await page
    .getByRole('link', { name: /placer en premier/ })
    .first()
    .click();
  await page
    .getByRole('link', { name: /placer en 2e/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\?o=[\da-f-]{36},[\da-f-]{36}$/);
  await expect(page.locator('.verdict')).toContainText('de toutes les pondérations possibles');

  // What the browser logs of a form that comes back with one line more.
  provokes(page, /status of 422/);
  await page.goto(`${product.url}/benchmarks/new`);
  await page.getByLabel('Le besoin').fill('Sans script');
  await page.getByRole('button', { name: '+ Qualité' }).click();
  await expect(page.getByLabel('Le besoin')).toHaveValue('Sans script');
  await page.getByLabel('Prestataire 1', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Ouvrir le benchmark' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sans script');

  const opened = await page.request.post(`${product.url}/api/threads`, {
    data: { kind: 'case', title: 'À clore sans script', sheet: { looking_for: 'Rien' } },
  });
  const { id } = (await opened.json()) as { id: string };
  await page.goto(`${product.url}/threads/${id}/close`);
  await page.getByLabel('Ce qui a été décidé').fill('Ne rien changer.');
  await page.getByLabel('Oui, sans hésiter').check();
  await page.getByRole('button', { name: 'Terminer le cas' }).click();
  await expect(page.getByRole('region', { name: 'L’issue du cas' })).toContainText('Ne rien changer.');
});
