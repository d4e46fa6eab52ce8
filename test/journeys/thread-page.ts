import { type Locator, type Page, expect } from '@playwright/test';
import { awake } from './people.ts';
import type { Product } from './product.ts';

/** A discussion that this page's member opens, and its address. */
export async function openThread(page: Page, product: Product, title: string): Promise<string> {
  const reply = await page.request.post(`${product.url}/api/threads`, {
    data: { kind: 'discussion', title, body: 'Qu’en pensez-vous ?' },
  });
  expect(reply.status()).toBe(201);
  const { id } = (await reply.json()) as { id: string };
  return `${product.url}/threads/${id}`;
}

/** Opens the address and waits until the page hears what others do. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await awake(page);
}

/** Where one answers. */
export const composer = (page: Page): Locator => page.getByLabel('Votre réponse');
/** Of the thread, in order. */
export const posts = (page: Page): Locator =>
  page.getByRole('region', { name: 'Messages' }).getByRole('article');
export const postWith = (page: Page, text: string): Locator => posts(page).filter({ hasText: text });

/** What stands in the text, whichever editor shows it. */
export const expectWritten = (field: Locator, text: string): Promise<void> =>
  expect
    .poll(() =>
      field.evaluate((element: HTMLElement) =>
        element instanceof HTMLTextAreaElement ? element.value : element.innerText.trim(),
      ),
    )
    .toBe(text);

/** Answers, and waits until the answer stands in the thread. */
export async function publish(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(postWith(page, text)).toBeVisible();
  await expectWritten(composer(page), '');
}

/** An action of a post's menu. */
export async function choose(post: Locator, action: string): Promise<void> {
  await post.getByLabel('Autres actions').click();
  await post.getByRole('button', { name: action, exact: true }).click();
}

/** Marks the document, so that a reload can be told from news. */
export const markDocument = (page: Page): Promise<unknown> =>
  page.evaluate(() => Object.assign(window, { isSameDocument: true }));

/** False after a reload. */
export const isSameDocument = (page: Page): Promise<boolean> =>
  page.evaluate(() => 'isSameDocument' in window);

/** How many threads the navigation says are unread. */
export async function unreadIn(page: Page): Promise<number> {
  const link = page
    .getByRole('navigation', { name: 'Navigation principale' })
    .getByRole('link', { name: /^Cas/ });
  return Number(/\((\d+) non lus?\)/.exec(await link.innerText())?.[1] ?? 0);
}
