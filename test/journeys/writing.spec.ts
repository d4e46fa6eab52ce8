import { type Locator, expect } from '@playwright/test';
import { provokes, signIn, test } from './people.ts';
import { type Product, demoPassword, startProduct } from './product.ts';
import { composer, expectWritten, openThread, postWith, posts, visit } from './thread-page.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** A picture of one point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Pastes as another program would have it in the clipboard. */
const paste = (field: Locator, html: string, text: string): Promise<void> =>
  field.evaluate(
    (element, [asHtml, asText]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', asHtml ?? '');
      clipboardData.setData('text/plain', asText ?? '');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [html, text],
  );

test('on a phone one writes as it will look, with a table and a picture', async ({ newPage }) => {
  const page = await newPage(phone);
  await signIn(page, product, 'grace');
  await page.goto(await openThread(page, product, 'Quels tarifs pour un connecteur ?'));
  await composer(page).tap();
  await expect(page.locator('[contenteditable="true"]').and(composer(page))).toBeVisible();
  await page.getByRole('button', { name: 'Gras' }).tap();
  await page.keyboard.type('Relevé');
  await page.getByRole('button', { name: 'Gras' }).tap();
  await page.keyboard.type(' chez deux clients.\n');
  await page.getByRole('button', { name: 'Tableau', exact: true }).tap();
  for (const cell of ['Éditeur', 'Prix', 'Nord', '1 200 €', 'Sud', '950 €']) {
    await page.keyboard.type(cell);
    await page.keyboard.press('Tab');
  }
  await page.getByRole('button', { name: 'Supprimer la ligne' }).waitFor();
  await page.locator('input[type="file"]').setInputFiles({
    name: 'courbe.png',
    mimeType: 'image/png',
    buffer: picture,
  });
  await composer(page).getByRole('img', { name: 'courbe.png' }).tap();
  await page.getByRole('textbox', { name: 'Ce que montre l’image' }).fill('Courbe des prix');
  // Nothing is wider than the phone, and what was written survives the way through the other editor.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.getByRole('button', { name: 'Écrire en Markdown' }).tap();
  await expect(composer(page)).toHaveValue(/\*\*Relevé\*\* chez deux clients\.\n\n\| Éditeur \| Prix \|/);
  await page.getByRole('button', { name: 'Écrire avec la mise en forme' }).tap();
  await expect(composer(page).getByRole('cell', { name: '950 €' })).toBeVisible();
  await page.getByRole('button', { name: 'Publier' }).tap();
  const post = postWith(page, 'Relevé chez deux clients.');
  await expect(post.getByRole('columnheader', { name: 'Prix' })).toBeVisible();
  await expect(post.getByRole('cell', { name: '1 200 €' })).toBeVisible();
  await expect(post.getByRole('img', { name: 'Courbe des prix' })).toBeVisible();
  await expectWritten(composer(page), '');
});

test('a session that ends while one writes is begun again in place, and the text goes once', async ({
  newPage,
}) => {
  const page = await newPage();
  provokes(page, /status of 401/);
  await signIn(page, product, 'linus');
  await visit(page, await openThread(page, product, 'Une session trop courte ?'));
  await composer(page).fill('Ce que je disais avant d’être coupé.');
  await page.request.delete(`${product.url}/api/session`);
  const dialog = page.getByRole('dialog', { name: 'Votre session est terminée' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Fermer' }).click();

  await page.getByRole('button', { name: 'Publier' }).click();
  await dialog.getByLabel('Mot de passe').fill('pas celui-là');
  await dialog.getByRole('button', { name: 'Entrer' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Mot de passe').fill(demoPassword);
  await dialog.getByRole('button', { name: 'Entrer' }).click();
  await expect(dialog).toBeHidden();
  await expect(postWith(page, 'avant d’être coupé')).toHaveCount(1);
  await expectWritten(composer(page), '');
  await page.reload();
  await expect(posts(page)).toHaveCount(2);
});

test('what is pasted comes as clean text in both editors', async ({ newPage }) => {
  const page = await newPage();
  // What is hostile in it is not even tried.
  provokes(page, /violates the following Content Security Policy/);
  await signIn(page, product, 'grace');
  await visit(page, await openThread(page, product, 'Que retenez-vous du devis ?'));
  const word = `<p class=MsoNormal>Le <b style='mso-bidi-font-weight:normal'>devis</b> :<o:p></o:p></p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Reprise<o:p></o:p></p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Formation</p>
    <script>document.title = 'mal'</script><img src=x onerror="document.title='mal'">`;
  await composer(page).click();
  const rich = page.locator('[contenteditable="true"]').and(composer(page));
  await paste(rich, word, 'Le devis : Reprise Formation');
  await expect(rich.getByRole('listitem')).toHaveText(['Reprise', 'Formation']);
  await page.getByRole('button', { name: 'Écrire en Markdown' }).click();
  await expectWritten(composer(page), 'Le **devis** :\n\n- Reprise\n- Formation');
  await composer(page).fill('');
  await paste(composer(page), word, 'Le devis : Reprise Formation');
  await expect(composer(page)).toHaveValue(/^Le \*\*devis\*\* :\n\n- Reprise\n- Formation/);
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(postWith(page, 'Le devis :').getByRole('listitem')).toHaveText(['Reprise', 'Formation']);
  await expect(page).not.toHaveTitle('mal');
});

test('members, cases, benchmarks, cards and tags are named by what one may see of them, in both editors', async ({
  newPage,
}) => {
  const page = await newPage();
  await signIn(page, product, 'grace');
  const other = await openThread(page, product, 'Zéphyr, une reprise de stock ratée');
  const card = await page.request.post(`${product.url}/api/cards`, {
    headers: { origin: product.url },
    data: { person: '', firm: 'Zéphyr Conseil', for_what: 'Recaler un stock', stance: 'deploys' },
  });
  const cardId: string = (await card.json()).id;
  await visit(page, await openThread(page, product, 'Qui connaît ce dossier ?'));
  const option = page.getByRole('listbox', { name: 'Noms proposés' }).getByRole('option');
  const name = async (typed: string, chosen: string): Promise<void> => {
    await page.keyboard.type(typed);
    await expect(option.first()).toContainText(chosen);
    await page.keyboard.press('Enter');
  };
  await composer(page).click();
  await expect(page.locator('[contenteditable="true"]').and(composer(page))).toBeVisible();
  await name('Demandez à @lin', 'Linus Keller');
  await name('qui a lu #zéphyr reprise', 'Zéphyr, une reprise');
  await name('ou travaillé avec #zéphyr conseil', 'Zéphyr Conseil');
  await page.keyboard.type('sur le sujet #contrats');
  await option.filter({ hasText: 'mot-clé' }).first().click();
  await page.keyboard.type('\n- [ ] Relire\nAppeler');
  await composer(page).getByRole('checkbox', { name: 'Fait' }).first().check();
  await page.getByRole('button', { name: 'Écrire en Markdown' }).click();
  await composer(page).press('End');
  await expect(composer(page)).toHaveValue(/- \[x\] Relire\n- \[ \] Appeler/);
  await page.keyboard.press('Control+End');
  await name(' et encore @lin', 'Linus Keller');
  await page.getByRole('button', { name: 'Publier' }).click();
  const post = postWith(page, 'Demandez à');
  await expect(post.getByRole('link', { name: '@Linus Keller' })).toHaveCount(2);
  await expect(post.getByRole('link', { name: /^Zéphyr, une/ })).toHaveAttribute(
    'href',
    new URL(other).pathname,
  );
  await expect(post.getByRole('link', { name: 'Zéphyr Conseil' })).toHaveAttribute(
    'href',
    `/cards/${cardId}`,
  );
  await expect(post.getByRole('link', { name: /^#/ })).toHaveAttribute('href', /^\/threads\?tag=/);
  await expect(post.getByRole('checkbox', { checked: true })).toHaveCount(1);
});
