import { defineConfig } from 'vitest/config';

/** Products are killed and starved here, one after the other: `npm run test:faults`. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: process.env.FAULTS === 'long' ? 1_200_000 : 180_000,
    hookTimeout: 120_000,
    env: { TZ: 'Europe/Paris' },
  },
});
