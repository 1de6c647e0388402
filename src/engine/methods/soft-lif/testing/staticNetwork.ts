/** Static soft-LIF networks of any layer kind in float64, to hold the engine's gradients to. */
import { softLifConstants } from '#catalog/neurons/softLif.ts';
import { chain } from '#catalog/examples/build.ts';
import type { LayerPlan } from '#model/network/analyse.ts';
import { sizeOf } from '#model/shape.ts';
import { convForward } from '../../../kernels/reference/conv.ts';
import { denseForward } from '../../../kernels/reference/dense.ts';
import type { GradientCase } from '../../../network/reference/cases.ts';
import type { Values } from '../../../network/reference/referenceNetwork.ts';
import type { GradientProblem } from '../../../network/reference/setUp.ts';
import { convSizes, poolForward, poolingOf } from '../../../network/reference/windows.ts';
import { softRate } from '../rates.ts';

const soft = (gamma: number): object => ({ neuron: { id: 'softLif', params: { gamma } } });
const readout = {
  id: 'out',
  kind: 'readout',
  params: { measure: 'membraneMean' },
  neuron: { id: 'linear' },
};
const input = { id: 'input', kind: 'input' };
const common = {
  input: 'static',
  ruleId: 'soft-lif',
  rule: { noise: 'none' },
  loss: { id: 'ceMembrane' },
  hasSmoothTwin: true,
} as const;

export const staticCases: readonly GradientCase[] = [
  {
    ...common,
    name: 'two dense layers',
    shape: [5],
    layers: [
      input,
      { id: 'a', kind: 'dense', params: { units: 7 }, ...soft(0.02) },
      { id: 'b', kind: 'dense', params: { units: 6 }, ...soft(0.1) },
      readout,
    ],
    connections: chain(['input', 'a', 'b', 'out']),
  },
  {
    ...common,
    name: 'convolutions, average pooling of outputs and of currents',
    shape: [9, 8, 2],
    layers: [
      input,
      {
        id: 'a',
        kind: 'conv',
        params: { filters: 3, kernelSize: 3, padding: 'same' },
        ...soft(0.1),
      },
      { id: 'pool', kind: 'avgPool' },
      {
        id: 'b',
        kind: 'conv',
        params: { filters: 4, kernelSize: 2, currentPool: 'average' },
        ...soft(0.05),
      },
      { id: 'flat', kind: 'flatten' },
      readout,
    ],
    connections: chain(['input', 'a', 'pool', 'b', 'flat', 'out']),
  },
];

/** Scores `[B, K]` under the given weights. */
function staticScores({ analysis, presentation }: GradientProblem, values: Values): Float64Array {
  const { batch, steps } = presentation;
  const outputs = new Map<string, Float64Array>();
  for (const plan of analysis.plan) {
    const from = plan.inputs[0]?.connection.from ?? '';
    const before = outputs.get(from) ?? new Float64Array(0);
    const first = presentation.input.subarray(0, presentation.input.length / steps);
    outputs.set(plan.layer.id, layerOutput(plan, values, batch, before, first));
  }
  return outputs.get('out') ?? new Float64Array(0);
}

function layerOutput(
  plan: LayerPlan,
  values: Values,
  batch: number,
  before: Float64Array,
  first: Float64Array,
): Float64Array {
  const { id, kind, neuron } = plan.layer;
  if (kind === 'input') return first;
  if (kind === 'flatten') return before;
  const pooling = poolingOf(plan);
  if (kind === 'avgPool' && pooling !== null) return poolForward(before, pooling, batch);
  const bias = values.get(`${id}/bias`) ?? null;
  let current: Float64Array;
  if (kind === 'conv') {
    const weights = values.get(`${id}/weights`) ?? new Float64Array(0);
    current = convForward(before, weights, bias, convSizes(plan, batch));
    if (pooling !== null) current = poolForward(current, pooling, batch);
  } else {
    const { connection, shape } = plan.inputs[0] ?? { connection: { id: '' }, shape: [0] as const };
    const weights = values.get(`${id}/weights/${connection.id}`) ?? new Float64Array(0);
    current = denseForward(before, weights, bias, batch, sizeOf(shape), sizeOf(plan.output));
  }
  if (neuron?.id !== 'softLif') return current;
  const constants = softLifConstants(neuron.params);
  const { gain, amp, gamma } = constants;
  return current.map((x) => amp * softRate(gain * x + 1, constants, gamma));
}

/** Mean −log softmax(scores)_label. */
export function staticLoss(problem: GradientProblem, values: Values): number {
  const scores = staticScores(problem, values);
  const { labels } = problem;
  const classes = scores.length / labels.length;
  return labels.reduce((sum, label, b) => {
    const row = scores.subarray(b * classes, (b + 1) * classes);
    const top = Math.max(...row);
    const total = row.reduce((all, score) => all + Math.exp(score - top), 0);
    return sum + (Math.log(total) + top - row[label]!) / labels.length;
  }, 0);
}

/** Central differences of the loss by every parameter. */
export function differencedLoss(
  problem: GradientProblem,
  step: number,
): ReadonlyMap<string, Float64Array> {
  return new Map(
    [...problem.values].map(([id, values]) => {
      const moved = (index: number, by: number): number => {
        const shifted = values.slice();
        shifted[index] = shifted[index]! + by;
        return staticLoss(problem, new Map(problem.values).set(id, shifted));
      };
      return [id, values.map((_, i) => (moved(i, step) - moved(i, -step)) / (2 * step))];
    }),
  );
}
