import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import type { Language } from '@cenacle/shared/http.ts';
import { type Product, startProduct } from './product.ts';
import { Gallery, type Screen, type Width, screens } from './screens.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const onPhones = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];
const textPixelsMin = 14;
/** The log of Chromium itself about a reply of 400 and above, such as that of a page that does not exist. */
const failedReply = /^Failed to load resource: the server responded with a status of 404/;

/**
 * Looks at the screens in one language: in French on a desk in the light and on a phone in the dark, in English on a desk.
 * axe asks everything on the French desk, and on the phone what differs there; other words change nothing that it asks.
 * `part` of `parts` takes every nth screen, so that several files look at once, each at a product of its own.
 */
export function testScreens(language: Language, part = 0, parts = 1): void {
  let product: Product;
  let gallery: Gallery;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct();
    gallery = await Gallery.open(browser, product);
    await gallery.speak(language);
  });

  test.afterAll(async () => {
    await gallery?.close();
    await product?.stop();
  });

  for (const screen of screens.filter((_, i) => i % parts === part)) {
    test(`${screen.name} reads well`, async () => {
      await look(gallery, screen, language, 1440, 'light');
      if (language === 'fr') await look(gallery, screen, language, 360, 'dark');
    });
  }
}

async function look(
  gallery: Gallery,
  screen: Screen,
  language: Language,
  width: Width,
  theme: 'light' | 'dark',
): Promise<void> {
  const page = await gallery.newPage(screen, width);
  const errors = listen(page);
  await gallery.show(page, screen);
  const where = `${screen.name} ${language} ${width}`;
  expect.soft(await page.locator('html').getAttribute('lang'), `${where}: lang`).toBe(language);
  expect.soft(await page.locator('h1').count(), `${where}: h1`).toBe(1);
  expect.soft(await page.title(), `${where}: title`).toMatch(/^\S.* · Cénacle$/);
  if (screen.fill) await screen.fill(page);
  else expect.soft(await focusedByTab(page, screen.reader === 'guest'), `${where}: first Tab`).toBe('seen');
  expect.soft(await tooWide(page, width), `${where}: wider than the window`).toEqual([]);
  expect.soft(await tooSmall(page), `${where}: small text`).toEqual([]);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  if (language === 'fr') expect.soft(await faultsOf(page, width), `${where} ${theme}: axe`).toEqual([]);
  expect.soft(errors, `${where}: errors`).toEqual([]);
  await page.close();
}

/** What the page logs as errors or throws, which includes what its security policy refuses. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !failedReply.test(message.text())) heard.push(message.text());
  });
  return heard;
}

/** What axe finds, in short: the rule, and where. In the dark on a phone colours and sizes differ, and what can be scrolled. */
async function faultsOf(page: Page, width: Width): Promise<string[]> {
  const runOnly =
    width === 360 ? { type: 'rule' as const, values: onPhones } : { type: 'tag' as const, values: standards };
  const axe = new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] });
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** The elements that make the page wider than the window. */
const tooWide = (page: Page, width: Width): Promise<string[]> =>
  page.evaluate((most) => {
    if (document.documentElement.scrollWidth <= most) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > most + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`.slice(0, 80))
      .slice(0, 8);
  }, width);

/** Text that is seen and smaller than a person of sixty reads on a phone. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const small: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim() ?? '';
      const element = texts.currentNode.parentElement;
      if (!text || !element || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName)) continue;
      const { width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true })) continue;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (size < least) small.push(`${size} px: ${text.slice(0, 60)}`);
    }
    return small;
  }, textPixelsMin);

/**
 * Where the first Tab leads, in one word: 'seen' when it has a frame or a shade around it inside the window. For
 * members it must be the way past the navigation.
 */
async function focusedByTab(page: Page, isGuest: boolean): Promise<string> {
  await page.keyboard.press('Tab');
  return page.evaluate((anywhere) => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nowhere';
    if (!anywhere && element.getAttribute('href') !== '#content')
      return `at ${element.outerHTML.slice(0, 80)}`;
    const { top, left, bottom, right } = element.getBoundingClientRect();
    const isInside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
    if (!isInside || right - left < 8) return 'outside the window';
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const hasFrame = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    return hasFrame || boxShadow !== 'none' ? 'seen' : 'without a frame';
  }, isGuest);
}
