/**
 * ∂L/∂w as a rule's optimiser is given it, for every rule alike.
 *
 * One update from zero moments is made and taken back: the first moment of Adam is then (1 − β₁)·g,
 * that of momentum is g, and plain descent has moved the weights by −η·(g + λ·w).
 */
import type { GradientReport, GradientRequest } from '#protocol/measure.ts';
import type { Session } from '../session.ts';
import { optimiserSettings } from '../settings.ts';
import type { StateArray } from '../learner.ts';

type Values = Float32Array | Float64Array;

/** Samples are presented as in the first epoch, in batches of the document's size. */
export async function sampleGradients(
  { experiment, learner }: Session,
  { indices, weights }: GradientRequest,
): Promise<GradientReport> {
  const kept: { own: StateArray; values: Values }[] = [];
  for (const own of learner.state) kept.push({ own, values: await own.read() });
  const taken: string[] = [];
  const start = new Map<string, Values>();
  for (const { own, values } of kept) {
    if (!own.id.startsWith('w:')) continue;
    const given = weights?.get(own.id.slice(2));
    const isTaken = given !== undefined && given.length === own.length;
    if (isTaken) taken.push(own.id.slice(2));
    start.set(own.id.slice(2), isTaken ? given : values);
  }
  const sums = new Map<string, Float64Array>();
  const attrs = optimiserSettings(experiment.optimiser)(1, 0);
  const state = new Map(learner.state.map((own) => [own.id, own]));
  try {
    for (let at = 0; at < indices.length; at += experiment.batchSize) {
      const batch = indices.slice(at, at + experiment.batchSize);
      for (const { own, values } of kept) {
        if (own.id.startsWith('w:')) own.write(start.get(own.id.slice(2)) ?? values);
        else if (isMoment(own.id)) own.write(new Float64Array(own.length));
        else own.write(values);
      }
      const request = { indices: Uint32Array.from(batch), epoch: 0, fraction: 0, update: 1 };
      await learner.train(request).read();
      for (const [id, from] of start) {
        const moved = state.get(`${attrs.kind === 'sgd' ? 'w' : 'm'}:${id}`);
        if (moved === undefined) throw new Error(`${id}: no first moment`);
        const now = await moved.read();
        const sum = sums.get(id) ?? new Float64Array(from.length);
        for (let i = 0; i < sum.length; i++) {
          const gradient =
            attrs.kind === 'sgd'
              ? (from[i]! - now[i]!) / attrs.learningRate - attrs.weightDecay * from[i]!
              : now[i]! / (attrs.kind === 'adam' ? 1 - attrs.beta1 : 1);
          sum[i] = sum[i]! + (gradient * batch.length) / indices.length;
        }
        sums.set(id, sum);
      }
    }
  } finally {
    for (const { own, values } of kept) own.write(values);
  }
  return {
    samples: indices.length,
    taken,
    gradients: [...sums].map(([id, values]) => ({ id, values })),
  };
}

const isMoment = (id: string): boolean => id.startsWith('m:') || id.startsWith('v:');
