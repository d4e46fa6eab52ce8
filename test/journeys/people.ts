import { setTimeout } from 'node:timers/promises';
import { type BrowserContextOptions, type Locator, type Page, expect, test as base } from '@playwright/test';
import { type Product, demoPassword } from './product.ts';

/** The demonstration accounts, by the part before the @. */
export type Person = 'grace' | 'linus' | 'newt' | 'mo' | 'ada';

/** What the network logs by itself when a test cuts a page off, or ends the product under it. */
export const lostNetwork = /net::ERR_|WebSocket connection to/;

const scripts = '**/_app/**/*.js';

/** `SLOW_SCRIPT=800` lets every script of the pages come so many milliseconds later: what must work before, shows. */
const scriptDelayMs = Number(process.env.SLOW_SCRIPT ?? 0);

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
      if (scriptDelayMs > 0)
        await context.route(scripts, async (route) => {
          await setTimeout(scriptDelayMs);
          await route.continue().catch(() => {}); // the page may have left meanwhile
        });
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(heard, 'errors of the pages').toEqual([]);
  },
});

/**
 * Keeps the page's script back, as a slow line does; what is given lets it come. The page is to be used meanwhile:
 * `goto` with `waitUntil: 'commit'`.
 */
export async function holdScript(page: Page): Promise<() => void> {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route(scripts, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Beside the words that are seen, a status says the bad ones to screen readers. */
export const connection = (page: Page): Locator =>
  page
    .getByRole('banner')
    .getByText(/^(en direct|live|hors ligne|reconnexion…)$/)
    .first();
/** Waits until the page has its script and hears what others do: for what it does otherwise without. */
export const awake = (page: Page): Promise<void> =>
  // One of the five reads English.
  expect(connection(page)).toHaveText(/^(en direct|live)$/);
/** A field that proposes; before its script has come it is a plain list. */
export const picker = (page: Page, name: string | RegExp): Locator =>
  page.locator('input').and(page.getByRole('combobox', { name, exact: true }));

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
