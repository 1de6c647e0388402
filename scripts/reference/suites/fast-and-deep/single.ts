import type { SingleCase } from './fields.ts';
import { flat, neuronOf, timesOf } from './fields.ts';
import { engines } from './engines.ts';
import type { Tally } from './tally.ts';

/** Where a file states none. */
const TOLERANCE = 1e-9;
/** From here on a case is near a tangent, where gradients are large and compared relatively. */
const NEAR_CRITICAL = 1e-7;
const RELATIVE_TOLERANCE = 1e-6;

/** Times, causal sets, loss and all derivatives of a layer. */
export async function measureSingle(own: SingleCase, tally: Tally): Promise<void> {
  const neuron = neuronOf(own.params);
  const samples = own.input_times.map(timesOf);
  const weights = flat(own.weights);
  const tolerance = own.suggested_abs_tol ?? TOLERANCE;
  const isCritical = tolerance >= NEAR_CRITICAL;
  const gradients = isCritical
    ? { tolerance: RELATIVE_TOLERANCE, relative: true }
    : { tolerance, relative: false };
  for (const engine of engines) {
    const line = { engine: engine.name, caseId: own.id };
    const { spikes, byWeight, byTime } = await engine.layer(neuron, samples, weights, (row, b) =>
      row.map((time, j) => (time === Infinity ? 0 : own.loss_coeff[b]![j]!)),
    );
    spikes.forEach((got, b) => {
      const expected = timesOf(own.output_times[b]!);
      tally.compare({ ...line, quantity: 'spike times', tolerance, got, expected });
      tally.compare({
        ...line,
        quantity: 'causal counts',
        tolerance: 0,
        got: [...got].map((spike) => causalCount(samples[b]!, spike)),
        expected: own.causal_count[b]!,
      });
      tally.compare({
        ...line,
        ...gradients,
        quantity: 'dL/dt',
        got: byTime[b]!,
        expected: own.grad_input_times[b]!,
      });
    });
    const loss = spikes.reduce((sum, row, b) => sum + weightedSum(row, own.loss_coeff[b]!), 0);
    tally.compare({ ...line, quantity: 'loss', tolerance, got: [loss], expected: [own.loss] });
    tally.compare({
      ...line,
      ...gradients,
      quantity: 'dL/dw',
      got: byWeight,
      expected: flat(own.grad_weights),
    });
    for (const [b, times] of samples.entries()) {
      const nOut = own.output_times[b]!.length;
      for (let j = 0; j < nOut; j++) {
        const single = await engine.layer(neuron, [times], weights, (row) =>
          row.map((time, other) => (other === j && time < Infinity ? 1 : 0)),
        );
        const column = (values: Float64Array): Float64Array =>
          times.map((_, i) => values[i * nOut + j]!);
        tally.compare({
          ...line,
          ...gradients,
          quantity: 'dT/dw',
          got: column(single.byWeight),
          expected: own.dT_dw[b]!.map((row) => row[j]!),
        });
        tally.compare({
          ...line,
          ...gradients,
          quantity: 'dT/dt',
          got: single.byTime[0]!,
          expected: own.dT_dt[b]!.map((row) => row[j]!),
        });
      }
    }
  }
}

function causalCount(times: Float64Array, spike: number): number {
  return spike === Infinity ? 0 : times.reduce((sum, time) => sum + (time <= spike ? 1 : 0), 0);
}

function weightedSum(times: Float64Array, factors: readonly number[]): number {
  return times.reduce((sum, time, j) => sum + (time === Infinity ? 0 : factors[j]! * time), 0);
}
