/** What becomes of a trained coarse-scale network in longer presentations and in continuous time. */
import { catalog } from '#catalog/index.ts';
import { evaluateTransfer } from '#engine/methods/coarse-scale/transfer.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import type { Extras, TrainedNetwork } from './row.ts';

const LENGTHS = [1, 2, 4, 8] as const;

/** Compares both networks on the first test samples, at one to eight times the trained length. */
export function coarseTransfer(samples: number): (trained: TrainedNetwork) => Promise<Extras> {
  return async ({ experiment, dataset, arrays, note, signal }) => {
    const weights = new Map<string, Float32Array>();
    for (const [name, values] of arrays) {
      if (name.startsWith('w:')) weights.set(name.slice(2), Float32Array.from(values));
    }
    const report = await evaluateTransfer(
      {
        experiment,
        analysis: analyseNetwork(experiment, catalog),
        dataset,
        weights,
        now: () => performance.now(),
        onProgress: async (done, total) => {
          note(`continuous LIF: ${done} of ${total} test samples`);
          await new Promise((resolve) => setImmediate(resolve));
          return !signal.aborted;
        },
      },
      { split: 'test', samples, lengths: LENGTHS },
    );
    if (report.samples < Math.min(samples, dataset.test.count)) {
      throw new Error(`the comparison ended after ${report.samples} samples`);
    }
    const [first] = report.rows;
    const last = report.rows.at(-1);
    if (first === undefined || last === undefined) throw new Error('nothing was compared');
    return {
      figures: {
        'coarse accuracy at 8 T': last.coarseAccuracy,
        'continuous accuracy at 8 T': last.continuousAccuracy,
        'continuous agreement at 8 T': last.agreement,
        // What is lost against the coarse network at the trained length, on the same samples.
        'longer accuracy difference': first.coarseAccuracy - last.coarseAccuracy,
        'continuous accuracy difference': first.coarseAccuracy - last.continuousAccuracy,
      },
      tables: [
        {
          title: `Coarse steps and continuous time, ${report.samples} test samples`,
          columns: [
            'steps',
            'coarse accuracy',
            'continuous accuracy',
            'agreement',
            'correlation of counts',
            'coarse spikes a sample',
            'continuous spikes a sample',
          ],
          rows: report.rows.map((row) => [
            row.steps,
            row.coarseAccuracy,
            row.continuousAccuracy,
            row.agreement,
            row.correlation,
            row.coarseSpikes,
            row.continuousSpikes,
          ]),
          plot: {
            x: 'steps',
            y: ['coarse accuracy', 'continuous accuracy', 'agreement'],
            yLabel: 'share',
            logX: true,
          },
        },
      ],
    };
  };
}
