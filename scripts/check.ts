// Checks what ARCHITECTURE.md promises about who may import whom: `node scripts/run.mjs scripts/check.ts`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Module, listFiles, readModules } from './structure/modules.ts';
import { type Rules, projectRules } from './structure/rules.ts';

const isTest = (path: string): boolean => /\.(test|spec)\.ts$/.test(path);

/** Every broken rule below the root, as `file:line what is wrong`, sorted. */
export function checkStructure(root: string, rules: Rules = projectRules): string[] {
  const files = listFiles(root);
  const modules = readModules(root, files);
  return [
    ...modules.flatMap((module) => [...checkImports(module, rules), ...checkReserved(module, rules)]),
    ...findCycles(modules),
    ...findDead(modules, rules),
    ...findRawHtml(modules),
    ...files.flatMap((path) => findForbidden(root, path, rules)),
  ].sort();
}

const areaOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : 'root');

/** The file or folder directly below server/, by which its place in the order is known. */
const placeOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.ts$/, '');

function checkImports(module: Module, rules: Rules): string[] {
  return module.imports.flatMap(({ target, line }) => {
    if (target === null) return [];
    const problem = judgeImport(module.path, target, rules);
    return problem === null ? [] : [`${module.path}:${line} ${problem}`];
  });
}

function judgeImport(from: string, target: string, rules: Rules): string | null {
  const [area, targetArea] = [areaOf(from), areaOf(target)];
  const crossing = rules.crossings[from]?.some((start) => target.startsWith(start)) ?? false;
  if (crossing || (isTest(from) && targetArea !== 'web')) return null;
  if (area !== targetArea) {
    return rules.areas[area]?.includes(targetArea)
      ? null
      : `${area} may not import ${targetArea} (${target})`;
  }
  return area === 'server' ? judgeOrder(from, target, rules) : null;
}

function judgeOrder(from: string, target: string, rules: Rules): string | null {
  const [place, targetPlace] = [placeOf(from), placeOf(target)];
  if (place === targetPlace) return null;
  for (const each of [place, targetPlace]) {
    if (!rules.serverOrder.includes(each))
      return `server/${each} has no place in the order of scripts/structure/rules.ts`;
  }
  // Foreign keys go in all directions.
  if (from.endsWith('schema.ts') && target.endsWith('schema.ts')) return null;
  if (rules.upward[place]?.includes(targetPlace)) return null;
  const isDownward = rules.serverOrder.indexOf(targetPlace) < rules.serverOrder.indexOf(place);
  return isDownward ? null : `${place} may not import ${targetPlace}, which stands above it (${target})`;
}

function checkReserved(module: Module, rules: Rules): string[] {
  const used = [
    ...module.imports.map(({ specifier, line }) => ({ name: specifier, line })),
    ...module.globals,
  ];
  return rules.reserved.flatMap(({ what, files, where }) => {
    if (files.test(module.path)) return [];
    return used
      .filter(({ name }) => name === what || name.startsWith(`${what}/`))
      .map(({ line }) => `${module.path}:${line} uses ${what}, which belongs in ${where} only`);
  });
}

/** Each cycle once, named by its files in order, beginning with the first of the alphabet. */
function findCycles(modules: readonly Module[]): string[] {
  const targets = new Map(
    modules.map(({ path, imports }) => [
      path,
      imports.flatMap(({ target }) => (target === null ? [] : [target])),
    ]),
  );
  const finished = new Set<string>();
  const cycles = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const ring = trail.slice(start);
      const first = ring.indexOf(ring.toSorted()[0] ?? '');
      const ordered = [...ring.slice(first), ...ring.slice(0, first)];
      cycles.add(`${ordered[0]}:1 imports itself by way of ${[...ordered.slice(1), ordered[0]].join(', ')}`);
      return;
    }
    if (finished.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path]);
    finished.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return [...cycles];
}

/** Exports that nobody imports, and files of which nobody imports anything. */
function findDead(modules: readonly Module[], rules: Rules): string[] {
  const taken = new Map<string, Set<string>>();
  for (const { path, imports } of modules) {
    for (const { target, names } of imports) {
      if (target === null || target === path) continue;
      const known = taken.get(target) ?? new Set();
      for (const name of names) known.add(name);
      taken.set(target, known);
    }
  }
  return modules.flatMap(({ path, exports }) => {
    if (rules.entries.test(path)) return [];
    const names = taken.get(path);
    if (names === undefined) return [`${path}:1 is imported by nobody`];
    if (names.has('*')) return [];
    return exports
      .filter(({ name, explains }) => !explains && !names.has(name))
      .map(({ name, line }) => `${path}:${line} exports ${name}, which nobody imports`);
  });
}

/** Markup that was not escaped goes through one component, where it is known to be clean. */
function findRawHtml(modules: readonly Module[]): string[] {
  const users = modules.filter(({ path, text }) => path.endsWith('.svelte') && text.includes('{@html'));
  return users.slice(1).map(({ path }) => `${path}:1 uses {@html}, which belongs in ${users[0]?.path} only`);
}

function findForbidden(root: string, path: string, rules: Rules): string[] {
  // The rules and their test name what they forbid.
  if (/^scripts\/(structure\/rules|check\.test)\.ts$/.test(path)) return [];
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    rules.forbidden
      .filter(({ words }) => words.test(line))
      .map(({ words, why }) => `${path}:${index + 1} holds ${why}: ${words.exec(line)?.[0]}`),
  );
}

if (import.meta.main) {
  const problems = checkStructure(fileURLToPath(new URL('..', import.meta.url)));
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0 ? 'The structure is as the rules want it.' : `${problems.length} broken rules.`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
