import { defineConfig } from '@playwright/test';

/** What a change breaks first, and what starts the embedded database; \`JOURNEYS=all\` walks every journey. */
const quick = '**/{start,first-admin,first-month,debate,benchmark}.spec.ts';

export default defineConfig({
  testDir: 'test/journeys',
  testMatch: process.env.JOURNEYS === 'all' ? '**/*.spec.ts' : quick,
  outputDir: 'test-results',
  // Each spec file starts a product of its own; two of them with their browsers fill two cores.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // Generous: two browsers and a product on two cores that may be busy with other things too.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    // What is not there by then will not come: a test says so, and the others go on.
    actionTimeout: 45_000,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    screenshot: 'only-on-failure',
    // Recording every step of every test takes time from all of them: `TRACE=1` where a failure needs it.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
