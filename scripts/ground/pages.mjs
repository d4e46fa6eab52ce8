import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { giveUp, root, run, seconds } from './children.mjs';
import { findTool } from './node24.mjs';

const web = join(root, 'web');
const stampFile = join(web, 'build', 'sources.sha256');
const logFile = join(root, '.cache', 'build.log');
const leftOut = new Set(['node_modules', 'build', '.svelte-kit']);

/** Builds the pages when what they are made from changed since the last build. Ends the script on failure. */
export async function buildPages(node) {
  const hash = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  const startedAt = Date.now();
  console.log('Building the pages, as their sources changed…');
  // What the builder says in passing would drown what the product says: it is shown on failure only.
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  const code = await run(node, [findTool('vite'), 'build'], {
    cwd: web,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  if (code !== 0) {
    process.stderr.write(readFileSync(logFile));
    giveUp('The pages could not be built: see above.');
  }
  writeFileSync(stampFile, hash);
  console.log(`Built in ${seconds(startedAt)}.`);
}

/** Over names and contents: times change with each clone. */
function hashSources() {
  const hash = createHash('sha256');
  const files = [...listFiles(web), ...listFiles(join(root, 'shared')), join(root, 'package-lock.json')];
  for (const file of files.sort()) {
    const name = relative(root, file);
    if (name.includes('.test.')) continue;
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function* listFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (leftOut.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFiles(path);
    else if (entry.isFile()) yield path;
  }
}
