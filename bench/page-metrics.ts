/**
 * The page's own figures: loading, frames, long tasks, pause, the cost of watching.
 *
 *   node --import tsx bench/page-metrics.ts [--seconds 15] [--url http://…]
 *
 * By hand, on a quiet machine: each figure stands beside the load it was taken under.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import {
  compareRuns,
  measureLoads,
  measurePauses,
  measureReach,
  measureSlowdown,
  measureWatching,
  openDigits,
} from './pageMeasures.ts';
import { measureOwnWork } from './mainThread.ts';
import type { OwnWork } from './mainThread.ts';
import type { Load } from './pageMeasures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOADS = 5;
/** Example, test accuracy, and how often: the first two within ten seconds, the third within thirty. */
const REACHES = [
  [null, 0.9, 3],
  [null, 0.95, 3],
  ['Handwritten digits', 0.97, 3],
  ['Spoken digits', 0.9, 1],
  ['Spoken digits by spike counts', 0.9, 1],
] as const;
const PAIRS = 6;
const STRETCH_SECONDS = 6;
const PAUSES = 10;
const COMPARED = 4;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '15' }, url: { type: 'string' } },
});
const seconds = Number(values.seconds);
if (!(seconds >= 1)) throw new Error(`--seconds ${values.seconds}: expected a number from 1`);

const executablePath = findChromium();
if (executablePath === null) throw new Error('No Chromium here. npm test installs one.');
const server = values.url === undefined ? await serve() : null;
const url = values.url ?? server?.resolvedUrls?.local[0];
if (url === undefined) throw new Error('The server has no address.');
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  row('machine', `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${loadText()}`);
  row('browser', `Chromium ${browser.version()}, ${new Date().toISOString().slice(0, 10)}`);
  if (values.url === undefined) row('first bundle', firstBundle());

  const { first, again } = await measureLoads(browser, url, LOADS);
  for (const [visit, loads] of [
    ['first visit', first],
    ['reload', again],
  ] as const) {
    row(`${visit}: first paint`, spread(loads, 'firstPaintMs'));
    row(`${visit}: interactive`, spread(loads, 'interactiveMs'));
    row(`${visit}: ready to train`, spread(loads, 'readyMs'));
  }

  for (const [example, accuracy, times] of REACHES) {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) {
      taken.push(await measureReach(browser, url, example, accuracy));
    }
    const name = `${example ?? 'Yin-Yang'} to ${(100 * accuracy).toFixed(0)} % test`;
    row(name, `${taken.map((s) => s.toFixed(1)).join(', ')} s`);
  }

  const { page, lab } = await openDigits(browser, url);
  const seen = await measureWatching(page, lab, seconds);
  row('digits, all panels: frames', `${seen.framesPerSecond.toFixed(1)} a second`);
  row('digits: 95 % of frames within', `${seen.p95FrameMs.toFixed(1)} ms`);
  row('digits: work of 95 % of frames', `${seen.p95WorkMs.toFixed(1)} ms`);
  ownWorkRows('digits', await measureOwnWork(browser, page, seconds));
  row('digits: main thread busy', `${(100 * seen.busy).toFixed(0)} %`);
  row('digits: updates', `${seen.updatesPerSecond.toFixed(2)} a second`);
  row(`digits: tasks over 50 ms in ${seconds} s`, String(count(seen.longTasks, 'task')));
  for (const { ms, what } of seen.longTasks) row('', `${ms.toFixed(0)} ms, ${what}`);

  const pauses = await measurePauses(page, PAUSES);
  row(
    'digits: pause',
    `median ${median(pauses).toFixed(0)}, max ${Math.max(...pauses).toFixed(0)} ms`,
  );

  const { watched, unwatched } = await measureSlowdown(page, lab, PAIRS, STRETCH_SECONDS);
  const cost = 100 * (1 - median(watched) / median(unwatched));
  const costs = watched.map((rate, pair) => 100 * (1 - rate / (unwatched[pair] ?? NaN)));
  row('digits: updates a second watched', list(watched));
  row('digits: updates a second unwatched', list(unwatched));
  row('digits: watching costs', `${cost.toFixed(1)} % (medians)`);
  row('', `pair by pair ${costs.map((each) => each.toFixed(0)).join(', ')} %`);
  await compareRuns(page, COMPARED);
  const compared = await measureWatching(page, lab, seconds);
  const name = `and ${COMPARED} compared runs`;
  row(`${name}: frames`, `${compared.framesPerSecond.toFixed(1)} a second`);
  row(`${name}: 95 % of frames within`, `${compared.p95FrameMs.toFixed(1)} ms`);
  row(`${name}: work of 95 %`, `${compared.p95WorkMs.toFixed(1)} ms`);
  ownWorkRows(name, await measureOwnWork(browser, page, seconds));
  row(`${name}: main thread busy`, `${(100 * compared.busy).toFixed(0)} %`);
  row(`${name}: tasks over 50 ms`, String(count(compared.longTasks, 'task')));
  for (const { ms, what } of compared.longTasks) row('', `${ms.toFixed(0)} ms, ${what}`);
  row('load at the end', loadText());
} finally {
  await browser.close();
  await server?.close();
}

function ownWorkRows(name: string, { p95FrameMs, longestTaskMs, busy }: OwnWork): void {
  row(`${name}: own work of 95 %`, `${p95FrameMs.toFixed(1)} ms of processor time a frame`);
  row(`${name}: own work`, `${(100 * busy).toFixed(0)} %, longest ${longestTaskMs.toFixed(0)} ms`);
}

async function serve() {
  if (!existsSync(`${ROOT}dist/index.html`)) throw new Error('Nothing is built: npm run build');
  return preview({ root: ROOT, preview: { port: 4181 } });
}

function firstBundle(): string {
  const { stdout } = spawnSync(process.execPath, ['scripts/check-bundle.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return stdout.trim().split('\n').at(-1)?.replace('first bundle: ', '') ?? 'not measured';
}

function loadText(): string {
  return `load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`;
}

function spread(loads: readonly Load[], name: keyof Load): string {
  const times = loads.map((load) => load[name]);
  return `median ${median(times).toFixed(0)}, max ${Math.max(...times).toFixed(0)} ms`;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}

function list(numbers: readonly number[]): string {
  return numbers.map((n) => n.toFixed(2)).join(', ');
}

function count(tasks: readonly { what: string }[], what: string): number {
  return tasks.filter((task) => task.what === what).length;
}

function row(name: string, value: string): void {
  console.log(`${name.padEnd(38)}${value}`);
}
