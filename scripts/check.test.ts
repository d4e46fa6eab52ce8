import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkStructure } from './check.ts';

/** What is wrong with a project of these files. Each is imported by an entry, so that only what a test is about shows. */
function check(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'cenacle-structure-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkStructure(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Imports all of the others, so that none of them is dead. */
const uses = (...paths: string[]): string =>
  paths.map((path) => `import * as _${path.length} from '${path}';`).join('\n');

describe('who may import whom', () => {
  test('downwards, across areas that may, and schemas among each other', () => {
    const problems = check({
      'shared/threads/contract.ts': 'export const limit = 1;',
      'server/members/schema.ts': `import { threads } from '../threads/schema.ts'; export const members = threads;`,
      'server/members/queries.ts': `import { members } from './schema.ts'; export const findMember = members;`,
      'server/threads/schema.ts': 'export const threads = 1;',
      'server/threads/routes.ts': [
        `import { limit } from '@cenacle/shared/threads/contract.ts';`,
        `import { findMember } from '../members/queries.ts';`,
        'export const routes = [limit, findMember];',
      ].join('\n'),
      'server/main.ts': uses('./threads/routes.ts'),
    });
    expect(problems).toEqual([]);
  });

  test('upwards is refused', () => {
    const problems = check({
      'server/threads/queries.ts': 'export const findThread = 1;',
      'server/members/queries.ts': `\nimport { findThread } from '../threads/queries.ts'; export const a = findThread;`,
      'server/main.ts': uses('./members/queries.ts'),
    });
    expect(problems).toEqual([
      'server/members/queries.ts:2 members may not import threads, which stands above it (server/threads/queries.ts)',
    ]);
  });

  test('of two neighbours only the later may import the earlier', () => {
    const from = (place: string, other: string): string[] =>
      check({
        [`server/${other}/queries.ts`]: 'export const found = 1;',
        [`server/${place}/queries.ts`]: `import { found } from '../${other}/queries.ts'; export const again = found;`,
        'server/main.ts': uses(`./${place}/queries.ts`),
      });
    expect(from('circles', 'members')).toEqual([]);
    expect(from('members', 'circles')).toHaveLength(1);
  });

  test('a folder without a place in the order is refused', () => {
    const problems = check({
      'server/surprise/queries.ts': 'export const found = 1;',
      'server/main.ts': uses('./surprise/queries.ts'),
    });
    expect(problems).toEqual([expect.stringContaining('server/surprise has no place')]);
  });

  test.each([
    ['web/src/lib/a.ts', 'server/errors.ts', '../../../server/errors.ts'],
    ['web/src/lib/a.ts', 'server/errors.ts', '@cenacle/server/errors.ts'],
    ['shared/a.ts', 'server/errors.ts', '../server/errors.ts'],
    ['server/errors.ts', 'web/src/lib/a.ts', '../web/src/lib/a.ts'],
    ['server/errors.ts', 'scripts/seed.ts', '../scripts/seed.ts'],
  ])('%s may not import %s', (from, target, specifier) => {
    const problems = check({
      [target]: 'export const a = 1;',
      [from]: `import { a } from '${specifier}'; export const b = a;`,
      'web/src/hooks.ts': `import { b } from './lib/a.ts';`,
      'server/threads/a.test.ts': uses('../../shared/a.ts', '../errors.ts'),
    });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${from}:1 .* may not import`))]);
  });

  test('components are read too, with their lines', () => {
    const problems = check({
      'server/errors.ts': 'export const a = 1;',
      'web/src/routes/+page.svelte': [
        '<script lang="ts" module>const b = "</p>";</script>',
        '<p>text</p>',
        '<script lang="ts">',
        `  import { a } from '../../../server/errors.ts';`,
        '</script>',
      ].join('\n'),
    });
    expect(problems).toEqual([
      expect.stringMatching(/^web\/src\/routes\/\+page\.svelte:4 web may not import server/),
    ]);
  });

  test('types and imports at run time count as well', () => {
    const problems = check({
      'server/threads/queries.ts': 'export interface Row { id: string }',
      'server/members/queries.ts': [
        `import type { Row } from '../threads/queries.ts'; export type A = Row;`,
        `export const b = () => import('../threads/queries.ts');`,
        `export type C = import('../threads/queries.ts').Row;`,
      ].join('\n'),
      'server/main.ts': uses('./members/queries.ts'),
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'server/members/queries.ts:1',
      'server/members/queries.ts:2',
      'server/members/queries.ts:3',
    ]);
  });
});

test('a cycle is reported once', () => {
  const problems = check({
    'server/threads/a.ts': `import { b } from './b.ts'; export const a = b;`,
    'server/threads/b.ts': `import { c } from './c.ts'; export const b = c;`,
    'server/threads/c.ts': `import { a } from './a.ts'; export const c = a;`,
    'server/main.ts': uses('./threads/c.ts', './threads/../threads/a.ts'),
  });
  expect(problems).toEqual([
    'server/threads/a.ts:1 imports itself by way of server/threads/b.ts, server/threads/c.ts, server/threads/a.ts',
  ]);
});

describe('dead code', () => {
  test('an export that nobody imports, and a file that nobody imports', () => {
    const problems = check({
      'server/threads/policy.ts':
        'export const canReply = 1;\nexport function canLock() {}\nexport type Rule = 1;',
      'server/threads/old.ts': 'export const gone = 1;',
      'web/src/lib/Unused.svelte': '<p>Nobody shows me</p>',
      'server/main.ts': `import { canReply } from './threads/policy.ts';`,
    });
    expect(problems).toEqual([
      'server/threads/old.ts:1 is imported by nobody',
      'server/threads/policy.ts:2 exports canLock, which nobody imports',
      'server/threads/policy.ts:3 exports Rule, which nobody imports',
      'web/src/lib/Unused.svelte:1 is imported by nobody',
    ]);
  });

  test('a type that its own file uses explains a signature and is alive', () => {
    const problems = check({
      'server/threads/policy.ts': 'export type Rule = 1;\nexport const canReply = (rule: Rule) => rule;',
      'server/main.ts': `import { canReply } from './threads/policy.ts';`,
    });
    expect(problems).toEqual([]);
  });

  test('what is passed on is alive, under its new name', () => {
    const problems = check({
      'web/src/lib/index.ts': `export { open as openMenu } from './menu.ts';`,
      'web/src/lib/menu.ts': 'export const open = 1;',
      'web/src/routes/+page.ts': `import { openMenu } from '#lib';`,
    });
    expect(problems).toEqual([]);
  });

  test('a method of a component is alive', () => {
    const problems = check({
      'web/src/lib/Field.svelte': '<script>export function focus() {}</script>',
      'web/src/routes/+page.svelte': `<script>import Field from '#lib/Field.svelte';</script>`,
    });
    expect(problems).toEqual([]);
  });

  test('a worker named by its address is alive', () => {
    const problems = check({
      'server/markdown/worker.ts': 'export const ready = 1;',
      'server/main.ts': `new Worker(new URL('./markdown/worker.ts', import.meta.url));`,
    });
    expect(problems).toEqual([]);
  });
});

describe('what belongs in one place', () => {
  test.each([
    [`import { eq } from 'drizzle-orm';`, 'drizzle-orm'],
    [`import { drizzle } from 'drizzle-orm/node-postgres';`, 'drizzle-orm'],
    ['const port = process.env.PORT;', 'process.env'],
    ['process.exit(1);', 'process.exit'],
    [`import { Lucia } from 'lucia';`, 'lucia'],
  ])('%s in an action is refused', (line, what) => {
    const problems = check({
      'server/threads/actions.ts': `${line}\nexport const a = 1;`,
      'server/main.ts': uses('./threads/actions.ts'),
    });
    expect(problems).toEqual([expect.stringContaining(`server/threads/actions.ts:1 uses ${what}`)]);
  });

  test('each of them in its place is accepted', () => {
    const problems = check({
      'server/config.ts': 'export const env = process.env;',
      'server/threads/queries.ts': `import { eq } from 'drizzle-orm'; export const a = eq;`,
      'server/http/idempotency-queries.ts': `import { eq } from 'drizzle-orm'; export const a = eq;`,
      'server/sessions/store.ts': `import { Lucia } from 'lucia'; export const a = Lucia;`,
      'server/main.ts': [
        uses('./config.ts', './threads/queries.ts', './http/idempotency-queries.ts', './sessions/store.ts'),
        'process.exit(0);',
      ].join('\n'),
    });
    expect(problems).toEqual([]);
  });

  test('markup that was not escaped in a second component is refused', () => {
    const problems = check({
      'web/src/routes/a/+page.svelte': '{@html a}',
      'web/src/routes/b/+page.svelte': '{@html b}',
    });
    expect(problems).toEqual([expect.stringContaining('belongs in web/src/routes/a/+page.svelte only')]);
  });
});

describe('words that no text may hold', () => {
  test.each([
    'const file = "/tmp/x/y";',
    'see /home/ada/notes',
    '/Users/ada/x',
    'https://registry.npmjs.org/x',
    '// TODO: later',
  ])('%s', (line) => {
    expect(check({ 'README.md': `Title\n${line}\n` })).toEqual([
      expect.stringMatching(/^README\.md:2 holds/),
    ]);
  });

  test('addresses of pages are no paths of a machine', () => {
    const text = 'See https://cenacle.example/home/ and /members/work/ and server/tmp/.';
    expect(check({ 'README.md': text })).toEqual([]);
  });
});
