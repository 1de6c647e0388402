/** Loss of a gradient problem in float64, and the gradient that training follows. */
import { computeLoss } from '../../kernels/loss/loss.ts';
import type { ReferencePass, Smoothing, Values } from './referenceNetwork.ts';
import { readoutOf, referenceBackward, referenceForward, stateOf } from './referenceNetwork.ts';
import type { GradientProblem } from './setUp.ts';

function readoutActivity({ analysis }: GradientProblem, pass: ReferencePass): Float64Array {
  const { id, of } = readoutOf(analysis);
  const { lif } = stateOf(pass, id);
  if (lif === null) throw new Error('the readout has no neurons');
  return of === 'spikes' ? lif.states.spikes : lif.states.membrane;
}

function lossAt(
  problem: GradientProblem,
  pass: ReferencePass,
  gradient: Float64Array | null,
): number {
  const { steps, batch } = problem.presentation;
  const activity = readoutActivity(problem, pass);
  const classes = activity.length / (steps * batch);
  const results = new Float64Array(2 * batch);
  const scores = new Float64Array(batch * classes);
  const { labels } = problem;
  computeLoss(problem.settings.loss, {
    ...{ activity, labels, steps, batch, classes, gradient, scores, results },
  });
  return results.reduce((sum, value, i) => (i % 2 === 0 ? sum + value / batch : sum), 0);
}

export interface ReferenceGradient {
  readonly pass: ReferencePass;
  readonly loss: number;
  readonly gradients: ReadonlyMap<string, Float64Array>;
}

/** By the backward pass, of the real network or of its smooth twin. */
export function referenceGradient(problem: GradientProblem, smooth: boolean): ReferenceGradient {
  const { experiment, analysis, settings, values, presentation } = problem;
  const { dtMs } = experiment.simulation;
  const smoothing = smooth ? { surrogate: settings.surrogate, resetsAsIn: null } : null;
  const pass = referenceForward(analysis, dtMs, values, presentation, smoothing);
  const ofActivity = new Float64Array(readoutActivity(problem, pass).length);
  const loss = lossAt(problem, pass, ofActivity);
  const readout = { of: readoutOf(analysis).of, values: ofActivity };
  const gradients = referenceBackward(analysis, values, pass, readout, settings.surrogate);
  return { pass, loss, gradients };
}

/** By central differences of the smooth twin. */
export function differencedGradient(
  problem: GradientProblem,
  undisturbed: ReferencePass,
  step: number,
): ReadonlyMap<string, Float64Array> {
  const { experiment, analysis, settings, presentation } = problem;
  const { surrogate } = settings;
  const smoothing: Smoothing = { surrogate, resetsAsIn: undisturbed };
  const lossWith = (values: Values): number => {
    const { dtMs } = experiment.simulation;
    return lossAt(problem, referenceForward(analysis, dtMs, values, presentation, smoothing), null);
  };
  return new Map(
    [...problem.values].map(([id, values]) => {
      const moved = (index: number, by: number): number => {
        const shifted = values.slice();
        shifted[index]! += by;
        return lossWith(new Map(problem.values).set(id, shifted));
      };
      return [id, values.map((_, i) => (moved(i, step) - moved(i, -step)) / (2 * step))];
    }),
  );
}
