/** What one sample does in the network: spikes of all layers, membranes of some, scores, prediction. */
import * as tf from '@tensorflow/tfjs-core';
import type { MembraneTraces } from '#protocol/frame.ts';
import { argMax } from '../../kernels/loss/loss.ts';
import { lossOf } from '../../kernels/loss/index.ts';
import type { ForwardPass } from '../../network/network.ts';
import type { SampleProbe, SampleRequest } from '../learner.ts';
import type { StepsLearner } from '../stepsLearner.ts';
import { activityOf } from '../update.ts';
import { readActivity } from './activity.ts';
import { readTraces } from './traces.ts';

/** Class scores `[B, K]` of a forward pass, as the loss reads them. */
export function scoresOf(learner: StepsLearner, pass: ForwardPass, labels: tf.Tensor): tf.Tensor {
  return lossOf(activityOf(pass, learner.settings), labels, {
    settings: learner.settings.loss,
    withGradient: false,
  }).scores;
}

export async function probeSample(
  learner: StepsLearner,
  request: SampleRequest,
): Promise<SampleProbe> {
  const { split, sampleIndex: index } = request;
  const { tested: network, experiment, feed } = learner;
  const batch = feed.sample(request);
  // The engine's scope keeps the tensors of the pass alive until everything has been read.
  tf.engine().startScope('probe');
  try {
    const pass = network.forward(batch.input, batch.steps, null, batch.presented);
    const scores = scoresOf(learner, pass, batch.labels);
    const layers = [
      await readActivity(
        network.inputId,
        batch.input,
        batch.input.shape[0] === 1 && batch.steps > 1,
      ),
    ];
    let traces: MembraneTraces | null = null;
    for (const layer of network.layers) {
      const { id } = layer.plan.layer;
      const state = pass.states.get(id);
      if (state === undefined) continue;
      const isStatic = state.output.shape[0] === 1 && batch.steps > 1;
      layers.push(await readActivity(id, state.output, isStatic));
      if (id === request.layerId) {
        traces = await readTraces(layer, state, request.neurons, batch.steps);
      }
    }
    const [label = 0] = await batch.labels.data();
    const values = Float32Array.from(await scores.data());
    return {
      sample: {
        split,
        index,
        label,
        prediction: argMax(values, 0, values.length),
        steps: batch.steps,
        dtMs: experiment.simulation.dtMs,
        scores: values,
      },
      layers,
      traces,
    };
  } finally {
    tf.engine().endScope();
    batch.input.dispose();
    batch.labels.dispose();
  }
}
