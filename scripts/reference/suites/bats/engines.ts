import { readFile } from 'node:fs/promises';
import {
  createBatsModule,
  createKernelNetwork,
  identityTargets,
  type KernelLayer,
  type LayerSpec,
  neuronOfPadded,
  unpadded,
  writePadded,
} from '../../../../src/engine/methods/bats/kernel.ts';
import { createLossScratch, writeLoss } from '../../../../src/engine/methods/bats/loss.ts';
import {
  referenceLoss,
  type LossOfSample,
} from '../../../../src/engine/methods/bats/referenceLoss.ts';
import {
  type ReferenceLayer,
  referenceSample,
} from '../../../../src/engine/methods/bats/referenceNetwork.ts';
import {
  convSynapses,
  denseSynapses,
  poolTargets,
  poolTrains,
} from '../../../../src/engine/methods/bats/referenceShapes.ts';
import { adam } from '../../../../src/engine/kernels/reference/optimisers.ts';
import { buildKernels } from '../../../build-kernels.mjs';
import type { Engine, LossOf, ProblemLayer } from './problem.ts';

export function referenceEngine(problem: readonly ProblemLayer[]): Engine {
  const layers = problem.map((layer): ReferenceLayer => {
    switch (layer.kind) {
      case 'dense': {
        const synapses = denseSynapses(layer.inputs, layer.neurons);
        return {
          kind: 'spiking',
          synapses,
          weights: layer.weights.slice(),
          constants: layer.constants,
        };
      }
      case 'conv': {
        const synapses = convSynapses(layer.shape);
        return {
          kind: 'spiking',
          synapses,
          weights: layer.weights.slice(),
          constants: layer.constants,
        };
      }
      case 'pool':
        return { kind: 'pool', targets: poolTargets(layer.x, layer.y, layer.channels) };
      default:
        return layer satisfies never;
    }
  });
  const weights = layers.map((layer) =>
    layer.kind === 'spiking' ? layer.weights : new Float64Array(0),
  );
  const first = weights.map(({ length }) => new Float64Array(length));
  const second = weights.map(({ length }) => new Float64Array(length));
  return {
    sample: (inputs, lossOf) =>
      referenceSample(layers, inputs, (trains) =>
        lossOf.kind === 'given'
          ? lossOf.errors(trains)
          : referenceLoss(lossOf, trains, lossOf.label),
      ),
    adam: (gradients, options) =>
      gradients.forEach((gradient, l) => {
        if (gradient)
          adam(weights[l]!, gradient, first[l]!, second[l]!, { ...options, weightDecay: 0 });
      }),
    weights: (l) => weights[l]!,
  };
}

/** The WASM kernel around the same problem. */
export async function kernelEngine(
  problem: readonly ProblemLayer[],
  nInputSpikes: number,
): Promise<Engine> {
  const paths = await buildKernels();
  const path = paths.find((name) => name.endsWith('bats.wasm')) ?? '';
  const module = await createBatsModule(await readFile(path));

  // Pooling has no layer of its own: it renames the spikes of the one before.
  const specs: LayerSpec[] = [];
  /** For each layer of the problem its kernel layer, and the pool's targets. */
  const places: { kernel: number; targets: Int32Array | null }[] = [];
  let targets: Int32Array | null = null;
  for (const layer of problem) {
    if (layer.kind === 'pool') {
      targets = poolTargets(layer.x, layer.y, layer.channels);
      places.push({ kernel: specs.length - 1, targets });
      continue;
    }
    const nInputs =
      layer.kind === 'dense' ? layer.inputs : layer.shape.x * layer.shape.y * layer.shape.channels;
    const shape =
      layer.kind === 'dense'
        ? ({ kind: 'dense', inputs: nInputs, neurons: layer.neurons } as const)
        : layer.shape;
    const sources = [{ from: specs.length - 1, targets: targets ?? identityTargets(nInputs) }];
    places.push({ kernel: specs.length, targets: null });
    specs.push({ shape, constants: layer.constants, sources, biasTime: null });
    targets = null;
  }
  const network = createKernelNetwork(module, specs, Math.max(1, nInputSpikes), true);
  const weightsOf = problem.filter((layer) => layer.kind !== 'pool').map((layer) => layer.weights);
  network.layers.forEach((layer, l) => writePadded(layer, weightsOf[l]!, layer.weights.values));
  const moments = network.layers.map((layer) => ({
    first: module.alloc64(layer.weights.length),
    second: module.alloc64(layer.weights.length),
  }));

  const nNeuronsOf = (layer: KernelLayer): number => layer.groups * layer.columns;
  const listOf = (layer: KernelLayer): { neuron: number; time: number; error: number }[] => {
    const { neurons, times, errors, count } = layer.spikes;
    return Array.from({ length: count }, (_, s) => ({
      neuron: neuronOfPadded(layer, neurons.values[s]!),
      time: times.values[s]!,
      error: errors.values[s]!,
    }));
  };
  const grouped = (layer: KernelLayer, value: 'time' | 'error'): number[][] => {
    const trains = Array.from({ length: nNeuronsOf(layer) }, () => [] as number[]);
    for (const spike of listOf(layer)) trains[spike.neuron]!.push(spike[value]);
    return trains;
  };

  return {
    sample: (inputs, lossOf) => {
      const entries = inputs.flatMap((train, neuron) => train.map((time) => ({ neuron, time })));
      network.inputs.count = entries.length;
      network.inputs.errors.values.fill(0);
      network.inputs.neurons.values.set(entries.map(({ neuron }) => neuron));
      network.inputs.times.values.set(entries.map(({ time }) => time));
      network.forward();
      const output = network.layers.at(-1)!;
      const trains = network.layers.map((layer) => grouped(layer, 'time'));
      const { loss, predicted } = applyLoss(output, trains.at(-1)!, lossOf);
      const outputErrors = grouped(output, 'error');
      const before: number[][][] = [];
      const totals: number[][][] = [];
      for (let l = network.layers.length - 1; l >= 0; l--) {
        before[l] = grouped(network.layers[l]!, 'error');
        module.exports.backward(network.layers[l]!.at);
        totals[l] = grouped(network.layers[l]!, 'error');
      }
      const gradients = network.layers.map((layer) => {
        const tau = 2 * layer.spec.constants.tauSyn;
        const values = unpadded(layer, layer.gradient.values, tau);
        layer.gradient.values.fill(0);
        return values;
      });
      const inputErrors = inputs.map((train) => train.map(() => 0));
      const seen = inputs.map(() => 0);
      entries.forEach(({ neuron }, s) => {
        inputErrors[neuron]![seen[neuron]!++] = network.inputs.errors.values[s]!;
      });
      const pooled = (
        kernel: number,
        own: Int32Array,
      ): { trains: number[][]; errors: number[][] } => {
        const { trains: union, from } = poolTrains(trains[kernel]!, own);
        const errors = from.map((all) =>
          all.map(({ neuron, slot }) => before[kernel]![neuron]![slot]!),
        );
        return { trains: union, errors };
      };
      return {
        loss,
        predicted,
        outputErrors,
        trains: places.map(({ kernel, targets: own }) =>
          own ? pooled(kernel, own).trains : trains[kernel]!,
        ),
        totals: places.map(({ kernel, targets: own }) =>
          own ? pooled(kernel, own).errors : totals[kernel]!,
        ),
        weights: places.map(({ kernel, targets: own }) => (own ? null : gradients[kernel]!)),
        inputs: inputErrors,
      };
    },
    adam: (gradients, { rate, beta1, beta2, epsilon, step }) => {
      const own = gradients.filter((gradient) => gradient !== null);
      network.layers.forEach((layer, l) => {
        writePadded(layer, own[l]!, layer.gradient.values);
        const { at, length } = layer.weights;
        const [first, second] = [moments[l]!.first.at, moments[l]!.second.at];
        const [c1, c2] = [1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step)];
        module.exports.adam(
          at,
          layer.gradient.at,
          first,
          second,
          length + (length % 2),
          1,
          rate,
          beta1,
          beta2,
          epsilon,
          c1,
          c2,
          0,
        );
      });
    },
    weights: (l) => {
      const layer = network.layers[places[l]!.kernel]!;
      return unpadded(layer, layer.weights.values);
    },
  };
}

/** Errors of the output spikes, by the kernel's loss or as they are given. */
function applyLoss(
  output: KernelLayer,
  trains: number[][],
  lossOf: LossOf,
): Pick<LossOfSample, 'loss' | 'predicted'> {
  if (lossOf.kind !== 'given')
    return writeLoss(lossOf, output.spikes, lossOf.label, createLossScratch(output.columns));
  const given = lossOf.errors(trains);
  const seen = trains.map(() => 0);
  const { neurons, errors, count } = output.spikes;
  for (let s = 0; s < count; s++) {
    const neuron = neurons.values[s]!;
    errors.values[s] = given.errors[neuron]![seen[neuron]!++]!;
  }
  return given;
}
