// `npm start` and `npm run dev`: all that stands between a fresh clone and the running product.
// Plain JavaScript with Node's own modules only, as it runs before anything is installed, on Node 20 too.
import { run } from './ground/children.mjs';
import { ensureInstalled } from './ground/install.mjs';
import { findNode } from './ground/node24.mjs';
import { buildPages } from './ground/pages.mjs';

const args = process.argv.slice(2);
const develops = args.includes('--dev');

await ensureInstalled();
const node = findNode();
if (!develops) await buildPages(node);

const watching = ['--watch', '--watch-preserve-output', '--watch-path=server', '--watch-path=shared'];
process.exitCode = await run(node, [...(develops ? watching : []), 'server/main.ts', ...args], {
  // The channel tells the product when this script was killed and nobody is left to stop it.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
