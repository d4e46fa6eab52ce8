import { type BrowserContextOptions, type Page, expect, test as base } from '@playwright/test';
import { type Product, demoPassword } from './product.ts';

/** The demonstration accounts, by the part before the @. */
export type Person = 'grace' | 'linus' | 'newt' | 'mo' | 'ada';

/** What the network logs by itself when a test cuts a page off, or ends the product under it. */
export const lostNetwork = /net::ERR_|WebSocket connection to/;

const provoked = new WeakMap<Page, RegExp[]>();

interface Fixtures {
  /**
   * Gives a page on a device of its own. A test fails on whatever error its pages throw or log, further tabs
   * (`page.context().newPage()`) included, unless it said `provokes`.
   */
  newPage: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  newPage: async ({ browser }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    const heard: string[] = [];
    function listen(page: Page): void {
      page.on('pageerror', (error) => heard.push(`${page.url()} threw: ${error.stack ?? error.message}`));
      page.on('console', (message) => {
        const text = message.text();
        if (message.type() !== 'error' || provoked.get(page)?.some((pattern) => pattern.test(text))) return;
        heard.push(`${page.url()} logged: ${text} (${message.location().url})`);
      });
    }
    await use(async (options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      context.on('page', listen);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(heard, 'errors of the pages').toEqual([]);
  },
});

/** Such errors belong to what the test does to this page from now on. */
export function provokes(page: Page, pattern: RegExp): void {
  provoked.set(page, [...(provoked.get(page) ?? []), pattern]);
}

/** Signs in through the page, as one of the five does, and waits for Today. */
export async function signIn(
  page: Page,
  product: Product,
  person: Person,
  password = demoPassword,
): Promise<void> {
  await signInAs(page, product, `${person}@example.test`, password);
}

/** The same with any other address. */
export async function signInAs(page: Page, product: Product, email: string, password: string): Promise<void> {
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await expect(page).toHaveURL(`${product.url}/`);
  // Before the style is there, what is for phones and what is for desks stand side by side.
  await page.waitForLoadState();
}
