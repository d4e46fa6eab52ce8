import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { openMarkdown } from './markdown.ts';
import type { Markdown } from './markdown.ts';
import { postLengthMax } from './render.ts';

const opened: Markdown[] = [];

function open(options?: Parameters<typeof openMarkdown>[0]): Markdown {
  const markdown = openMarkdown(options);
  opened.push(markdown);
  return markdown;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((markdown) => markdown.close()));
});

// Thousands of links are the slowest text that is still taken: some two hundred milliseconds.
const slow = `[a]: https://a.example/b\n\n${'![a]('.repeat(9_900)}`;

test('renders in a worker, with the settings it was opened with', async () => {
  const id = '01900000-0000-7000-8000-00000000000b';
  const rendered = await open({ publicUrl: 'https://cenacle.example' }).render(
    `https://cenacle.example/threads/${id}`,
  );
  expect(rendered.threads).toEqual([id]);
});

test('many texts at once come back each as its own', async () => {
  const markdown = open({ workers: 2 });
  const texts = Array.from({ length: 50 }, (_, index) => `texte ${index}`);
  const rendered = await Promise.all(texts.map((text) => markdown.render(text)));
  expect(rendered.map(({ text }) => text)).toEqual(texts);
});

test.each([
  ['too_deep', `${'> '.repeat(50)}a`],
  ['too_deep', Array.from({ length: 40 }, (_, level) => `${'  '.repeat(level)}- a`).join('\n')],
  ['too_deep', `${'*a **b '.repeat(60)}${'c** d*'.repeat(60)}`],
  ['too_wide', `${'|a'.repeat(100)}\n${'|-'.repeat(100)}\n|b`],
  ['too_wide', 'a\n'.repeat(4_000)],
  ['too_long', 'a'.repeat(postLengthMax + 1)],
])('refuses with %s', async (code, source) => {
  await expect(open().render(source)).rejects.toMatchObject({ name: 'MarkdownRefused', code });
});

test('a text of the greatest length is taken', async () => {
  const rendered = await open().render('abcd '.repeat(postLengthMax / 5));
  expect(rendered.text.length).toBe(postLengthMax - 1);
});

test('a text that takes too long is refused; those behind it are rendered by another worker', async () => {
  const markdown = open({ timeLimitMs: 100 });
  const [first, ...others] = await Promise.allSettled([
    markdown.render(slow),
    markdown.render('un'),
    markdown.render(slow),
    markdown.render('deux'),
  ]);
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 'too_slow' } });
  expect(others).toMatchObject([
    { status: 'fulfilled', value: { text: 'un' } },
    { status: 'rejected', reason: { code: 'too_slow' } },
    { status: 'fulfilled', value: { text: 'deux' } },
  ]);
});

test('a text that only waits for the processor is not refused', async () => {
  const spin = 'const end = Date.now() + 3000; while (Date.now() < end);';
  const busy = Array.from({ length: 4 * availableParallelism() }, () => new Worker(spin, { eval: true }));
  const ended = Promise.all(busy.map((worker) => once(worker, 'exit')));
  // The first text of a worker takes longest: some twenty milliseconds of its own.
  const renderers = Array.from({ length: 6 }, () => open({ timeLimitMs: 60 }));
  const texts = await Promise.all(renderers.map((markdown) => markdown.render('- un\n- **deux**')));
  expect(texts.map(({ text }) => text)).toEqual(Array(6).fill('un\ndeux'));
  await ended;
});

test('closing rejects what waits and what comes after', async () => {
  const markdown = open();
  const [waiting] = await Promise.allSettled([markdown.render('a'), markdown.close()]);
  expect(waiting).toMatchObject({
    status: 'rejected',
    reason: { message: 'The Markdown renderer is closed' },
  });
  await expect(markdown.render('b')).rejects.toThrow('closed');
});

test('an open renderer does not hold the process, a text under way does', async () => {
  const module = JSON.stringify(new URL('./markdown.ts', import.meta.url).href);
  const program = `
    const { openMarkdown } = await import(${module});
    const { text } = await openMarkdown().render('fini');
    process.stdout.write(text);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    timeout: 15_000,
  });
  expect(stdout).toBe('fini');
});
