/** What the engine computes on the current backend for soft-LIF test problems. */
import * as tf from '@tensorflow/tfjs-core';
import { uniform } from '../../../kernels/wasm/randomTensor.ts';
import type { SoftLifAttrs } from '../../../kernels/softLif/index.ts';
import { restingNeurons, softLifForward, softLifSpiking } from '../../../kernels/softLif/index.ts';
import { createNetwork } from '../../../network/network.ts';
import type { GradientProblem } from '../../../network/reference/setUp.ts';
import { writeTensor } from '../../../network/writeTensor.ts';
import { batchGradient } from '../../../training/update.ts';
import { createFilter, filterCoefficients } from '../synapse.ts';
import { restingState, spikingStep } from '../spikingNeuron.ts';

export async function engineStaticGradient(problem: GradientProblem): Promise<{
  readonly loss: number;
  readonly gradients: ReadonlyMap<string, Float32Array>;
}> {
  const { experiment, analysis, settings, values, presentation, labels } = problem;
  const { steps, batch } = presentation;
  const network = createNetwork(experiment, analysis);
  for (const own of network.parameters) {
    writeTensor(own.tensor, Float32Array.from(values.get(own.id) ?? []));
  }
  const size = presentation.input.length / (steps * batch);
  const input = tf.tensor3d(Float32Array.from(presentation.input.subarray(0, batch * size)), [
    1,
    batch,
    size,
  ]);
  const target = tf.tensor1d(Float32Array.from(labels));
  const kept = tf.tidy(() => {
    const { gradients, results } = batchGradient(network, settings, {
      ...{ input, labels: target, steps, presented: null },
    });
    return { gradients, loss: tf.div(tf.sum(tf.slice(results, [0, 0], [batch, 1])), batch) };
  });
  const gradients = new Map<string, Float32Array>();
  for (const [index, own] of network.parameters.entries()) {
    gradients.set(own.id, Float32Array.from((await kept.gradients[index]?.data()) ?? []));
  }
  const [loss = NaN] = await kept.loss.data();
  tf.dispose([kept, input, target]);
  network.dispose();
  return { loss, gradients };
}

export const NEURON = { tauRefS: 0.002, tauRcS: 0.022, gain: 1, amp: 0.063, gamma: 0.02 } as const;

/** Outputs of `neurons` neurons a sample under inputs x `[B, N]`. */
export async function noisyRates(
  x: Float32Array,
  streams: readonly number[],
  attrs: SoftLifAttrs,
  withNoise = true,
): Promise<{ values: Float32Array; slopes: Float32Array }> {
  const current = tf.tensor3d(x, [1, streams.length, x.length / streams.length]);
  const names = withNoise ? tf.tensor1d([...streams], 'int32') : null;
  const { values, slopes } = softLifForward(current, names, attrs);
  const read = {
    values: Float32Array.from(await values.data()),
    slopes: Float32Array.from(await slopes.data()),
  };
  tf.dispose([current, values, slopes, ...(names === null ? [] : [names])]);
  return read;
}

const STEPS = 300;
const BATCH = 3;
const NEURONS = 21;
const DT_S = 0.001;
const SCALE = 63;

export interface SpikingComparison {
  readonly spikes: number;
  /** Spikes in one run and not in the other. */
  readonly different: number;
  /** Largest distance of membranes up to each neuron's first difference. */
  readonly membraneError: number;
}

/** The kernel in two calls, the second from the state that the first left, against float64 in one. */
export async function compareSpiking(still: boolean): Promise<SpikingComparison> {
  const size = BATCH * NEURONS;
  const coefficients = filterCoefficients('alpha', 0.005, DT_S);
  const sparse = uniform(5, STEPS * size, 0, 1).map((u, i) =>
    u < 0.08 ? 2 * Math.sin(i) ** 2 - 0.3 : 0,
  );
  const given = still ? uniform(6, size, -0.5, 3) : sparse;
  const bias = uniform(7, NEURONS, -0.3, 0.8);
  const [x32, bias32] = [Float32Array.from(given), Float32Array.from(bias)];
  const [x, b] = [Float64Array.from(x32), Float64Array.from(bias32)];

  const state = restingNeurons(BATCH, NEURONS);
  const biasTensor = tf.tensor1d(bias32);
  const halves: { spikes: Float32Array; membranes: Float32Array }[] = [];
  for (let half = 0; half < 2; half++) {
    const part = still ? x32 : x32.subarray((half * x32.length) / 2, ((half + 1) * x32.length) / 2);
    const current = tf.tensor3d(part, [still ? 1 : STEPS / 2, BATCH, NEURONS]);
    const { spikes, membranes } = softLifSpiking(
      { x: current, bias: biasTensor, state },
      {
        ...{ neuron: NEURON, filter: coefficients, scale: still ? 1 : SCALE, dtS: DT_S },
        ...{ steps: STEPS / 2, membranes: true },
      },
    );
    halves.push({
      spikes: Float32Array.from(await spikes.data()),
      membranes: Float32Array.from((await membranes?.data()) ?? []),
    });
    tf.dispose([current, spikes, ...(membranes === null ? [] : [membranes])]);
  }
  tf.dispose([state, biasTensor]);

  const filter = createFilter(size, coefficients);
  const neurons = restingState(size);
  const fired = new Float64Array(size);
  const diverged = new Uint8Array(size);
  const found = { spikes: 0, different: 0, membraneError: 0 };
  for (let t = 0; t < STEPS; t++) {
    const row = still ? x : x.subarray(t * size, (t + 1) * size);
    const drive = still ? row : filter(Float64Array.from(row)).map((y) => SCALE * y);
    const currents = drive.map((y, i) => NEURON.gain * (y + b[i % NEURONS]!) + 1);
    spikingStep(neurons, currents, NEURON, DT_S, fired);
    const { spikes, membranes } = halves[Math.floor((2 * t) / STEPS)]!;
    const at = (t % (STEPS / 2)) * size;
    for (let i = 0; i < size; i++) {
      found.spikes += fired[i]!;
      if (fired[i] !== spikes[at + i]) {
        found.different++;
        diverged[i] = 1;
      }
      // After a reset the reference holds 0, the kernel what was reached.
      const membrane = Math.max(0, membranes[at + i]!);
      if (diverged[i] === 0 && fired[i] === 0) {
        const error = Math.abs(membrane - neurons.voltage[i]!);
        if (!(error <= found.membraneError)) found.membraneError = error;
      }
    }
  }
  return found;
}
