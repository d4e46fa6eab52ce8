/** The rules of ARCHITECTURE.md that a program can check, as data. */
export interface Rules {
  /** Files and folders of the server from low to high: each may import only what stands before it. */
  serverOrder: readonly string[];
  /** What may import upwards, and what. The services are what opens these, and are handed to all the rest. */
  upward: Readonly<Record<string, readonly string[]>>;
  /** Which areas each area may import, besides itself. */
  areas: Readonly<Record<string, readonly string[]>>;
  /** Imports between areas that the above forbids, file by file. */
  crossings: Readonly<Record<string, readonly string[]>>;
  /** Packages and names that only some files may use. */
  reserved: readonly { what: string; files: RegExp; where: string }[];
  /** Called by a tool and not by our code: their exports, and they themselves, need no importer. */
  entries: RegExp;
  /** What no text of ours may hold, and why. */
  forbidden: readonly { words: RegExp; why: string }[];
}

const testFiles = String.raw`^test/|\.test\.ts$`;
const toolFiles = String.raw`^scripts/|^[^/]+\.config\.ts$|^web/[^/]+\.config\.ts$`;

export const projectRules: Rules = {
  serverOrder: [
    'config',
    'errors',
    'words',
    'processes',
    'log',
    'data-dir',
    'embedded-programs',
    'embedded-cluster',
    'embedded-guard',
    'embedded',
    'prepared',
    'database',
    'database-check',
    'services',
    'http',
    'audit',
    'live',
    'files',
    'markdown',
    'mail',
    'jobs',
    'members',
    'circles',
    'sessions',
    'providers',
    'threads',
    'evidence',
    'benchmarks',
    'cards',
    'notifications',
    'search',
    'knowledge',
    'moderation',
    'web',
    'app',
    'demonstration',
    'main',
  ],
  upward: { services: ['live', 'files', 'markdown', 'mail', 'jobs'] },
  areas: {
    shared: [],
    server: ['shared'],
    web: ['shared'],
    scripts: ['server', 'shared', 'test'],
    test: ['server', 'shared', 'scripts'],
    root: ['server', 'shared', 'scripts', 'test'],
  },
  crossings: { 'server/demonstration.ts': ['scripts/demo/'] },
  reserved: [
    {
      what: 'drizzle-orm',
      files: new RegExp(String.raw`(^|/|-)(schema|queries|database)\.ts$|${testFiles}`),
      where: 'schema, queries and database files',
    },
    {
      what: 'process.env',
      files: new RegExp(String.raw`^server/config\.ts$|${testFiles}|${toolFiles}`),
      where: 'server/config.ts',
    },
    {
      what: 'process.exit',
      files: new RegExp(String.raw`^server/main\.ts$|${testFiles}|${toolFiles}`),
      where: 'server/main.ts',
    },
    { what: 'lucia', files: /^server\/sessions\//, where: 'server/sessions' },
  ],
  entries: new RegExp(
    [
      String.raw`^server/main\.ts$`,
      String.raw`[/-]schema\.ts$`,
      String.raw`^web/src/routes/.*\+[^/]+$`,
      String.raw`^web/src/(hooks|instrumentation|service-worker)[^/]*$`,
      String.raw`\.d\.ts$`,
      String.raw`^test/global-setup\.ts$`,
      String.raw`\.(test|spec)\.ts$`,
      String.raw`^scripts/[^/]+\.(ts|mjs)$`,
      String.raw`^(web/|test/faults/|test/rights/pages/)?[^/]+\.config\.ts$`,
    ].join('|'),
  ),
  forbidden: [
    { words: /(?<![\w.])\/(work|tmp|root|home\/\w+|Users\/\w+)\//, why: 'a path of one machine' },
    { words: /registry\.npmjs|\bnpm\.pkg\b/, why: 'the address of a registry' },
    { words: /\b(TODO|FIXME)\b/, why: 'a note of unfinished work' },
  ],
};
