import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import journeys from '../../playwright.config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const server = [journeys.webServer ?? []].flat()[0];

const SIZES = [
  ['desktop', { viewport: { width: 1440, height: 900 } }],
  ['laptop', { viewport: { width: 1024, height: 768 } }],
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
] as const;

/**
 * `npm run looks`: every screen in three sizes and two themes beside its kept picture. Not part of
 * `npm test`, because another machine's fonts are enough to change every picture;
 * `npm run looks -- --update-snapshots` takes new ones, to be looked at before they are kept.
 */
export default defineConfig({
  ...journeys,
  ...(server === undefined ? {} : { webServer: { ...server, cwd: ROOT } }),
  testDir: '.',
  testMatch: '*.looks.ts',
  testIgnore: [],
  timeout: 180_000,
  snapshotPathTemplate: '{testDir}/baselines/{projectName}/{arg}{ext}',
  expect: {
    timeout: 10_000,
    // Text that moves by part of a pixel is no difference; a control that moves is.
    toHaveScreenshot: { maxDiffPixelRatio: 0.01, animations: 'disabled', caret: 'hide' },
  },
  projects: SIZES.flatMap(([size, use]) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      name: `${size}-${colorScheme}`,
      use: { ...use, colorScheme },
    })),
  ),
});
