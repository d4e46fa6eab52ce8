// How fast the product is, beside bare routes that do the same: `npm run bench -- --size M --db postgres --data FILE`.
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { processEnvironment } from '../server/config.ts';
import { casesOn, findTargets } from './bench/cases.ts';
import { memoryOf } from './bench/cpu.ts';
import { readDebate } from './bench/debate.ts';
import { explainReads, type Scanned } from './bench/explain.ts';
import { countSearch, fillHome, makeHome, type BenchHome } from './bench/home.ts';
import { sizes } from './bench/load.ts';
import { measureCase, recordCase, type Recorded } from './bench/measure.ts';
import { BadOption, readOptions, type BenchOptions } from './bench/options.ts';
import { percentile } from './bench/percentile.ts';
import { startProduct, timeStart, type Product } from './bench/product.ts';
import { startReferences } from './bench/references.ts';
import { resultTable, tableOf, type ResultRow } from './bench/rows.ts';
import { idOf } from './bench/seeded.ts';
import { measureNotices, type Noticed } from './bench/sockets.ts';
import { buildPages } from './ground/pages.mjs';

const socketCounts = [1, 100, 2000];
const startTries = 3;
/** Rows looked at for one that is given, beyond which a read is told of. */
const scannedMax = 20;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Everything that a run found. */
interface Found {
  rows: ResultRow[];
  facts: Record<string, number | null>;
  scanned: Scanned[];
}

async function bench(options: BenchOptions): Promise<Found> {
  const path = options.data === null ? null : resolve(processEnvironment.INIT_CWD ?? '', options.data);
  const debate = await readDebate(path);
  const counts = sizes[options.size];
  say(
    `Size ${options.size} on ${options.db}, ${debate.isGenerated ? 'of generated words' : 'of the real debate'}.`,
  );
  const home = await makeHome(options.url);
  try {
    const startedAt = performance.now();
    const importPerSecond = await fillHome(home, options.size, counts, debate);
    say(`Filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} seconds.`);
    const searchCountMs = await countSearch(home);
    const starts: number[] = [];
    for (let i = 0; i < startTries; i++) starts.push(await timeStart(home));
    const found = await Promise.race([measureAll(home, options), interrupted()]);
    found.facts.import_posts_per_second = importPerSecond;
    found.facts.search_count_ms = searchCountMs;
    found.facts.start_ms = percentile(starts, 0.5);
    return found;
  } finally {
    await home.drop();
  }
}

/** Fails when somebody at the terminal has had enough, so that what was made goes. */
function interrupted(): Promise<never> {
  return new Promise((_, fail) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => fail(new Error('Interrupted.')));
  });
}

async function measureAll(home: BenchHome, options: BenchOptions): Promise<Found> {
  const product = await startProduct(home);
  try {
    return await Promise.race([measureProduct(product, home, options), interrupted()]);
  } finally {
    await product.stop();
  }
}

async function measureProduct(product: Product, home: BenchHome, options: BenchOptions): Promise<Found> {
  const found: Found = { rows: [], facts: {}, scanned: [] };
  const targets = await home.withDatabase((url) => findTargets(url, idOf('member', 0)));
  const cases = casesOn(targets);
  const recorded = new Map<string, Recorded>();
  for (const each of cases) recorded.set(each.name, await recordCase(product, each));
  const routes = cases.map(({ name, body }) => {
    const { body: answer = '{}', statements = [] } = recorded.get(name) ?? {};
    return { name, body: answer, statements: body === null ? statements : null };
  });
  const references = await home.withDatabase((databaseUrl) => startReferences({ databaseUrl, routes }));
  try {
    const { db, size, requests } = options;
    const watched = {
      product: await home.watch([product.pid]),
      references: await home.watch([references.pid]),
    };
    const place = { product, references, watched, of: { db, size }, requests };
    for (const each of cases) {
      const own = recorded.get(each.name);
      if (!own) continue;
      say(`Measuring ${each.name}…`);
      found.rows.push(...(await measureCase(place, each, own)));
    }
    for (const sockets of socketCounts) {
      say(`Measuring notices in ${sockets}…`);
      const noticed = await measureNotices(product, references, targets.replied[0] ?? '', sockets);
      found.rows.push(noticeRow(noticed, { db, size }));
      if (noticed.storm) {
        found.facts.others_p99_ms_while_all_fetch = noticed.storm.othersP99;
        found.facts.all_fetched_in_ms = noticed.storm.ms;
        found.facts.refused_while_all_fetch = noticed.storm.failed;
      }
    }
  } finally {
    await references.stop();
  }
  // Without the references, whose connections would count as the product's.
  found.facts.memory_mb = await memoryOf(await home.watch([product.pid]));
  const reads = cases.filter(({ body }) => body === null);
  const statements = new Map(reads.map(({ name }) => [name, recorded.get(name)?.statements ?? []]));
  found.scanned = await home.withDatabase((url) => explainReads(url, statements));
  return found;
}

const noticeRow = ({ sockets, product, bare }: Noticed, of: Pick<ResultRow, 'db' | 'size'>): ResultRow => ({
  case: 'notice',
  ...of,
  connections: sockets,
  p50_ms: percentile(product, 0.5),
  p99_ms: percentile(product, 0.99),
  rps: null,
  cpu_ms: null,
  sql: null,
  bytes: null,
  reference: percentile(bare, 0.5),
});

/** The machine in general words: absolute times mean little beyond it. */
const machine = (): string => {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores, ${gigabytes} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
};

async function tell({ size, db, json, data }: BenchOptions, { rows, facts, scanned }: Found): Promise<void> {
  say(`\n${resultTable(rows)}\n`);
  for (const [name, value] of Object.entries(facts))
    say(`${name.replaceAll('_', ' ')}: ${value === null ? 'n/a' : value.toFixed(0)}`);
  const offenders = scanned.filter((read) => read.scanned > scannedMax * Math.max(1, read.returned));
  if (offenders.length > 0)
    say(`\n${tableOf(['statement', 'case', 'scanned', 'returned', 'counts'], offenders.map(cellsOf))}`);
  const parallel = scanned.filter(({ workers }) => workers > 0).map((read) => read.case);
  if (parallel.length > 0)
    say(
      `\nWith parallel workers, whose work on a server is not in the table: ${[...new Set(parallel)].join(', ')}`,
    );
  if (json === null) return;
  const content = { machine: machine(), size, db, generated: data === null, rows, facts, scanned };
  await writeFile(resolve(processEnvironment.INIT_CWD ?? '', json), `${JSON.stringify(content, null, 2)}\n`);
}

const statementLengthMax = 100;
const cellsOf = ({ statement, scanned, returned, counts, ...read }: Scanned): string[] => [
  statement.slice(0, statementLengthMax).replaceAll('|', ' '),
  read.case,
  String(Math.round(scanned)),
  String(returned),
  counts ? 'yes' : 'no',
];

try {
  const options = readOptions(process.argv.slice(2), processEnvironment.TEST_DATABASE_URL);
  await buildPages(process.execPath);
  const found = await bench(options);
  await tell(options, found);
} catch (error) {
  process.stderr.write(`${error instanceof BadOption ? error.message : (error as Error).stack}\n`);
  // Interrupted, it would still wait for what is under way.
  process.exit(1);
}
