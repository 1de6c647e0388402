/** The statistics that frames have brought since the panel was first opened, and go on bringing. */
import { frameSource } from '#state/frameSource.ts';
import type { StatisticsHistory } from './history.ts';
import { NO_HISTORY, withReport } from './history.ts';

let history: StatisticsHistory = NO_HISTORY;

frameSource.subscribe(({ run, statistics }) => {
  if (statistics !== null) history = withReport(history, run, statistics);
});

export const statisticsHistory = (): StatisticsHistory => history;
