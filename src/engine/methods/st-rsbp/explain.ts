/** The errors of one sample's spike counts, the ways they took, and the walk layer by layer (§5, §6). */
import type { ErrorArrow, ErrorEvents, Explanation } from '#protocol/backward.ts';
import type { LayerActivity, SampleResult } from '#protocol/frame.ts';
import { normOf } from '../shared/explainTimes.ts';
import type { DocumentPlan } from './plan.ts';
import type { CountErrors, SampleErrors } from './readErrors.ts';
import { effectOf } from './readErrors.ts';
import { walkCounts } from './walk.ts';

const STARTS = 4;
const FRONTIER = 8;
const BRANCHES = 3;

export interface CountPass {
  readonly plan: DocumentPlan;
  readonly sample: SampleResult;
  readonly layers: readonly LayerActivity[];
  readonly errors: SampleErrors;
  readonly loss: number;
  names(layerId: string): string;
}

export function explainCounts(pass: CountPass): Explanation {
  const { plan, sample, layers, errors, loss } = pass;
  const walk = walkCounts(pass);
  return {
    sample,
    loss,
    layers: layers.map((layer) => {
      const index = plan.layers.findIndex(({ id }) => id === layer.id);
      const delta = errors.layers[index]?.delta ?? errors.inputs;
      const { id, size } = layer;
      const events = spread(layer, delta);
      return { id, size, kind: 'count', events, isStatic: false, field: null };
    }),
    gradients: plan.layers.flatMap(({ id: layerId, weights, recurrent }, index) => {
      const own = errors.layers[index]!;
      const norms = [{ id: weights.id, layerId, norm: normOf(weightGradient(own)) }];
      if (recurrent !== null && own.loops !== null) {
        const { e, targets } = own.loops;
        const gradient = e.map((value, k) => value * own.factor[targets[k]!]!);
        norms.push({ id: recurrent.id, layerId, norm: normOf(gradient) });
      }
      return norms;
    }),
    paths: pathsOf(pass),
    walk,
    walkLength: walk.length,
  };
}

/** ∂L/∂w_ij = f_i e_ij, `[fanIn, units]`. */
export function weightGradient({ e, factor, units }: CountErrors): Float64Array {
  return e.map((value, at) => value * factor[at % units]!);
}

/** The error of a neuron's count, at each of its spikes. */
function spread({ neurons, times }: LayerActivity, delta: Float64Array): ErrorEvents {
  return { neurons, times, errors: Float32Array.from(neurons, (neuron) => delta[neuron]!) };
}

/** Arrows from neuron to neuron; each is drawn at the middle one of its spikes. */
function pathsOf({ plan, layers, errors }: CountPass): ErrorArrow[] {
  const arrows: ErrorArrow[] = [];
  const last = errors.layers.at(-1);
  if (last === undefined) return arrows;
  let frontier = largest([...last.delta], STARTS);
  for (let index = errors.layers.length - 1; index >= 0; index--) {
    const own = errors.layers[index]!;
    const from = plan.layers[index]!.id;
    const to = plan.layers[index - 1]?.id ?? plan.inputIds.at(0) ?? '';
    const reached = new Float64Array(own.fanIn);
    for (const post of frontier) {
      const parts = Array.from(
        { length: own.fanIn },
        (_, pre) => own.lambda[post]! * effectOf(own, pre, post),
      );
      for (const pre of largest(parts, BRANCHES)) {
        reached[pre]! += Math.abs(parts[pre]!);
        arrows.push({
          ...{ fromLayer: from, fromNeuron: post, fromTime: middleSpike(layers, from, post) },
          ...{ toLayer: to, toNeuron: pre, toTime: middleSpike(layers, to, pre) },
          error: parts[pre]!,
        });
      }
    }
    frontier = largest([...reached], FRONTIER);
  }
  return arrows.sort((a, b) => Math.abs(b.error) - Math.abs(a.error));
}

function middleSpike(
  layers: readonly LayerActivity[],
  layerId: string,
  neuron: number,
): number | null {
  const layer = layers.find(({ id }) => id === layerId);
  if (layer === undefined) return null;
  const own = layer.times.filter((_, i) => layer.neurons[i] === neuron);
  return own[Math.floor(own.length / 2)] ?? null;
}

/** Indices of the largest values that are not zero, largest first. */
function largest(values: readonly number[], count: number): number[] {
  const order = values.map((_, i) => i).filter((i) => values[i] !== 0);
  order.sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!));
  return order.slice(0, count);
}
