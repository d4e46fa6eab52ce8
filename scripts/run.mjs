// Runs a script of ours, or a tool of the lock file, with the right Node: `node scripts/run.mjs scripts/import.ts FILE`.
import { giveUp, run } from './ground/children.mjs';
import { ensureInstalled } from './ground/install.mjs';
import { findNode, findTool } from './ground/node24.mjs';

const [what, ...args] = process.argv.slice(2);
if (what === undefined) giveUp('Name a script, such as scripts/import.ts, or a tool, such as prettier.');

await ensureInstalled();
const script = /\.[cm]?[jt]s$/.test(what) ? what : findTool(what);
process.exitCode = await run(findNode(), [script, ...args]);
