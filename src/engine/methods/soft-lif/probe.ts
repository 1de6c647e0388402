/** What one sample does in the network of the trained weights when it runs with spikes. */
import * as tf from '@tensorflow/tfjs-core';
import { numberParam, stringParam } from '#model/params.ts';
import type { LayerActivity } from '#protocol/frame.ts';
import { argMax } from '../../kernels/loss/loss.ts';
import type { SampleProbe, SampleRequest } from '../../training/learner.ts';
import { readActivity } from '../../training/probe/activity.ts';
import type { StepsLearner } from '../../training/stepsLearner.ts';
import { createSpikingRun } from './spikingPass.ts';
import type { SynapseKind } from './synapse.ts';
import { filterCoefficients } from './synapse.ts';
import type { KeptTraces } from './traces.ts';
import { keepTraces, readTraces } from './traces.ts';

const SYNAPSES: readonly SynapseKind[] = ['none', 'lowpass', 'alpha'];

/** A presentation of the document's length, from rest. */
export async function probeSpikes(
  { tested: network, experiment, feed }: StepsLearner,
  request: SampleRequest,
): Promise<SampleProbe> {
  const { steps, dtMs } = experiment.simulation;
  const { params } = experiment.rule;
  const kind = SYNAPSES.find((known) => known === stringParam(params, 'synapse')) ?? 'none';
  const filter = filterCoefficients(kind, numberParam(params, 'tauSynMs'), dtMs);
  const { split, sampleIndex: index } = request;
  network.refresh();
  const batch = feed.sample(request);
  const run = createSpikingRun(network, { steps, dtS: dtMs / 1000, filter, scatter: null });
  // The engine's scope keeps the tensors of the run alive until everything has been read.
  tf.engine().startScope('probe');
  try {
    const shown: { id: string; size: number; activity: tf.Tensor | null }[] = [];
    const traced: KeptTraces[] = [];
    const readout = run.present(batch.input, request.layerId, (state) => {
      const { layer, output } = state;
      const { id } = layer.plan.layer;
      const activity = layer === network.readout ? null : tf.keep(tf.clone(output));
      shown.push({ id, size: output.shape[2] ?? 0, activity });
      if (id === request.layerId) traced.push(...keepTraces(state, request.neurons));
    });
    const layers: LayerActivity[] = [await readActivity(network.inputId, batch.input, true)];
    for (const { id, size, activity } of shown) {
      layers.push(
        activity === null
          ? { id, size, ...NO_SPIKES }
          : await readActivity(id, activity, activity.shape[0] === 1),
      );
      activity?.dispose();
    }
    const [label = 0] = await batch.labels.data();
    const sums = (await readout.data()) as Float32Array;
    readout.dispose();
    const fromStep = Math.min(
      Math.round(numberParam(params, 'windowFromMs') / dtMs),
      Math.max(steps - 1, 0),
    );
    const scores = meanOf(sums, steps, fromStep);
    const [kept] = traced;
    const traces = kept === undefined ? null : await readTraces(kept, { steps, dtMs, filter });
    return {
      sample: {
        ...{ split, index, label, steps, dtMs, scores },
        prediction: argMax(scores, 0, scores.length),
      },
      layers,
      traces,
    };
  } finally {
    tf.engine().endScope();
    run.rest();
    batch.input.dispose();
    batch.labels.dispose();
  }
}

const NO_SPIKES = {
  neurons: new Uint32Array(0),
  times: new Float32Array(0),
  values: new Float32Array(0),
} as const;

/** Mean over the steps from `from` on of `[T, 1, K]`. */
function meanOf(sums: Float32Array, steps: number, from: number): Float32Array {
  const classes = sums.length / steps;
  const scores = new Float32Array(classes);
  for (let t = from; t < steps; t++) {
    for (let k = 0; k < classes; k++) {
      scores[k] = scores[k]! + sums[t * classes + k]! / (steps - from);
    }
  }
  return scores;
}
