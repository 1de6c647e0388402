import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.mjs';

const port = Number(process.env.E2E_PORT ?? 4179);
/** A page that is served already, to run the journeys on it. */
const served = process.env.E2E_URL;
const executablePath = findChromium();

/** Journeys through the production build. Those that are about a phone carry the tag `@phone`. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  testIgnore: 'looks/**',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // One at a time: training takes the cores, and times are part of what is asserted.
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  use: {
    actionTimeout: 15_000,
    baseURL: served ?? `http://127.0.0.1:${port}/`,
    // Without a film of the page, which would take time from the training.
    trace: { mode: 'retain-on-failure', screenshots: false },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      args: CHROMIUM_ARGS,
      ...(executablePath === null ? {} : { executablePath }),
    },
  },
  projects: [
    { name: 'desktop', grepInvert: /@phone/, use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      grep: /@phone/,
      use: {
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
      },
    },
  ],
  ...(served === undefined
    ? {
        webServer: {
          command: `node scripts/start.mjs --port ${port} --strict-port`,
          url: `http://127.0.0.1:${port}/`,
          timeout: 120_000,
          reuseExistingServer: false,
        },
      }
    : {}),
});
