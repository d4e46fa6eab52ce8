import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{server,shared,scripts,test,web/src}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/journeys/**', 'test/faults/**'],
    globalSetup: ['test/global-setup.ts'],
    // Threads would share what the database driver and the Markdown worker keep per process.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { NODE_ENV: 'test', TZ: 'Europe/Paris' },
  },
});
