/**
 * Panning and zooming a raster of a hundred thousand spikes in the page: what a frame takes.
 *
 *   node --import tsx bench/page-raster.ts [--url http://…]
 *
 * The spikes are those of a recurrent network whose neurons are driven hard, the gestures those of a
 * person: the wheel with Ctrl zooms, Shift and a drag pan, the keys do both.
 */
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { preview } from 'vite';
import { catalog } from '#catalog/index.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { measureOwnWork } from './mainThread.ts';
import { labOf, openTab } from './pageMeasures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SECONDS = 5;
/** Time of a frame of 60 a second, ms. */
const FRAME_MS = 1000 / 60;

const driven = { id: 'lif', params: { tauMemMs: 5, threshold: 0.2 } };
const DOCUMENT = {
  version: 1,
  name: 'A hundred thousand spikes',
  seed: 1,
  batchSize: 4,
  dataset: { id: 'yinYang' },
  encoder: { id: 'poisson', params: { peakRate: 0.9 } },
  simulation: { steps: 520, dtMs: 1 },
  rule: { id: 'surrogate' },
  loss: { id: 'ceCount' },
  optimiser: { id: 'adam' },
  network: {
    layers: [
      { id: 'input', kind: 'input', position: { x: 0, y: 0 } },
      {
        ...{ id: 'hidden', kind: 'dense', name: 'Hidden', params: { units: 500 } },
        ...{ neuron: driven, position: { x: 300, y: 0 } },
      },
      { id: 'readout', kind: 'readout', position: { x: 600, y: 0 } },
    ],
    connections: [
      { id: 'a', from: 'input', to: 'hidden' },
      { id: 'loop', from: 'hidden', to: 'hidden' },
      { id: 'b', from: 'hidden', to: 'readout' },
    ],
  },
  view: { split: 'test', sampleIndex: 0, layerId: 'hidden', neurons: [0, 1, 2, 3] },
};

type Gesture = (page: Page, box: Box, step: number) => Promise<void>;
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One small movement each; the mouse is over the middle of the raster. */
const GESTURES: readonly (readonly [name: string, gesture: Gesture])[] = [
  [
    'zoom with the wheel, in and out',
    async (page, _, step) => {
      await page.mouse.wheel(0, step % 60 < 30 ? -12 : 12);
    },
  ],
  [
    'pan a half by Shift and drag',
    async (page, { x, y, width, height }, step) => {
      const share = 0.5 + 0.3 * Math.sin(step / 12);
      await page.mouse.move(x + width * share, y + height / 3);
    },
  ],
  [
    'pan with the keys',
    async (page, _, step) => {
      await page.keyboard.press(step % 8 < 4 ? 'ArrowRight' : 'ArrowLeft');
    },
  ],
];

const { values } = parseArgs({ options: { url: { type: 'string' } } });
const parsed = parseExperiment(DOCUMENT, catalog);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const executablePath = findChromium();
if (executablePath === null) throw new Error('No Chromium here. npm test installs one.');
const server =
  values.url === undefined ? await preview({ root: ROOT, preview: { port: 4182 } }) : null;
const url = values.url ?? server?.resolvedUrls?.local[0];
if (url === undefined) throw new Error('The server has no address.');
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  const page = await openTab(browser);
  await page.goto(url);
  const lab = await labOf(page);
  const spikes = await lab.evaluate(async (spikeground, document) => {
    await spikeground.load(document);
    const { layers } = await spikeground.spikes(0);
    return layers.reduce((sum, { times }) => sum + times.length, 0);
  }, parsed.value);
  console.log(`${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, load ${loads()}`);
  console.log(`${spikes} spikes, ${browser.version()}`);
  const raster = page.getByRole('region', { name: 'Raster', exact: true });
  const canvas = raster.locator('canvas').last();
  await raster.getByText(/Hidden: 500 neurons/).waitFor({ state: 'attached' });
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('The raster is not on the page.');
  await canvas.focus();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  for (const [name, gesture] of GESTURES) {
    await page.keyboard.press('0');
    const isPan = name.startsWith('pan');
    if (isPan) for (let i = 0; i < 3; i += 1) await page.keyboard.press('+');
    const isDrag = name.includes('drag');
    if (isDrag) {
      await page.keyboard.down('Shift');
      await page.mouse.down();
    }
    const frames = page.evaluate(frameTimes, SECONDS);
    const work = measureOwnWork(browser, page, SECONDS);
    let step = 0;
    for (const end = Date.now() + 1000 * SECONDS; Date.now() < end; step += 1) {
      await gesture(page, box, step);
    }
    if (isDrag) {
      await page.mouse.up();
      await page.keyboard.up('Shift');
    }
    const { p95FrameMs, longestTaskMs, busy } = await work;
    const times = await frames;
    const late = times.filter((ms) => ms > 1.5 * FRAME_MS).length;
    console.log(
      `${name}: ${step} movements; ${(times.length / SECONDS).toFixed(1)} frames a second, ` +
        `95 % within ${p95(times).toFixed(1)} ms, ${late} of ${times.length} late; ` +
        `own work of 95 % ${p95FrameMs.toFixed(1)} ms, longest task ${longestTaskMs.toFixed(1)} ms, ` +
        `busy ${(100 * busy).toFixed(0)} %`,
    );
  }
  console.log(`load ${loads()}`);
} finally {
  await browser.close();
  await server?.close();
}

/** Times from one animation frame to the next, ms. */
async function frameTimes(seconds: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + 1000 * seconds;
  let last = performance.now();
  while (last < end) {
    const now = await new Promise<number>((go) => requestAnimationFrame(go));
    times.push(now - last);
    last = now;
  }
  return times.slice(1);
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(0.95 * times.length)] ?? NaN;
}

function loads(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
}
