/** What of a layer is shown: its activity, its weights, its gradients. Pure. */
import type { DistributionData } from '#plots/distribution/distributionData.ts';
import type {
  Histogram,
  LayerStatistics,
  NeuronList,
  StatisticsReport,
} from '#protocol/layerStatistics.ts';
import type { StatisticsHistory } from '#state/statistics/history.ts';
import { layerHistory } from '#state/statistics/history.ts';
import { formatInteger, formatNumber } from '#ui/numbers/formatNumber.ts';
import { messages } from './messages.ts';

export type Quantity = keyof typeof messages.quantities;
export const QUANTITIES: readonly Quantity[] = ['activity', 'weights', 'gradients'];

interface Point {
  readonly histogram: Histogram;
  readonly centre: number | null;
}

/** Null where the layer has no such thing. */
function pointOf({ activity, weights }: LayerStatistics, quantity: Quantity): Point | null {
  if (quantity === 'activity') {
    return activity === null ? null : { histogram: activity.histogram, centre: activity.mean };
  }
  if (weights === null) return null;
  if (quantity === 'weights') return { histogram: weights.histogram, centre: weights.mean };
  const size = rootMeanSquare(weights);
  return { histogram: weights.gradients, centre: size > 0 ? Math.log10(size) : null };
}

/** √(mean g²): the size of a typical gradient. */
function rootMeanSquare({ gradientNorm, count }: NonNullable<LayerStatistics['weights']>): number {
  return gradientNorm / Math.sqrt(count);
}

/** Null without a report on the layer, or where the layer has no such thing. */
export function distributionOf(
  history: StatisticsHistory,
  layerId: string,
  quantity: Quantity,
): DistributionData | null {
  const points = layerHistory(history, layerId).flatMap(({ update, layer }) => {
    const point = pointOf(layer, quantity);
    return point === null ? [] : [{ update, ...point }];
  });
  if (points.length === 0) return null;
  return {
    updates: points.map(({ update }) => update),
    histograms: points.map(({ histogram }) => histogram),
    centres: points.map(({ centre }) => centre),
  };
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** The newest numbers of a layer, in words. */
export function factsOf(
  { size, activity, weights }: LayerStatistics,
  quantity: Quantity,
  { clipNorm }: Pick<StatisticsReport, 'clipNorm'>,
): readonly Fact[] {
  const text = messages.facts;
  if (quantity === 'activity') {
    if (activity === null) return [];
    const isRate = activity.quantity === 'rate';
    const unit = isRate ? 'Hz' : 'ms';
    const mean =
      activity.mean === null
        ? messages.none
        : messages.spread(formatNumber(activity.mean), formatNumber(activity.deviation ?? 0), unit);
    return [
      { name: isRate ? text.rate : text.firstSpike, value: mean },
      { name: text.silent, value: shareText(activity.silent, size) },
      ...(activity.saturated === null
        ? []
        : [{ name: text.saturated, value: shareText(activity.saturated, size) }]),
      { name: text.spiking, value: percent(activity.spiking) },
    ];
  }
  if (weights === null) return [];
  const { count, mean, deviation, largest, histogram, gradientNorm, gradients } = weights;
  if (quantity === 'weights') {
    return [
      { name: text.mean, value: messages.spread(formatNumber(mean), formatNumber(deviation), '') },
      { name: text.largest, value: formatNumber(largest) },
      { name: text.number, value: formatInteger(count) },
      { name: text.zero, value: percent(histogram.apart / count) },
    ];
  }
  return [
    { name: text.norm, value: formatNumber(gradientNorm) },
    { name: text.typical, value: formatNumber(rootMeanSquare(weights)) },
    { name: text.zero, value: percent(gradients.apart / count) },
    ...(clipNorm > 0 ? [{ name: text.clipped, value: formatNumber(clipNorm) }] : []),
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const shareText = ({ count }: NeuronList, size: number): string =>
  messages.share(formatInteger(count), formatInteger(size), percent(count / size));
