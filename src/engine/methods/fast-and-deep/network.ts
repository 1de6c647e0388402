/** The compiled network of a document: initial weights, what a checkpoint keeps, and the optimiser. */
import type { UpdateAttrs } from '../../kernels/optimiser/index.ts';
import type { Substrate } from '../shared/substrate.ts';
import { createSubstrate } from '../shared/substrate.ts';
import { initialWeights } from '../shared/weights.ts';
import type { BumpState } from './bumping.ts';
import { NO_BUMP } from './bumping.ts';
import type { KernelLayer } from './kernelLayer.ts';
import type { FirstSpikeModule, KernelNetwork } from './kernelNetwork.ts';
import { createKernelNetwork } from './kernelNetwork.ts';
import type { CopiedState, Rows } from './layerState.ts';
import { copiedState, rowsState, writeRows } from './layerState.ts';
import type { FirstSpikePlan, PlannedLayer } from './plan.ts';

export interface FirstSpikeNetwork {
  readonly plan: FirstSpikePlan;
  readonly kernel: KernelNetwork;
  readonly state: readonly CopiedState[];
  readonly substrate: Substrate;
  /** Trains on the first rows of the input, whose forward pass and loss have been computed. */
  update(batch: number, optimiser: UpdateAttrs, clipNorm: number): void;
}

/** What one batch leaves for the next beside weights: bumping, and the steps that Adam has taken. */
const STATE_ID = 's:bumping';

/** @param capacity largest batch */
export function createFirstSpikeNetwork(
  module: FirstSpikeModule,
  plan: FirstSpikePlan,
  seed: number,
  capacity: number,
): FirstSpikeNetwork {
  const specs = plan.layers.map(({ spec }) => spec);
  const inputId = plan.shown.find(({ from }) => from < 0)?.id ?? '';
  const kernel = createKernelNetwork(
    module,
    specs,
    capacity,
    plan.transmits ? (layer, b) => substrate.arrivals(plan.layers[layer]?.id ?? inputId, b) : null,
  );
  const substrate = createSubstrate(
    kernel.layers.map(({ weights: values, gradient, stride, spec }, l) => ({
      id: plan.layers[l]!.id,
      neurons: spec.nOut,
      blocks: [{ values, gradient, neuronOf: (place) => place % stride }],
    })),
  );
  let bump: BumpState = NO_BUMP;
  let steps = 0;
  plan.layers.forEach((planned, l) => {
    const layer = kernel.layers[l]!;
    for (const { parameter, rows } of parametersOf(planned)) {
      writeRows(layer, layer.weights, rows, initialWeights(parameter, seed));
    }
    layer.setRange(plan.range);
  });

  const bumping = copiedState({
    id: STATE_ID,
    length: 3,
    copy: () => Float64Array.of(bump.layer, bump.value, steps),
    write: ([layer = NO_BUMP.layer, value = NO_BUMP.value, taken = 0]) => {
      bump = { layer, value };
      steps = taken;
    },
  });

  return {
    plan,
    kernel,
    substrate,
    state: [...plan.layers.flatMap((own, l) => layerStates(own, kernel.layers[l]!)), bumping],
    update: (batch, optimiser, clipNorm) => {
      substrate.takeBack();
      bump = kernel.bump(batch, bump, plan.bump);
      if (bump.layer >= 0) return;
      substrate.putAgain();
      kernel.backward(batch, plan.maxDwNorm);
      substrate.takeBack();
      substrate.correctGradients();
      if (clipNorm > 0) clipGradients(kernel.layers, clipNorm);
      steps++;
      for (const layer of kernel.layers) layer.step(steps, optimiser);
    },
  };
}

/** Parameters of a layer and the rows of the kernel's weights that they are. */
function parametersOf({ parameters, spec }: PlannedLayer): {
  readonly parameter: PlannedLayer['parameters'][number];
  readonly rows: Rows;
}[] {
  return parameters.map((parameter) => ({
    parameter,
    rows:
      parameter.role === 'bias' ? { first: spec.nReal, count: 1 } : { first: 0, count: spec.nReal },
  }));
}

function layerStates(planned: PlannedLayer, layer: KernelLayer): CopiedState[] {
  const [first, second] = layer.moments;
  return parametersOf(planned).flatMap(({ parameter: { id }, rows }) => [
    rowsState(`w:${id}`, layer, layer.weights, rows),
    rowsState(`m:${id}`, layer, first, rows),
    rowsState(`v:${id}`, layer, second, rows),
  ]);
}

/** Scales all gradients together so that their norm is at most `clipNorm`. */
function clipGradients(layers: readonly KernelLayer[], clipNorm: number): void {
  const gradients = layers.map(({ gradient }) => gradient.values);
  let sum = 0;
  for (const values of gradients) for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  const norm = Math.sqrt(sum);
  if (norm <= clipNorm) return;
  for (const values of gradients) {
    for (let i = 0; i < values.length; i++) values[i] = (values[i]! * clipNorm) / norm;
  }
}
