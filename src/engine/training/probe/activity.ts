/** Spikes of one sample, as event lists, for every layer. */
import type * as tf from '@tensorflow/tfjs-core';
import type { LayerActivity } from '#protocol/frame.ts';

const NO_EVENTS = { neurons: new Uint32Array(0), times: new Float32Array(0) } as const;

/** Activity `[T or 1, 1, size]`: events where it lasts several steps, values where it never changes. */
export async function readActivity(
  id: string,
  activity: tf.Tensor,
  isStatic: boolean,
): Promise<LayerActivity> {
  const [steps = 0, , size = 0] = activity.shape;
  const data = (await activity.data()) as Float32Array;
  if (isStatic) return { id, size, ...NO_EVENTS, values: Float32Array.from(data) };
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! !== 0) count++;
  const neurons = new Uint32Array(count);
  const times = new Float32Array(count);
  let at = 0;
  for (let t = 0; t < steps; t++) {
    for (let n = 0; n < size; n++) {
      if (data[t * size + n]! === 0) continue;
      neurons[at] = n;
      times[at++] = t;
    }
  }
  return { id, size, neurons, times, values: new Float32Array(0) };
}
