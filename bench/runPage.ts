/** The engine in a worker of a real page, driven from Node. */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/chromium.mjs';
import type { BackendName } from '#protocol/training.ts';
import type { MeasureOptions, Timing } from './measure.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface BenchPage {
  readonly version: string;
  measure(
    id: string,
    backend: BackendName,
    options: MeasureOptions,
  ): Promise<Timing & { threads: number }>;
  close(): Promise<void>;
}

/** @param threads of the WASM kernels; null for as many as a person's page would take */
export async function openPage(threads: number | null): Promise<BenchPage> {
  // Files saved meanwhile must not reload the page under a measurement.
  const server = await createServer({
    root: ROOT,
    logLevel: 'error',
    server: { port: 0, hmr: false },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_ARGS],
  });
  const page = await browser.newPage();
  await page.goto(`${url}bench/page.html`);
  await page.waitForFunction(() => 'measureWorkload' in globalThis);
  return {
    version: browser.version(),
    measure: (id, backend, options) =>
      page.evaluate(
        (request) =>
          (
            globalThis as unknown as {
              measureWorkload(given: object): Promise<Timing & { threads: number }>;
            }
          ).measureWorkload(request),
        { id, backend, options, threads },
      ),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
