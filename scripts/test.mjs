// `npm test`: what must hold, from formatting to real browsers; of the journeys those that a change breaks first.
// `npm test -- --long` walks every journey; `npm test -- --only=static|unit|journeys` runs a part; `npm test -- WORD` the
// test files whose path holds the word.
// `npm run test:faults` kills and starves products, twice of each; with `-- --long` twenty times.
// Plain JavaScript with Node's own modules only, as it runs before anything is installed, on Node 20 too.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveUp, root, run, seconds } from './ground/children.mjs';
import { findChromium } from './ground/chromium.mjs';
import { ensureInstalled } from './ground/install.mjs';
import { findNode, findTool } from './ground/node24.mjs';
import { buildPages } from './ground/pages.mjs';

const parts = ['static', 'unit', 'journeys'];
/** Not among what `npm test` runs by itself. */
const furtherParts = ['faults'];
const allParts = [...parts, ...furtherParts];
const args = process.argv.slice(2);
const filters = args.filter((word) => !word.startsWith('--'));
const isLong = args.includes('--long');
const only = readOnly();

await ensureInstalled();
const node = findNode();
const reports = mkdtempSync(join(tmpdir(), 'cenacle-reports-'));
const totals = { passed: 0, failed: 0 };
const skipped = [];

let failed = null;
for (const [name, step] of chooseSteps()) {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const code = await step();
  console.log(`── ${name}: ${code === 0 ? 'done' : 'FAILED'} in ${seconds(startedAt)}`);
  if (code === 0) continue;
  failed = name;
  process.exitCode = code;
  break;
}
rmSync(reports, { recursive: true, force: true });
for (const sentence of skipped) console.log(sentence);
if (failed !== null) console.log(`Stopped at: ${failed}.`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);

function readOnly() {
  const words = args
    .find((word) => word.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  const unknown =
    args.find((word) => word.startsWith('--') && !word.startsWith('--only=') && word !== '--long') ??
    words?.find((word) => !allParts.includes(word));
  if (unknown !== undefined) giveUp(`${unknown} is unknown: there is --only= with ${allParts.join(', ')}.`);
  return words ?? (filters.length > 0 ? ['unit', 'journeys'] : parts);
}

function chooseSteps() {
  const steps = {
    static: [
      ['Format', () => tool('prettier', ['--check', '--log-level=warn', '.'])],
      ['Lint', () => tool('oxlint', ['--deny-warnings'])],
      ['Types', checkTypes],
      ['Structure', () => run(node, ['scripts/check.ts'])],
    ],
    unit: [['Unit and API tests', runUnit]],
    journeys: [
      // The pages ask the same API, whose rights are tried on a server.
      ...(process.env.TEST_DATABASE_URL ? [] : [['Rights of the pages', runPages]]),
      ['Browser journeys', runJourneys],
    ],
    faults: [['Faults', runFaults]],
  };
  return allParts.filter((part) => only.includes(part)).flatMap((part) => steps[part]);
}

function tool(packageName, toolArgs, options) {
  return run(node, [findTool(packageName), ...toolArgs], options);
}

async function checkTypes() {
  const web = { cwd: join(root, 'web') };
  return (
    (await run(node, [findTool('typescript', 'tsc'), '-p', 'shared'])) ||
    (await run(node, [findTool('typescript', 'tsc'), '-p', '.'])) ||
    (await syncPages()) ||
    (await tool(
      'svelte-check',
      ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
      web,
    ))
  );
}

/** Writes the settings that SvelteKit makes for types and tests; a fresh clone has none. */
function syncPages() {
  return run(node, [findTool('@sveltejs/kit', 'svelte-kit'), 'sync'], { cwd: join(root, 'web') });
}

async function runUnit() {
  const unsynced = await syncPages();
  return unsynced || runVitest('unit', ['--reporter=default']);
}

async function runVitest(name, options, settings) {
  const report = join(reports, `${name}.json`);
  const code = await tool(
    'vitest',
    [
      'run',
      ...(filters.length > 0 ? ['--passWithNoTests'] : []),
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...options,
      ...filters,
    ],
    settings,
  );
  count(report, ({ numPassedTests, numFailedTests, testResults }) => {
    // A file that could not even be loaded has no test in it that could fail.
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return [numPassedTests, numFailedTests + broken.length];
  });
  return code;
}

/** What is served as pages, asked over HTTP: it needs the built pages, and no browser. */
async function runPages() {
  await buildPages(node);
  return runVitest('pages', ['--config', 'test/rights/pages/vitest.config.ts', '--reporter=default']);
}

async function runFaults() {
  await buildPages(node);
  return runVitest('faults', ['--config', 'test/faults/vitest.config.ts', '--reporter=verbose'], {
    env: { ...process.env, FAULTS: isLong ? 'long' : 'short' },
  });
}

async function runJourneys() {
  const chromium = findChromium();
  if (chromium === null) {
    skipped.push(
      'The browser journeys were skipped: there is no Chromium. Install it, or name one in CHROMIUM.',
    );
    console.log(skipped[0]);
    // Where nobody reads the output, a skip would pass for a success.
    return process.env.CI === 'true' ? 1 : 0;
  }
  await buildPages(node);
  const report = join(reports, 'journeys.json');
  const code = await run(
    node,
    [
      findTool('@playwright/test', 'playwright'),
      'test',
      '--reporter=list,json',
      ...(filters.length > 0 ? ['--pass-with-no-tests'] : []),
      ...filters,
    ],
    {
      env: {
        ...process.env,
        CHROMIUM: chromium,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        JOURNEYS: isLong || filters.length > 0 ? 'all' : '',
      },
    },
  );
  count(report, ({ stats, errors }) => [stats.expected, stats.unexpected + stats.flaky || errors.length]);
  return code;
}

/** Adds up what a runner reported; one that ended without a report has failed as a whole. */
function count(report, read) {
  try {
    const [passed, failures] = read(JSON.parse(readFileSync(report, 'utf8')));
    totals.passed += passed;
    totals.failed += failures;
  } catch {
    totals.failed += 1;
  }
}
