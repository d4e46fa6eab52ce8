import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../web/src', import.meta.url));

/** An address that the web serves, as its folder says it: `/threads/[id]`. */
export interface ServedRoute {
  route: string;
  /** Whether it is read; what is not only takes posts. */
  isPage: boolean;
  /** The queries that a post to it may come with, one for each of its actions. */
  posts: string[];
}

/** The names of an action's object, which the formatter keeps in lines of their own. */
function actionsIn(source: string): string[] {
  const [, actions = ''] = /export const actions: Actions = \{\n([\s\S]*?)\n\};/.exec(source) ?? [];
  return [...actions.matchAll(/^ {2}(\w+)[:,]/gm)].map(([, name = '']) =>
    name === 'default' ? '' : `?/${name}`,
  );
}

/** Every address of `web/src/routes`. */
export function listRoutes(folder = 'routes', route = ''): ServedRoute[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const read = (name: string) => (names.includes(name) ? readFileSync(join(root, folder, name), 'utf8') : '');
  const isPage = names.some((name) => /^\+page[.@]/.test(name));
  const posts = [...actionsIn(read('+page.server.ts')), ...(read('+server.ts') ? [''] : [])];
  const own = isPage || names.includes('+server.ts') ? [{ route: route || '/', isPage, posts }] : [];
  const below = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => listRoutes(join(folder, name), name.startsWith('(') ? route : `${route}/${name}`));
  return [...own, ...below];
}

/** The names of queries that the pages read from their address. */
export function listQueries(folder = root): string[] {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listQueries(path);
    if (!/\.(ts|svelte)$/.test(entry.name) || entry.name.includes('.test.')) return [];
    const source = readFileSync(path, 'utf8');
    if (!source.includes('searchParams') && !source.includes('URLSearchParams')) return [];
    const reads = /(?<!form|formData\(\)\)|cookies|headers)\.get\('(\w+)'\)/g;
    return [...source.matchAll(reads)].map(([, name = '']) => name);
  });
  return [...new Set(names)].sort();
}
