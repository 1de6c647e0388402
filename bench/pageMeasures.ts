/** What `page-metrics.ts` measures: one function a figure, each on a page of its own. */
import type { Browser, JSHandle, Page } from 'playwright';
import type { Spikeground } from '#app/scripting.ts';

const VIEWPORT = { width: 1440, height: 900 };
/** How often the page looks at itself, ms. */
const LOOK_MS = 5;

export interface Load {
  readonly firstPaintMs: number;
  /** Drawn, and every control answers. */
  readonly interactiveMs: number;
  /** A training would start at once: data, kernels and weights are there. */
  readonly readyMs: number;
}

/** First visits in fresh profiles, then as many reloads with a warm cache. */
export async function measureLoads(
  browser: Browser,
  url: string,
  times: number,
): Promise<{ first: Load[]; again: Load[] }> {
  const [first, again]: [Load[], Load[]] = [[], []];
  for (let time = 0; time < times; time += 1) {
    const page = await openTab(browser);
    await page.addInitScript(watchLoad, LOOK_MS);
    await page.goto(url);
    first.push(await loadOf(page));
    await page.reload();
    again.push(await loadOf(page));
    await page.close();
  }
  return { first, again };
}

interface LoadTimes {
  interactive?: number;
  ready?: number;
}

function watchLoad(everyMs: number): void {
  const times: LoadTimes = {};
  Object.assign(window, { loadTimes: times });
  const timer = setInterval(() => {
    const lab = window.spikeground;
    if (lab === undefined) return;
    times.interactive ??= performance.now();
    if (lab.backend() === null) return;
    times.ready ??= performance.now();
    clearInterval(timer);
  }, everyMs);
}

async function loadOf(page: Page): Promise<Load> {
  await labOf(page);
  await page.waitForFunction(
    () => 'ready' in (window as unknown as { loadTimes: LoadTimes }).loadTimes,
  );
  return page.evaluate(() => {
    const { loadTimes } = window as unknown as { loadTimes: LoadTimes };
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    return {
      firstPaintMs: paint ?? NaN,
      interactiveMs: loadTimes.interactive ?? NaN,
      readyMs: loadTimes.ready ?? NaN,
    };
  });
}

/**
 * Seconds from pressing Space on an example, its data loaded, to a test accuracy.
 * @param example its title in the gallery; null for the one a stranger sees first
 */
export async function measureReach(
  browser: Browser,
  url: string,
  example: string | null,
  accuracy: number,
): Promise<number> {
  const page = await openTab(browser);
  await page.goto(url);
  const lab = await labOf(page);
  if (example !== null) {
    await page.getByRole('button', { name: 'Examples' }).click();
    // The first whose name begins so: "Spoken digits" stands before "Spoken digits by spike counts".
    const item = page.getByRole('menuitem', { name: new RegExp(`^${example}`) });
    await item.first().click();
    await page.evaluate(() => document.body.focus());
    await lab.evaluate((spikeground) => spikeground.load(spikeground.experiment()));
  }
  // Listening before the key goes out: evaluations and keys take different ways into the page.
  const watch = await lab.evaluateHandle((spikeground, wanted) => {
    const start = new Promise<number>((resolve) => {
      window.addEventListener('keydown', () => resolve(performance.now()), { once: true });
    });
    const taken = async (): Promise<number> => {
      const from = await start;
      while ((spikeground.metrics().testAccuracy ?? 0) < wanted) {
        if (performance.now() - from > 120_000) throw new Error('not reached within two minutes');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return (performance.now() - from) / 1000;
    };
    return { seconds: taken() };
  }, accuracy);
  await page.keyboard.press('Space');
  const seconds = await watch.evaluate((watched) => watched.seconds);
  await page.close();
  return seconds;
}

export interface Watched {
  readonly framesPerSecond: number;
  readonly p95FrameMs: number;
  /** The main thread's own work from the start of a frame until the next task gets its turn. */
  readonly p95WorkMs: number;
  /** Tasks of the main thread over 50 ms, ms, with what ran in them. */
  readonly longTasks: readonly { ms: number; what: string }[];
  /** Share of the time the main thread was busy, 0..1. */
  readonly busy: number;
  readonly updatesPerSecond: number;
}

/** Opens the digits, all panels on screen, training. The heaviest tab is in front. */
export async function openDigits(
  browser: Browser,
  url: string,
): Promise<{ page: Page; lab: JSHandle<Spikeground> }> {
  const page = await openTab(browser);
  await page.addInitScript(() => {
    // Read by `measureSlowdown`: a page that is not looked at takes one frame a second.
    Object.assign(window, { isLookedAt: true });
    Object.defineProperty(document, 'visibilityState', {
      get: () => ((window as unknown as { isLookedAt: boolean }).isLookedAt ? 'visible' : 'hidden'),
    });
  });
  await page.goto(url);
  const lab = await labOf(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Handwritten digits/ }).click();
  await page.getByRole('tab', { name: 'Weights' }).click();
  await page.evaluate(() => document.body.focus());
  // The example stops after ten epochs, which would end in the middle of the measurements.
  await lab.evaluate(async (spikeground) => {
    const experiment = spikeground.experiment();
    await spikeground.load({ ...experiment, stopping: { ...experiment.stopping, epochs: 0 } });
  });
  await page.getByRole('button', { name: 'Train network' }).click();
  await lab.evaluate(async (spikeground) => {
    while (spikeground.metrics().update < 20) await new Promise((go) => setTimeout(go, 20));
  });
  return { page, lab };
}

/** Adds so many runs of the open experiment to the comparison and leaves it on screen, running. */
export async function compareRuns(page: Page, runs: number): Promise<void> {
  await page.getByRole('button', { name: 'Compare methods and settings' }).click();
  const screen = page.getByRole('dialog', { name: 'Compare and sweep' });
  const add = screen.getByRole('button', { name: 'Add the experiment as it is' });
  for (let run = 0; run < runs; run += 1) await add.click();
  await screen
    .getByText(/^epoch|training|updates/i)
    .first()
    .waitFor();
}

export async function measureWatching(
  page: Page,
  lab: JSHandle<Spikeground>,
  seconds: number,
): Promise<Watched> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  };
  const before = await busySeconds();
  const watched = await lab.evaluate(watchFrames, seconds);
  const busy = ((await busySeconds()) - before) / watched.seconds;
  await session.detach();
  return { ...watched, busy };
}

async function watchFrames(spikeground: Spikeground, seconds: number) {
  const longTasks: { ms: number; what: string }[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      longTasks.push({ ms: entry.duration, what: whatRan(entry) });
    }
  });
  // Long animation frames say which script ran; long tasks are what the promise is about.
  observer.observe({ type: 'longtask' });
  observer.observe({ type: 'long-animation-frame' });
  const frames: number[] = [];
  const works: number[] = [];
  // A message posted at the start of a frame arrives when its callbacks, style, layout and paint are done.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<number>) => works.push(performance.now() - data);
  const start = performance.now();
  const from = spikeground.metrics().update;
  let last = start;
  await new Promise<void>((resolve) => {
    const frame = (): void => {
      const now = performance.now();
      frames.push(now - last);
      port2.postMessage(now);
      last = now;
      if (now - start < seconds * 1000) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
  const taken = (performance.now() - start) / 1000;
  const updates = spikeground.metrics().update - from;
  observer.disconnect();
  port1.close();
  const p95 = (times: number[]): number =>
    times.toSorted((a, b) => a - b)[Math.floor(0.95 * times.length)] ?? NaN;
  return {
    seconds: taken,
    framesPerSecond: frames.length / taken,
    p95FrameMs: p95(frames),
    p95WorkMs: p95(works),
    longTasks,
    updatesPerSecond: updates / taken,
  };

  function whatRan(entry: PerformanceEntry): string {
    if (entry.entryType === 'longtask') return 'task';
    const { scripts = [] } = entry as PerformanceEntry & {
      scripts?: { duration: number; invoker: string; sourceFunctionName: string }[];
    };
    const names = scripts.map(
      ({ duration, invoker, sourceFunctionName }) =>
        `${sourceFunctionName || invoker} ${duration.toFixed(0)} ms`,
    );
    return `frame: ${names.join(', ') || 'style, layout and paint'}`;
  }
}

/**
 * Updates a second with everything drawn, and with the page taking one frame a second: stretches in
 * turn on one page, so that a slow drift of the machine hits both. Evaluations are left out: they
 * come once an epoch and would fall into some stretches only.
 */
export async function measureSlowdown(
  page: Page,
  lab: JSHandle<Spikeground>,
  pairs: number,
  seconds: number,
): Promise<{ watched: number[]; unwatched: number[] }> {
  const [watched, unwatched]: [number[], number[]] = [[], []];
  for (let stretch = 0; stretch < 2 * pairs; stretch += 1) {
    const isLookedAt = stretch % 2 === 0;
    await page.evaluate((value) => Object.assign(window, { isLookedAt: value }), isLookedAt);
    // The change reaches the worker with the next frame.
    await page.waitForTimeout(1_200);
    (isLookedAt ? watched : unwatched).push(await lab.evaluate(updatesPerSecond, seconds));
  }
  await page.evaluate(() => Object.assign(window, { isLookedAt: true }));
  return { watched, unwatched };
}

interface Observed {
  readonly update: number;
  readonly epoch: number;
  /** Of the page's clock, ms. */
  readonly at: number;
}

/** Numbers arrive with frames, so whole stretches from one change to the next are added up. */
async function updatesPerSecond(spikeground: Spikeground, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let [updates, ms] = [0, 0];
  let last: Observed | null = null;
  let held = { updates: 0, ms: 0 };
  while (performance.now() < end || ms === 0) {
    await new Promise((go) => setTimeout(go, 10));
    const { update, epoch } = spikeground.metrics();
    if (update === last?.update) continue;
    const now: Observed = { update, epoch, at: performance.now() };
    if (last !== null && epoch === last.epoch) {
      updates += held.updates;
      ms += held.ms;
      held = { updates: update - last.update, ms: now.at - last.at };
    } else {
      // The evaluation lies in this one, and may have begun in the one before.
      held = { updates: 0, ms: 0 };
    }
    last = now;
  }
  return (updates + held.updates) / ((ms + held.ms) / 1000);
}

/** Times from a click on Pause to the page saying so, ms. */
export async function measurePauses(page: Page, times: number): Promise<number[]> {
  const taken: number[] = [];
  const line = page.getByRole('status', { name: 'Training status' });
  for (let time = 0; time < times; time += 1) {
    const watch = await line.evaluateHandle((element) => {
      const paused = new Promise<number>((resolve) => {
        let clicked = 0;
        const listening = { capture: true, once: true };
        window.addEventListener('click', () => (clicked = performance.now()), listening);
        const observer = new MutationObserver(() => {
          if (clicked === 0 || element.textContent?.startsWith('Paused') !== true) return;
          observer.disconnect();
          resolve(performance.now() - clicked);
        });
        observer.observe(element, { subtree: true, childList: true, characterData: true });
      });
      return { paused };
    });
    await page.getByRole('button', { name: 'Pause training' }).click();
    taken.push(await watch.evaluate(({ paused }) => paused));
    await page.getByRole('button', { name: 'Train network' }).click();
    // Another point of the batch each time.
    await page.waitForTimeout(700 + 61 * time);
  }
  return taken;
}

export async function openTab(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  // tsx marks inner functions with this helper, also in those that are sent into the page.
  await page.addInitScript('globalThis.__name ??= (named) => named');
  return page;
}

export async function labOf(page: Page): Promise<JSHandle<Spikeground>> {
  await page.waitForFunction(() => (window.spikeground?.backend() ?? null) !== null, null, {
    timeout: 60_000,
  });
  return page.evaluateHandle(() => {
    if (window.spikeground === undefined) throw new Error('the page has no spikeground');
    return window.spikeground;
  });
}
