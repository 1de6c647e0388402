/** The statistics of layers that frames have brought, over the updates of the run. */
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import { frameSource } from '../frameSource.ts';
import type { StatisticsHistory } from './history.ts';
import { NO_HISTORY, withReport } from './history.ts';

let history: StatisticsHistory = NO_HISTORY;

/** Keeps every report of statistics from now on; call once. */
export function followStatistics(): void {
  frameSource.subscribe(({ run, statistics }) => {
    if (statistics !== null) history = withReport(history, run, statistics);
  });
}

export const statisticsHistory = (): StatisticsHistory => history;

/**
 * The newest report of the run on the page, for what opens later: reports do not come again while
 * training rests.
 */
export function latestStatistics(): StatisticsReport | null {
  const { run, reports } = history;
  return run === frameSource.latest()?.run ? (reports.at(-1) ?? null) : null;
}
