/** Words and numbers around the picture of a layer. Pure. */
import { formatValue } from '#plots/axis/formatValue.ts';
import type { LayerStatistics, StatisticsReport } from '#protocol/layerStatistics.ts';
import type { StatisticsHistory } from '#state/statistics/history.ts';
import { layerHistory } from '#state/statistics/history.ts';
import { messages } from './messages.ts';
import type { Quantity } from './quantities.ts';
import { factsOf } from './quantities.ts';

export function axisOf(quantity: Quantity, layer: LayerStatistics | null): string {
  if (quantity !== 'activity') return messages.axes[quantity];
  return messages.axes[layer?.activity?.quantity ?? 'rate'];
}

/** Bins of gradients are decades. */
export function formatOf(quantity: Quantity): (value: number) => string {
  if (quantity !== 'gradients') return formatValue;
  return (decade) => {
    if (!Number.isInteger(decade)) return formatValue(10 ** decade);
    return decade === 0 ? '1' : `1e${decade}`.replace('-', '−');
  };
}

/** The newest numbers and the span of the history, in words. */
export function summaryOf(
  name: string,
  layer: LayerStatistics,
  report: StatisticsReport,
  quantity: Quantity,
  history: StatisticsHistory,
): string {
  const facts = factsOf(layer, quantity, report).map((fact) => `${fact.name}: ${fact.value}`);
  const own = layerHistory(history, layer.id);
  const first = own[0]?.update ?? report.update;
  const span = messages.span(own.length, first, report.update);
  return messages.summary(name, facts.join(', '), span);
}
