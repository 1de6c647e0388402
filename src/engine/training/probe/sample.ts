/** What one sample does in the network: spikes of all layers, membranes of some, scores, prediction. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerActivity, MembraneTraces, SampleResult } from '#protocol/frame.ts';
import type { ProbeRequest } from '#protocol/training.ts';
import { argMax } from '../../kernels/loss/loss.ts';
import { lossOf } from '../../kernels/loss/index.ts';
import type { ForwardPass } from '../../network/network.ts';
import type { Session } from '../session.ts';
import { activityOf } from '../update.ts';
import { readActivity } from './activity.ts';
import { readTraces } from './traces.ts';

export interface SampleProbe {
  readonly sample: SampleResult;
  readonly layers: readonly LayerActivity[];
  readonly traces: MembraneTraces | null;
}

/** Class scores `[B, K]` of a forward pass, as the loss reads them. */
export function scoresOf(session: Session, pass: ForwardPass, labels: tf.Tensor): tf.Tensor {
  return lossOf(activityOf(pass, session.settings), labels, {
    settings: session.settings.loss,
    withGradient: false,
  }).scores;
}

export async function probeSample(
  session: Session,
  request: Pick<ProbeRequest, 'split' | 'sampleIndex' | 'layerId' | 'neurons'>,
): Promise<SampleProbe> {
  const { split } = request;
  const count = split === 'train' ? session.feed.trainCount : session.feed.testCount;
  const index = Math.min(request.sampleIndex, count - 1);
  const { network, experiment } = session;
  const batch = session.feed.batch(split, [index], session.progress.epoch);
  // The engine's scope keeps the tensors of the pass alive until everything has been read.
  tf.engine().startScope('probe');
  try {
    const pass = network.forward(batch.input, batch.steps);
    const scores = scoresOf(session, pass, batch.labels);
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
