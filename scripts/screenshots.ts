/**
 * The pictures of docs/img, taken of the built page after a real training.
 *
 *   node --import tsx scripts/screenshots.ts [--url http://…]
 */
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import type { BrowserContextOptions, Page } from 'playwright';
import { preview } from 'vite';
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = `${ROOT}docs/img/`;
const EPOCHS = 20;
const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

const { values } = parseArgs({ options: { url: { type: 'string' } } });
const executablePath = findChromium();
if (executablePath === null) throw new Error('No Chromium here. npm test installs one.');
const server = values.url === undefined ? await serve() : null;
const url = values.url ?? server?.resolvedUrls?.local[0];
if (url === undefined) throw new Error('The server has no address.');
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
mkdirSync(FOLDER, { recursive: true });
try {
  await take('page', { ...DESKTOP, colorScheme: 'light' }, showMap);
  await take('page-dark', { ...DESKTOP, colorScheme: 'dark' }, showMap);
  await take('phone', { ...PHONE, colorScheme: 'light' });
  await take('phone-watch', { ...PHONE, colorScheme: 'light' }, (page) =>
    page.getByRole('tab', { name: 'Watch' }).tap(),
  );
} finally {
  await browser.close();
  await server?.close();
}

async function take(
  name: string,
  options: BrowserContextOptions,
  arrange: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url ?? '');
  await page.waitForFunction(() => (window.spikeground?.backend() ?? null) !== null);
  await arrange(page);
  const trained = await page.evaluate((epochs) => window.spikeground?.train({ epochs }), EPOCHS);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  // The last frame, and what the page says once training rests.
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  const percent = (100 * (trained?.testAccuracy ?? NaN)).toFixed(1);
  console.log(`${name}.png, after ${EPOCHS} epochs: ${percent} % test accuracy`);
  await context.close();
}

async function showMap(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Map' }).click();
  await page.mouse.move(700, 120);
}

async function serve() {
  if (!existsSync(`${ROOT}dist/index.html`)) throw new Error('Nothing is built: npm run build');
  return preview({ root: ROOT, preview: { port: 4182 } });
}
