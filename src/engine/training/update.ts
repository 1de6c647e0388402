/** One training update: forward, loss, backward, optimiser. */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimisedTensors } from '../kernels/optimiser/index.ts';
import { optimiserStep } from '../kernels/optimiser/index.ts';
import { lossOf } from '../kernels/loss/index.ts';
import type { Presented } from '../effects/sentSpikes.ts';
import type { Draws } from '../network/layerRuntime.ts';
import type { BackwardObserver, ForwardPass, Network } from '../network/network.ts';
import { ratePenalty } from './rateRegularisation.ts';
import type { TrainingSettings } from './settings.ts';

export interface Batch {
  /** `[T or 1, B, n]`. */
  readonly input: tf.Tensor;
  /** Class indices as float32 `[B]`. */
  readonly labels: tf.Tensor;
  readonly steps: number;
  /** Names the random numbers of training; null or absent while evaluating. */
  readonly draws?: Draws | null;
  /** Names those of the substrate; null where spikes are to arrive as they are sent. */
  readonly presented: Presented | null;
}

export interface Moments {
  readonly moment1: tf.Tensor | null;
  readonly moment2: tf.Tensor | null;
}

export interface BatchGradient {
  /** In the order of `network.parameters`. */
  readonly gradients: tf.Tensor[];
  /** `[B, 2]`: loss and correctness of each sample. */
  readonly results: tf.Tensor;
  /** `[B, K]`. */
  readonly scores: tf.Tensor;
  /** Scalar of the rate regularisation; null when it is off. */
  readonly penalty: tf.Tensor | null;
}

/** The readout's activity that scores are read from. */
export function activityOf(pass: ForwardPass, settings: TrainingSettings): tf.Tensor {
  const { measure } = settings.loss;
  const activity = measure === 'spikeCount' ? pass.readout.output : pass.readout.membrane;
  if (activity === null) throw new Error('the readout has no membrane');
  return activity;
}

/** Gradient of the mean loss of a batch; call inside `tf.tidy` and return what is to be kept. */
export function batchGradient(
  network: Network,
  settings: TrainingSettings,
  batch: Batch,
  observe?: BackwardObserver,
): BatchGradient {
  const pass = network.forward(batch.input, batch.steps, batch.draws, batch.presented);
  const { results, gradient, scores } = lossOf(activityOf(pass, settings), batch.labels, {
    settings: settings.loss,
    withGradient: true,
  });
  const counts = settings.loss.measure === 'spikeCount';
  const hidden = network.layers.filter(
    (layer) => layer !== network.readout && layer.coefficients !== null,
  ).length;
  const penalties: tf.Tensor[] = [];
  const gradients = network.backward(
    pass,
    { spikes: counts ? gradient : null, membrane: counts ? null : gradient },
    settings.surrogate,
    (layer, state) => {
      if (settings.rates.weight === 0 || layer.coefficients === null) return null;
      const penalty = ratePenalty(state.output, settings.rates, hidden);
      penalties.push(penalty.value);
      // The same for every step and sample; broadcasting to whole spikes keeps the kernels simple.
      return tf.add(tf.zerosLike(state.output), penalty.gradient);
    },
    observe,
  );
  return {
    gradients,
    results,
    scores,
    penalty: penalties.length === 0 ? null : tf.addN(penalties),
  };
}

export interface UpdateRequest {
  readonly network: Network;
  readonly settings: TrainingSettings;
  readonly moments: readonly Moments[];
  readonly batch: Batch;
  /** Counted from 1 since the moments were zero. */
  readonly update: number;
  /** Fractional epoch, for the schedule. */
  readonly epoch: number;
}

/**
 * Trains on one batch, in place.
 * @returns `[3]`: summed loss, number right, and regularisation; the caller reads and disposes it
 */
export function trainBatch(request: UpdateRequest): tf.Tensor {
  const { network, settings, moments, batch, update, epoch } = request;
  return tf.tidy(() => {
    const { gradients, results, penalty } = batchGradient(network, settings, batch);
    const parameters = network.parameters.map((own, index): OptimisedTensors => {
      const gradient = gradients[index];
      const moment = moments[index];
      if (gradient === undefined || moment === undefined) throw new Error(`${own.id}: no gradient`);
      return { weights: own.tensor, gradient, ...moment };
    });
    optimiserStep(parameters, settings.update(update, epoch), settings.clipNorm);
    return tf.concat([tf.sum(results, 0), tf.reshape(penalty ?? tf.scalar(0), [1])]);
  });
}

/** First and second moments of every parameter, as far as the optimiser keeps them. */
export function createMoments(network: Network, settings: TrainingSettings): Moments[] {
  const { kind } = settings.update(1, 0);
  const zeros = (shape: readonly number[]): tf.Tensor => tf.keep(tf.zeros([...shape]));
  return network.parameters.map((own) => ({
    moment1: kind === 'sgd' ? null : zeros(own.shape),
    moment2: kind === 'adam' ? zeros(own.shape) : null,
  }));
}

export function disposeMoments(moments: readonly Moments[]): void {
  for (const { moment1, moment2 } of moments) {
    moment1?.dispose();
    moment2?.dispose();
  }
}
