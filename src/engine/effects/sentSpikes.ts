/**
 * Spikes of a layer `[T, B, N]` as they arrive at the next one, where time has steps.
 *
 * A spike of step t arrives at round(t′/dt); what would arrive behind the last step is lost, and two
 * spikes of a neuron that arrive in one step are one. On the way back the error at a place where no
 * spike was sent passes as it is, the error of a spike is that of the place where it arrived, and a
 * lost spike has none.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ActiveEffects } from './activeEffects.ts';

/** What names the random numbers of a batch: a sample draws the same in any batch. */
export interface Presented {
  readonly epoch: number;
  /** Of each sample; see `EncodingContext`. */
  readonly streams: Uint32Array;
  readonly dtMs: number;
}

export interface SentSpikes {
  /** `[T, B, N]`, zeros and ones; the caller owns it. */
  readonly arrived: tf.Tensor;
  /** Places of the spikes as they were sent, and where each arrived, −1 for lost. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Reads the tensor at once, which the WASM backend allows. */
export function sendSpikes(
  spikes: tf.Tensor,
  layerId: string,
  arrivals: NonNullable<ActiveEffects['arrivals']>,
  { epoch, streams, dtMs }: Presented,
): SentSpikes {
  const [steps = 0, batch = 0, size = 0] = spikes.shape;
  const sent = spikes.dataSync<'float32'>();
  const arrived = new Float32Array(sent.length);
  const from: number[] = [];
  const to: number[] = [];
  for (let b = 0; b < batch; b++) {
    const arrivalMs = arrivals({ layerId, epoch, stream: streams[b]! });
    for (let t = 0; t < steps; t++) {
      const row = (t * batch + b) * size;
      for (let n = 0; n < size; n++) {
        if (sent[row + n] === 0) continue;
        const step = Math.round(arrivalMs(t * dtMs) / dtMs);
        const at = step < steps ? (step * batch + b) * size + n : -1;
        if (at >= 0) arrived[at] = 1;
        from.push(row + n);
        to.push(at);
      }
    }
  }
  return {
    arrived: tf.tensor3d(arrived, [steps, batch, size]),
    from: Int32Array.from(from),
    to: Int32Array.from(to),
  };
}

/** The gradient of the spikes as they were sent, from that of the arrived ones; the caller owns it. */
export function gradientOfSent(
  gradient: tf.Tensor,
  { from, to }: Pick<SentSpikes, 'from' | 'to'>,
): tf.Tensor {
  const arrived = gradient.dataSync<'float32'>();
  const sent = Float32Array.from(arrived);
  for (let k = 0; k < from.length; k++) sent[from[k]!] = to[k]! < 0 ? 0 : arrived[to[k]!]!;
  return tf.tensor(sent, gradient.shape, 'float32');
}
