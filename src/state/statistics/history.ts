/** Statistics of the layers over updates, as many as memory shall hold. Pure. */
import type { LayerStatistics, StatisticsReport } from '#protocol/layerStatistics.ts';

/** A report holds a few kilobytes a layer; more columns than this no panel is wide enough for. */
const MOST_REPORTS = 160;

export interface StatisticsHistory {
  /** Run the reports belong to; null before the first. */
  readonly run: number | null;
  /** Rising in updates. */
  readonly reports: readonly StatisticsReport[];
  /** Least distance in updates between two that are kept; grows when there are too many. */
  readonly gap: number;
}

export const NO_HISTORY: StatisticsHistory = { run: null, reports: [], gap: 0 };

/**
 * The history with one more report. The newest is always there; those before it are thinned out evenly
 * once they are too many. Another run, or one that has gone back, starts anew.
 */
export function withReport(
  history: StatisticsHistory,
  run: number,
  report: StatisticsReport,
): StatisticsHistory {
  const last = history.reports.at(-1);
  const isOther = history.run !== run || (last !== undefined && report.update < last.update);
  if (isOther || last === undefined) return { run, reports: [report], gap: 0 };
  const { reports, gap } = history;
  const before = reports.at(-2);
  const isClose = before !== undefined && last.update - before.update < gap;
  const kept = last.update === report.update || isClose ? reports.slice(0, -1) : reports;
  const all = [...kept, report];
  if (all.length <= MOST_REPORTS) return { run, reports: all, gap };
  const first = all[0]?.update ?? 0;
  const wider = Math.max(2 * gap, (2 * (report.update - first)) / MOST_REPORTS);
  const thinned: StatisticsReport[] = [];
  for (const own of all.slice(0, -1)) {
    const previous = thinned.at(-1);
    if (previous === undefined || own.update - previous.update >= wider) thinned.push(own);
  }
  return { run, reports: [...thinned, report], gap: wider };
}

/** One layer at each update. */
export function layerHistory(
  { reports }: StatisticsHistory,
  layerId: string,
): readonly { readonly update: number; readonly layer: LayerStatistics }[] {
  return reports.flatMap(({ update, layers }) => {
    const layer = layers.find(({ id }) => id === layerId);
    return layer === undefined ? [] : [{ update, layer }];
  });
}
