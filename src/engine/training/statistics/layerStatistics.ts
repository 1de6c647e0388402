/**
 * How every layer is doing with the weights as they are, for every rule alike: spikes of some training
 * samples, weights, and the gradient those samples give.
 *
 * Nothing is changed: the gradient comes from an update that is taken back (measure/gradients.ts), so
 * nobody else may use the session meanwhile.
 */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { sizeOf } from '#model/shape.ts';
import type {
  LayerStatistics,
  StatisticsReport,
  WeightStatistics,
} from '#protocol/layerStatistics.ts';
import { sampleGradients } from '../measure/gradients.ts';
import type { Session } from '../session.ts';
import type { ActivityCounter } from './activityStatistics.ts';
import { createActivityCounter, spread } from './activityStatistics.ts';
import { decadeHistogram, symmetricHistogram } from './histogram.ts';

export interface StatisticsEffort {
  /** Most samples; fewer where the split is smaller. */
  readonly samples: number;
  /** Presenting samples ends after this time, but not before `LEAST_SAMPLES`. */
  readonly budgetMs: number;
  readonly now: () => number;
}

const LEAST_SAMPLES = 4;
/** Each batch of the document costs an update, and weights and moments written anew. */
const MOST_BATCHES = 4;

export async function layerStatistics(
  session: Session,
  effort: StatisticsEffort,
): Promise<StatisticsReport> {
  const { experiment, analysis, learner, trainCount, progress } = session;
  const { steps, dtMs } = experiment.simulation;
  const counters = new Map<string, ActivityCounter>();
  for (const { layer, output } of analysis.plan) {
    if (layer.neuron === undefined) continue;
    const { id: neuronId, params } = layer.neuron;
    if (!entryOf(catalog.neurons, neuronId).spiking) continue;
    const model = { neuronId, params, steps, dtMs };
    counters.set(layer.id, createActivityCounter(sizeOf(output), model));
  }
  const wanted = Math.min(effort.samples, trainCount);
  const indices = Array.from({ length: wanted }, (_, i) => Math.floor((i * trainCount) / wanted));
  const start = effort.now();
  const readout = analysis.plan.find(({ entry }) => entry.role === 'readout');
  const classes = readout === undefined ? 0 : sizeOf(readout.output);
  const labels = new Uint32Array(classes);
  const answers = new Uint32Array(classes);
  let samples = 0;
  for (const sampleIndex of indices) {
    const { layers, sample } = await session.probe({ ...SPIKES_ALONE, sampleIndex });
    labels[sample.label]!++;
    // A silent readout names no class.
    if (sample.prediction >= 0) answers[sample.prediction]!++;
    for (const own of layers) counters.get(own.id)?.add(own);
    samples++;
    if (samples >= LEAST_SAMPLES && effort.now() - start > effort.budgetMs) break;
  }
  const gradientSamples = Math.min(samples, MOST_BATCHES * experiment.batchSize);
  const { gradients } = await sampleGradients(session, {
    split: 'train',
    indices: indices.slice(0, gradientSamples),
    weights: null,
  });
  const weights = new Map<string, { values: Floats[]; gradients: Floats[] }>();
  for (const own of learner.state) {
    if (!own.id.startsWith('w:')) continue;
    const id = own.id.slice(2);
    const layerId = id.split('/')[0] ?? id;
    const known = weights.get(layerId) ?? { values: [], gradients: [] };
    weights.set(layerId, known);
    known.values.push(await own.read());
    const gradient = gradients.find((other) => other.id === id);
    if (gradient !== undefined) known.gradients.push(gradient.values);
  }
  return {
    ...{ update: progress.update, samples, gradientSamples },
    hasGradient: gradients.some(({ values }) => values.some((value) => value !== 0)),
    clipNorm: experiment.optimiser.clipNorm,
    ...{ labels, answers },
    layers: analysis.plan.flatMap(({ layer: { id }, output }): LayerStatistics[] => {
      const own = weights.get(id);
      const counter = counters.get(id);
      if (own === undefined && counter === undefined) return [];
      return [
        {
          id,
          size: sizeOf(output),
          activity: counter?.result() ?? null,
          weights:
            own === undefined ? null : weightStatistics(joined(own.values), joined(own.gradients)),
        },
      ];
    }),
  };
}

type Floats = Float32Array | Float64Array;

const SPIKES_ALONE = { split: 'train', layerId: '', neurons: [] } as const;

function weightStatistics(values: Floats, gradients: Floats): WeightStatistics {
  let [largest, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  for (let i = 0; i < gradients.length; i++) squares += gradients[i]! ** 2;
  return {
    count: values.length,
    ...spread(values),
    largest,
    histogram: symmetricHistogram(values),
    gradientNorm: Math.sqrt(squares),
    gradients: decadeHistogram(gradients),
  };
}

function joined(parts: readonly Floats[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
