import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

interface Import {
  specifier: string;
  /** The file of ours that it means, relative to the root; null for packages and what tools generate. */
  target: string | null;
  /** Names taken from it; `*` is all of them. */
  names: string[];
  line: number;
}

export interface Module {
  /** Relative to the root, with slashes. */
  path: string;
  text: string;
  imports: Import[];
  /** `explains` is true of a type that the same file uses: it may be there for the readers of a signature. */
  exports: { name: string; line: number; explains: boolean }[];
  /** Such as `process.env`: each property of the global `process` that it touches. */
  globals: { name: string; line: number }[];
}

const skipped = new Set([
  'node_modules',
  'build',
  '.svelte-kit',
  '.git',
  '.cache',
  'data',
  'migrations',
  'test-results',
]);
const codeFile = /\.(ts|mjs|svelte)$/;
const textFile = /\.(ts|mjs|svelte|css|html|md|ya?ml|sh|json)$|(^|\/)(Dockerfile|run)$/;

/** All files of ours below the root, relative to it; those of hidden folders only for `.ci`. */
export function listFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (skipped.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.ci')) return [];
    if (entry.isDirectory()) return listFiles(root, path);
    return textFile.test(path) && entry.name !== 'package-lock.json' ? [path] : [];
  });
}

export function readModules(root: string, files: readonly string[]): Module[] {
  return files.filter((path) => codeFile.test(path)).map((path) => readModule(root, path));
}

function readModule(root: string, path: string): Module {
  const text = readFileSync(join(root, path), 'utf8');
  const code = path.endsWith('.svelte') ? scriptsOf(text) : text;
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Module = { path, text, imports: [], exports: [], globals: [] };
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const addImport = (specifier: ts.Node | undefined, names: string[]): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    found.imports.push({
      specifier: specifier.text,
      target: resolveImport(root, path, specifier.text),
      names,
      line: lineOf(specifier),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) addImport(node.moduleSpecifier, importedNames(node.importClause));
    else if (ts.isExportDeclaration(node)) {
      const names = reexportedNames(node);
      addImport(
        node.moduleSpecifier,
        names.map((name) => name.taken),
      );
      for (const { given } of names)
        if (given !== '*') found.exports.push({ name: given, line: lineOf(node), explains: false });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      addImport(node.arguments[0], ['*']);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      addImport(node.argument.literal, ['*']);
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
      // How workers and files beside the code are named.
      if (node.arguments?.[1]?.getText() === 'import.meta.url') addImport(node.arguments[0], ['*']);
    } else if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'process') {
      found.globals.push({ name: `process.${node.name.text}`, line: lineOf(node) });
    } else if (!path.endsWith('.svelte')) {
      // What a component exports are its methods, which its users reach through `bind:this`.
      const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
      for (const name of declaredExports(node)) {
        found.exports.push({ name, line: lineOf(node), explains: isType && countWord(code, name) > 1 });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function countWord(code: string, word: string): number {
  return code.match(new RegExp(String.raw`\b${word}\b`, 'g'))?.length ?? 0;
}

/** The script blocks of a component, with all else blanked out so that lines stay where they are. */
function scriptsOf(component: string): string {
  let code = component.replace(/[^\n]/g, ' ');
  for (const match of component.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + (match[1] ?? '').length;
    const script = match[2] ?? '';
    code = code.slice(0, start) + script + code.slice(start + script.length);
  }
  return code;
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
  if (clause === undefined) return [];
  const names = clause.name ? ['default'] : [];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, '*'];
  return [...names, ...bindings.elements.map((element) => (element.propertyName ?? element.name).text)];
}

function reexportedNames(node: ts.ExportDeclaration): { taken: string; given: string }[] {
  if (node.exportClause === undefined) return [{ taken: '*', given: '*' }];
  if (ts.isNamespaceExport(node.exportClause)) return [{ taken: '*', given: node.exportClause.name.text }];
  return node.exportClause.elements.map((element) => ({
    taken: (element.propertyName ?? element.name).text,
    given: element.name.text,
  }));
}

function declaredExports(node: ts.Node): string[] {
  if (ts.isExportAssignment(node)) return ['default'];
  if (!ts.canHaveModifiers(node)) return [];
  const modifiers = ts.getModifiers(node) ?? [];
  if (!modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap((declaration) => namesOf(declaration.name));
  }
  const name = (node as ts.DeclarationStatement).name;
  // What `declare module` adds to another module is no export of ours.
  return name && ts.isIdentifier(name) && ts.isSourceFile(node.parent) ? [name.text] : [];
}

function namesOf(binding: ts.BindingName): string[] {
  if (ts.isIdentifier(binding)) return [binding.text];
  return binding.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}

function resolveImport(root: string, from: string, specifier: string): string | null {
  const base = specifier.startsWith('.')
    ? posix.join(posix.dirname(from), specifier)
    : specifier.replace(/^@cenacle\/(shared|server|web)\//, '$1/').replace(/^#lib(?=\/|$)/, 'web/src/lib');
  if (base === specifier && !specifier.startsWith('.')) return null;
  if (base.split('/').some((folder) => skipped.has(folder))) return null;
  const candidates = [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), `${base}/index.ts`];
  const found = candidates.find(
    (path) => existsSync(join(root, path)) && statSync(join(root, path)).isFile(),
  );
  return found ?? null;
}
