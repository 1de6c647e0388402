import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.mjs';
import viteConfig from './vite.config.ts';

const executablePath = findChromium();

export default mergeConfig(
  viteConfig,
  defineConfig({
    // A worker started by a test is not an entry Vite knows; found late, it reloads the test page.
    optimizeDeps: {
      entries: ['workers/*.worker.ts', 'src/**/*.browser.test.{ts,tsx}'],
    },
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            // A shared machine can be many times slower than usual; a hang is still found.
            testTimeout: 60_000,
            include: ['{src,workers,scripts,bench}/**/*.test.ts'],
            exclude: ['**/*.browser.test.ts'],
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['{src,workers}/**/*.browser.test.{ts,tsx}'],
            env: { REQUIRE_WEBGPU: process.env.REQUIRE_WEBGPU ?? '' },
            testTimeout: 120_000,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: {
                  args: CHROMIUM_ARGS,
                  ...(executablePath === null ? {} : { executablePath }),
                },
              }),
              instances: [{ browser: 'chromium' }],
            },
          },
        },
      ],
    },
  }),
);
