/** The main thread's own work from a trace of the browser: processor time, without what it waited for. */
import { group } from 'd3-array';
import type { Browser, Page } from 'playwright';

/** Of a display of 60 frames a second. */
const FRAME_US = 1e6 / 60;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  /** Processor time, µs. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

export interface OwnWork {
  /** Processor time of the page's main thread in 95 % of the frames, ms. */
  readonly p95FrameMs: number;
  /** The longest task's, ms. */
  readonly longestTaskMs: number;
  /** 0..1. */
  readonly busy: number;
}

/**
 * Adds up the main thread's tasks in stretches of one frame each, 16.7 ms, whether it drew in them
 * or not. On a machine whose cores all train, the time on the clock is mostly waiting for a core.
 */
export async function measureOwnWork(
  browser: Browser,
  page: Page,
  seconds: number,
): Promise<OwnWork> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  const traceConfig = { includedCategories: ['toplevel'], excludedCategories: ['*'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await page.waitForTimeout(1000 * seconds);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return ownWork(events);
}

function ownWork(events: readonly TraceEvent[]): OwnWork {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const byThread = group(
    events.filter(({ name, ph }) => ph === 'X' && name.endsWith('RunTask')),
    ({ pid, tid }) => `${pid} ${tid}`,
  );
  // The page under measurement is the one that has most to do.
  const tasks = [...byThread]
    .filter(([thread]) => mains.has(thread))
    .map(([, own]) => own)
    .toSorted((a, b) => total(b) - total(a))[0];
  if (tasks === undefined) throw new Error('The trace has no task of a main thread.');
  const start = Math.min(...tasks.map(({ ts }) => ts));
  const end = Math.max(...tasks.map(({ ts }) => ts));
  const frames = new Float64Array(Math.max(1, Math.ceil((end - start) / FRAME_US) + 1));
  for (const { ts, tdur = 0 } of tasks) frames[Math.floor((ts - start) / FRAME_US)]! += tdur;
  return {
    p95FrameMs: (frames.toSorted()[Math.floor(0.95 * frames.length)] ?? NaN) / 1000,
    longestTaskMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
    busy: total(tasks) / (end - start),
  };
}

function total(tasks: readonly TraceEvent[]): number {
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
}
