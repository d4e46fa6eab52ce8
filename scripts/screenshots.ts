// Pictures of the product with its demonstration: `npm run screenshots` makes those of the README again,
// `npm run screenshots -- --all FOLDER` every screen in both languages, widths and themes.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import type { Language } from '@cenacle/shared/http.ts';
import { startProduct } from '../test/journeys/product.ts';
import { Gallery, type Width, screens } from '../test/journeys/screens.ts';

interface Shot {
  screen: string;
  language: Language;
  width: Width;
  theme: 'light' | 'dark';
}

/** A README is read over slow lines too: larger pictures get a palette. */
const pictureBytesMax = 200_000;

const readme = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const readmeShots: Shot[] = [
  { screen: 'thread', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'thread', language: 'fr', width: 1440, theme: 'dark' },
  { screen: 'today', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'threads', language: 'fr', width: 1440, theme: 'dark' },
  { screen: 'benchmark', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'thread-finished', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'compose', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'cards', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'search-found', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'knowledge-tag', language: 'fr', width: 1440, theme: 'light' },
  { screen: 'moderation-flag', language: 'fr', width: 1440, theme: 'dark' },
  { screen: 'thread', language: 'fr', width: 360, theme: 'light' },
];

function everyShot(): Shot[] {
  return screens.flatMap(({ name: screen }): Shot[] => [
    { screen, language: 'fr', width: 1440, theme: 'light' },
    { screen, language: 'fr', width: 1440, theme: 'dark' },
    { screen, language: 'fr', width: 360, theme: 'light' },
    { screen, language: 'fr', width: 360, theme: 'dark' },
    { screen, language: 'en', width: 1440, theme: 'light' },
  ]);
}

const { shots, folder } = readArguments(process.argv.slice(2));
await mkdir(folder, { recursive: true });
const product = await startProduct();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // Dates in forms otherwise follow the language of the browser that takes the pictures.
  args: ['--no-sandbox', '--disable-gpu', '--enable-blink-features=LangAttributeAwareFormControlUI'],
});
try {
  const gallery = await Gallery.open(browser, product);
  for (const language of ['fr', 'en'] as const) {
    await gallery.speak(language);
    for (const shot of shots.filter((one) => one.language === language)) await take(gallery, shot);
  }
} finally {
  await browser.close();
  await product.stop();
}

function readArguments(args: string[]): { shots: Shot[]; folder: string } {
  if (args.length === 0) return { shots: readmeShots, folder: readme };
  if (args.length === 2 && args[0] === '--all') {
    // npm runs scripts in the project's folder, and tells where it was called.
    return { shots: everyShot(), folder: resolve(process.env.INIT_CWD ?? '', args[1] ?? '') };
  }
  throw new Error('Without arguments the README gets its pictures; `--all FOLDER` takes every screen.');
}

async function take(gallery: Gallery, { screen: name, language, width, theme }: Shot): Promise<void> {
  const screen = screens.find((one) => one.name === name);
  if (!screen) throw new Error(`There is no screen ${name}.`);
  const page = await gallery.newPage(screen, width);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await gallery.show(page, screen);
  await screen.fill?.(page);
  const file = join(folder, `${name}-${language}-${width}-${theme}.png`);
  await writeFile(file, await compress(await page.screenshot({ animations: 'disabled', caret: 'hide' })));
  await page.close();
  process.stdout.write(`${file}\n`);
}

async function compress(png: Buffer): Promise<Buffer> {
  const plain = await sharp(png).png({ compressionLevel: 9, effort: 10 }).toBuffer();
  if (plain.length <= pictureBytesMax) return plain;
  return sharp(png).png({ palette: true, quality: 90, compressionLevel: 9, effort: 10 }).toBuffer();
}
