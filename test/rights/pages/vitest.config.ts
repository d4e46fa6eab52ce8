import { defineConfig } from 'vitest/config';

/** What is served as pages, by the app that ships; asks for built pages, and no browser. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/rights/pages/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { NODE_ENV: 'test', TZ: 'Europe/Paris' },
    // The built pages stand by themselves: they are imported as they are.
    server: { deps: { external: [/\/web\/build\//] } },
  },
});
