import { defineConfig } from 'vitest/config';

/**
 * On a server only what asks it: the commands start databases of their own, bodies are refused before any is asked, and
 * what a reply holds is the same on both.
 */
const askedOfNoServer = process.env.TEST_DATABASE_URL
  ? [
      'scripts/*.test.ts',
      'scripts/import/**',
      'shared/**',
      'web/**',
      'server/markdown/**',
      'server/embedded.test.ts',
      'test/rights/bodies.test.ts',
      'test/rights/canary.test.ts',
    ]
  : [];

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{server,shared,scripts,test,web/src}/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      'test/journeys/**',
      'test/faults/**',
      'test/rights/pages/**',
      ...askedOfNoServer,
    ],
    globalSetup: ['test/global-setup.ts'],
    // Threads would share what the database driver and the Markdown worker keep per process.
    pool: 'forks',
    maxWorkers: 2,
    // A worker loads the server once for all its files, which is half of what a file costs: what a test changes outside
    // its own database and folder, it puts back.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { NODE_ENV: 'test', TZ: 'Europe/Paris' },
  },
});
