/** The statistics of layers that frames have brought, over the updates of the run. */
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
