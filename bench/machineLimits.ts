/** What one thread can do at most: the dense kernel on data in the cache, and copying memory. */
import * as tf from '@tensorflow/tfjs-core';
import { denseForward } from '#engine/kernels/dense/index.ts';

const REPEATS = 10;

export function machineLimits(): { gigaOps: number; copyGigabytes: number } {
  return { gigaOps: denseRate(), copyGigabytes: copyRate() };
}

function denseRate(): number {
  const [m, k, n] = [256, 256, 256];
  const x = tf.ones([m, k]);
  const weights = tf.ones([k, n]);
  const best = fastest(() => denseForward(x, weights, null, null).dispose());
  tf.dispose([x, weights]);
  return (2 * m * k * n) / best / 1e6;
}

function copyRate(): number {
  const from = new Float32Array(32 * 1024 * 1024);
  const to = new Float32Array(from.length);
  const best = fastest(() => to.set(from));
  // Every byte is read once and written once.
  return (2 * from.byteLength) / best / 1e6;
}

function fastest(run: () => void): number {
  let best = Infinity;
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
