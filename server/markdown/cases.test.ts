import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { costlySources, hostileSources } from '../../test/fixtures/markdown-hostile.ts';
import { openMarkdown } from './markdown.ts';
import { MarkdownRefused } from './refused.ts';
import { postLengthMax, renderMarkdown } from './render.ts';
import { sanitizePost } from './sanitize.ts';

type Case = {
  id: string;
  kind: string;
  markdown: string;
  must_not_match: string[];
  must_match: string[];
  balanced?: boolean;
  max_ms?: number;
  allow_reject?: boolean;
};

const cases = JSON.parse(
  readFileSync(new URL('../../test/fixtures/markdown.json', import.meta.url), 'utf8'),
) as Case[];
const quiet = cases.filter((one) => one.kind !== 'dos');
const costly = cases.filter((one) => one.kind === 'dos');

const empty = new Set(['br', 'hr', 'img', 'input']);

/** The first tag that does not fit, or '' if all elements are closed in order and no text holds a bare < or ". */
function firstUnbalanced(html: string): string {
  const open: string[] = [];
  for (const [whole, slash, name = '', , text = ''] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)(?: \/)?>|([^<>"]+)|[^]/g,
  )) {
    if (text !== '') continue;
    if (name === '') return whole;
    if (slash && open.pop() !== name) return whole;
    if (!slash && !empty.has(name)) open.push(name);
  }
  return open.at(-1) ?? '';
}

function patternsOf(kind: string): string[] {
  return [...new Set(cases.filter((one) => one.kind === kind).flatMap((one) => one.must_not_match))];
}

function expectNone(html: string, patterns: readonly string[]): void {
  for (const pattern of patterns) {
    expect(html).not.toMatch(new RegExp(pattern, 'i'));
    // Lone surrogates are found by code unit, or an emoji would count as two of them.
    expect(html).not.toMatch(new RegExp(pattern, 'isu'));
  }
  expect(firstUnbalanced(html)).toBe('');
}

describe('the example cases of the acceptance', () => {
  test.each(quiet)('$id', ({ markdown, must_not_match: none, must_match: some }) => {
    const { html } = renderMarkdown(markdown);
    expectNone(html, none);
    for (const pattern of some) expect(html).toMatch(new RegExp(pattern, 'i'));
  });
});

describe('our own hostile sources', () => {
  const all = Object.entries(hostileSources).flatMap(([kind, sources]) =>
    sources.map((source) => ({ kind, source })),
  );
  test.each(all)('$kind: $source', ({ kind, source }) => {
    const patterns = patternsOf(kind);
    expect(patterns.length).toBeGreaterThan(0);
    const { html } = renderMarkdown(source);
    expectNone(html, patterns);
    expectNone(html, patternsOf('clobber'));
    for (const address of html.matchAll(/href="([^"]*)"/g)) {
      expect(address[1]).toMatch(/^(?:https?:\/\/[^/?#@]+(?:[/?#]|$)|mailto:|tel:)/);
    }
  });
});

describe('the sanitizer alone holds, should the renderer ever let HTML through', () => {
  const raw = /^(?:raw-|mxss|style|page-level|comment|clobber|framework|remote-load)/;
  const all = Object.entries(hostileSources).filter(([kind]) => raw.test(kind));
  test.each(all)('%s', (kind, sources) => {
    for (const source of sources) {
      const html = sanitizePost(source);
      expectNone(html, patternsOf(kind));
      expect(html).not.toMatch(/javascript:[^<]*"/);
    }
  });
});

describe('costly sources', () => {
  const markdown = openMarkdown();
  afterAll(() => markdown.close());

  async function timed(source: string): Promise<number> {
    const start = performance.now();
    await markdown.render(source).catch((error: unknown) => {
      if (!(error instanceof MarkdownRefused)) throw error;
    });
    return performance.now() - start;
  }

  test('the worker is warm', async () => {
    expect((await markdown.render('chaud')).html).toBe('<p>chaud</p>');
  });

  test.each(costly)(
    '$id is answered in time',
    async ({ markdown: source, max_ms: millisecondsMax = 500 }) => {
      expect(await timed(source)).toBeLessThan(millisecondsMax);
    },
  );

  const repeated = costlySources.map(([unit, before = '', after = '']) => ({ unit, before, after }));
  test.each(repeated)(
    '$before $unit over and over $after is answered in time',
    async ({ unit, before, after }) => {
      const times = Math.floor((postLengthMax - before.length - after.length) / unit.length);
      // Twice what one rendering may take on an idle machine, as tests run beside others.
      expect(await timed(before + unit.repeat(times) + after)).toBeLessThan(1_500);
    },
  );
});
