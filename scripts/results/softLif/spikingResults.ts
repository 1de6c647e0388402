/** The weights of a trained soft-LIF row as a spiking network: figures and tables of the method. */
import type { SpikingReport, SpikingRequest } from '#protocol/spiking.ts';
import { createSoftLifLearner } from '#engine/methods/soft-lif/learner.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { catalog } from '#catalog/index.ts';
import { engineAssets } from '../../headless/engineAssets.ts';
import type { ResultTable, TrainedNetwork } from '../row.ts';

/** One synapse and the windows in which it is asked for an answer; times in ms. */
export interface Reading {
  readonly synapse: SpikingRequest['synapse'];
  readonly tauSynMs: number;
  readonly windows: readonly (readonly [fromMs: number, toMs: number])[];
  /** How many of the test split, from its beginning; all of them when left out. */
  readonly samples?: number;
}

export interface SpikingResult {
  readonly reading: Reading;
  readonly report: SpikingReport;
}

/** Evaluates every reading, each image from membranes uniform in 0..1, as the authors' simulator starts. */
export async function readSpikes(
  trained: TrainedNetwork,
  readings: readonly Reading[],
): Promise<readonly SpikingResult[]> {
  const { experiment, dataset, arrays, note } = trained;
  const analysis = analyseNetwork(experiment, catalog);
  const learner = createSoftLifLearner({ experiment, analysis, dataset, assets: engineAssets });
  for (const { id, write } of learner.state) {
    const values = arrays.get(id);
    if (values instanceof Float32Array && id.startsWith('w:')) write(values);
  }
  const results: SpikingResult[] = [];
  try {
    for (const reading of readings) {
      const { synapse, tauSynMs, windows, samples = Number.MAX_SAFE_INTEGER } = reading;
      const report = await learner.runSpiking(
        {
          ...{ split: 'test', samples, synapse, tauSynMs, start: 'random', carryState: false },
          presentationMs: Math.max(...windows.map(([, toMs]) => toMs)),
          windows: windows.map(([fromMs, toMs]) => ({ fromMs, toMs })),
        },
        {
          now: () => performance.now(),
          onProgress: async (done, total) => {
            note(`${readingName(reading)}: ${done} of ${total} samples with spikes`);
            // Ctrl+C and the clock get their turn.
            await new Promise((resolve) => setImmediate(resolve));
            return !trained.signal.aborted;
          },
        },
      );
      trained.signal.throwIfAborted();
      results.push({ reading, report });
    }
  } finally {
    learner.dispose();
  }
  return results;
}

function readingName({ synapse, tauSynMs }: Reading): string {
  if (synapse === 'none') return 'no synapse';
  return `${synapse === 'alpha' ? 'alpha' : 'low-pass'} ${tauSynMs} ms`;
}

const percent = (share: number): number => Math.round(1e4 * share) / 100;

/** Error, spikes and energy of every window. */
export function windowTable(results: readonly SpikingResult[]): ResultTable {
  return {
    title: 'Answers of the spiking network',
    columns: [
      ...['samples', 'static error (%)', 'synapse', 'window'],
      ...['error (%)', 'spikes an image', 'efficiency'],
    ],
    rows: results.flatMap(({ reading, report }) =>
      report.rows.map(({ fromMs, toMs, accuracy, spikesPerImage, efficiency }) => [
        report.samples,
        percent(1 - report.staticAccuracy),
        readingName(reading),
        `${fromMs}–${toMs} ms`,
        percent(1 - accuracy),
        Math.round(spikesPerImage),
        Math.round(100 * efficiency) / 100,
      ]),
    ),
  };
}

/** Error at moments of the presentation, of the mean readout over the later half of the time so far. */
export function timeTable(results: readonly SpikingResult[], everyMs: number): ResultTable {
  return {
    title: 'Error against time since the onset, read over the later half of it',
    columns: ['time (ms)', 'synapse', 'error (%)'],
    rows: results.flatMap(({ reading, report: { curve } }) =>
      [...curve.timesMs].flatMap((timeMs, step) =>
        timeMs % everyMs === 0
          ? [[timeMs, readingName(reading), percent(1 - (curve.laterHalf[step] ?? NaN))]]
          : [],
      ),
    ),
    plot: { x: 'time (ms)', y: ['error (%)'], by: 'synapse', yLabel: 'test error (%)' },
  };
}

/** Mean rate of each layer over the longest presentation. */
export function rateTable({ report }: SpikingResult): ResultTable {
  return {
    title: 'Rates in the spiking network',
    columns: ['layer', 'neurons', 'synapses that leave it', 'mean rate (Hz)'],
    rows: report.layers.map(({ id, neurons, synapsesOut, meanRateHz }) => [
      id,
      neurons,
      synapsesOut,
      Math.round(10 * meanRateHz) / 10,
    ]),
  };
}

/** Spikes a second of a neuron, over all layers. */
export function meanRateHz({ report }: SpikingResult): number {
  const neurons = report.layers.reduce((sum, layer) => sum + layer.neurons, 0);
  return report.layers.reduce((sum, layer) => sum + layer.neurons * layer.meanRateHz, 0) / neurons;
}
