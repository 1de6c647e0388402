/** Records and rows for tests: small, and made up. */
import { exampleExperiment, validated } from './fromExample.ts';
import type { RunRecord } from './records.ts';
import type { Extras, TrainedRow } from './row.ts';

export const TINY_ROW: TrainedRow = {
  kind: 'trained',
  name: 'tiny',
  rule: 'surrogate',
  title: 'Tiny',
  experiment: validated(exampleExperiment('yin-yang'), 3),
  seeds: [1, 2],
  paper: '95.9 ± 0.7 %',
  targets: [{ atLeast: 0.9 }],
};

/** Of epochs with these validation accuracies, of which the best was tested. */
export function recordOf(
  seed: number,
  validation: readonly number[],
  testAccuracy: number,
  more: { readonly extras?: Extras; readonly variant?: string; readonly isPartial?: boolean } = {},
): RunRecord {
  const best = Math.max(...validation);
  const { extras = {}, variant = null, isPartial = false } = more;
  return {
    row: TINY_ROW.name,
    variant,
    seed,
    document: {},
    backend: 'wasm',
    machine: { node: 'v20', platform: 'linux x64', cpu: 'a processor', cores: 2, load: 1.5 },
    finishedOn: '2025-01-01',
    seconds: 120,
    msPerUpdate: 4,
    ended: isPartial ? `ended after ${validation.length} of 9 epochs` : null,
    isPartial,
    chosen: {
      epoch: validation.indexOf(best) + 1,
      validationAccuracy: best,
      testLoss: 0.2,
      testAccuracy,
    },
    epochs: validation.map((validationAccuracy, index) => ({
      epoch: index + 1,
      update: 10 * (index + 1),
      seconds: 60 * (index + 1),
      trainLoss: 0.5,
      trainAccuracy: 0.8,
      validationLoss: 0.6,
      validationAccuracy,
      testLoss: null,
      testAccuracy: null,
    })),
    extras,
  };
}
