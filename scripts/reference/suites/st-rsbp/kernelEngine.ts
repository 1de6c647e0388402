/** Vectors of ST-RSBP through the WASM kernels. */
import { readFileSync } from 'node:fs';
import { createFloat64Module } from '#engine/methods/float64Module.ts';
import { setDecay, stepping } from '#engine/methods/st-rsbp/kernelAdam.ts';
import type { GradientVisitor } from '#engine/methods/st-rsbp/kernelBackward.ts';
import {
  adjointTraces,
  backward,
  pspTile,
  replaceTrain,
} from '#engine/methods/st-rsbp/kernelBackward.ts';
import type { StRsbpExports } from '#engine/methods/st-rsbp/kernelExports.ts';
import { forward, runLayer, setInputs, trainsOf } from '#engine/methods/st-rsbp/kernelForward.ts';
import type { Kernel, LayerMemory, NetworkPlan } from '#engine/methods/st-rsbp/kernelPlan.ts';
import { cell, createKernel, TILE } from '#engine/methods/st-rsbp/kernelPlan.ts';
import type { Matrix } from '#engine/methods/st-rsbp/reference/matrix.ts';
import { matrix } from '#engine/methods/st-rsbp/reference/matrix.ts';
import type { ReferenceNetwork } from '#engine/methods/st-rsbp/reference/network.ts';
import { learningRateOf } from '#engine/methods/st-rsbp/reference/optimiser.ts';
import { eachSynapse, synapseLists } from '#engine/methods/st-rsbp/synapses.ts';
import { buildKernels } from '../../../build-kernels.mjs';
import type { Measurement, SuiteContext } from '../../suite.ts';
import { Distance, exactly } from './distance.ts';
import type { GradientCase, LifCase, OptimiserCase, PspCase, VectorFile } from './formats.ts';
import { networkOf } from './formats.ts';
import { tableOf } from './referenceEngine.ts';

const ENGINE = 'WASM float64';

/** A kernel of a network of matrices, [post][pre], with the weights in place. */
async function kernelOf(
  network: ReferenceNetwork,
  inputs: number,
  recurrentGradient: NetworkPlan['recurrentGradient'],
): Promise<Kernel> {
  const path = (await buildKernels()).find((name) => name.endsWith('st-rsbp.wasm'));
  const module = await createFloat64Module<StRsbpExports>(readFileSync(path ?? ''));
  const kernel = createKernel(module, {
    inputs,
    steps: network.steps,
    layers: network.layers.map(({ kind, weights, recurrent, neuron }) => ({
      units: weights.length,
      neuron,
      polynomials: network.table,
      synapses:
        recurrent && synapseLists(weights.length, (pre, post) => recurrent[post]![pre] !== 0),
      trainsSynapses: kind === 'recurrent',
    })),
    targets: network.targets,
    lateralStrength: network.lateralStrength,
    recurrentGradient,
    addsUp: false,
  });
  kernel.memory.layers.forEach((layer, index) => {
    const { weights, recurrent } = network.layers[index]!;
    setRows(layer.weights.values.values, weights);
    const own = layer.synapses;
    if (own === null || recurrent === null) return;
    eachSynapse(layer.plan.synapses!, (k, pre, post) => {
      own.weights.values.values[k] = recurrent[post]![pre]!;
    });
  });
  return kernel;
}

/** [post][pre] into tiles by post. */
function setRows(into: Float64Array, rows: Matrix): void {
  rows.forEach((row, i) => row.forEach((value, j) => (into[cell(row.length, j, i)] = value)));
}

/** [post][pre] of values at their place in the tiles. */
function rowsOf(layer: LayerMemory, value: (at: number, i: number) => number): number[][] {
  return matrix(layer.plan.units, layer.fanIn, (i, j) => value(cell(layer.fanIn, j, i), i));
}

function synapsesOf(layer: LayerMemory, value: (synapse: number, i: number) => number): number[][] {
  const out = matrix(layer.plan.units, layer.plan.units, () => 0);
  eachSynapse(layer.plan.synapses!, (k, pre, post) => (out[post]![pre] = value(k, post)));
  return out;
}

const NO_LOSS = {
  table: [[0, 0, 0, 0, 0]],
  targets: { right: 1, others: 0, margin: 0 },
  lateralStrength: 0,
  regulariser: { lambda: 0, beta: 0, weightLimit: 1 },
};

export async function psp(json: unknown): Promise<Measurement[]> {
  const { tolerance, cases } = json as VectorFile<PspCase>;
  const stepped = new Distance('S-PSP, stepped', tolerance);
  for (const { id, params, inputs, expected } of cases) {
    const neuron = {
      tauMem: params.tau_m,
      tauSyn: params.tau_s,
      refractorySteps: params.t_ref,
      threshold: 1,
    };
    const layers = [{ kind: 'output' as const, weights: [[0]], recurrent: null, neuron }];
    const kernel = await kernelOf({ layers, steps: params.T, ...NO_LOSS }, 1, 'diagonal');
    setInputs(kernel, [inputs.pre]);
    forward(kernel);
    replaceTrain(kernel, kernel.memory.layers[0]!, 0, inputs.post);
    adjointTraces(kernel, kernel.memory.layers[0]!);
    pspTile(kernel, 0, 0);
    stepped.add(id, kernel.memory.e.values[0]!, expected.e_step);
  }
  return [stepped.measurement(ENGINE)];
}

export async function lif(json: unknown): Promise<Measurement[]> {
  const { tolerance, cases } = json as VectorFile<LifCase>;
  const membrane = new Distance('potentials', tolerance);
  const synapse = new Distance('synaptic states', tolerance);
  const trains = exactly('spike times');
  const potential = new Distance('T-PSP', tolerance);
  for (const { id, params, inputs, expected } of cases) {
    const neuron = {
      tauMem: params.tau_m,
      tauSyn: params.tau_s,
      refractorySteps: params.t_ref,
      threshold: params.v_th,
    };
    const layers = [{ kind: 'output' as const, weights: inputs.W, recurrent: inputs.Wrec, neuron }];
    const network = { layers, steps: params.T, ...NO_LOSS };
    const kernel = await kernelOf(network, inputs.input_spike_times.length, 'diagonal');
    const layer = kernel.memory.layers[0]!;
    const n = inputs.W.length;
    const v = kernel.module.alloc64(params.T * layer.tiles * TILE);
    const e = kernel.module.alloc64(params.T * layer.tiles * TILE);
    setInputs(kernel, inputs.input_spike_times);
    runLayer(kernel, 0, v.at, e.at);
    membrane.add(
      id,
      matrix(params.T, n, (t, i) => v.values[cell(params.T, t, i)]!),
      expected.v_before_fire,
    );
    synapse.add(
      id,
      matrix(params.T, n, (t, i) => e.values[cell(params.T, t, i)]!),
      expected.synaptic_state,
    );
    trains.add(id, trainsOf(layer.trains, n), expected.spike_times);
    trains.add(id, layer.trains.counts.values, expected.counts);
    potential.add(
      id,
      layer.state.values.subarray(2 * layer.tiles * TILE, 2 * layer.tiles * TILE + n),
      expected.t_psp,
    );
  }
  return [
    membrane.measurement(ENGINE),
    synapse.measurement(ENGINE),
    trains.measurement(ENGINE, 'spikes equal'),
    potential.measurement(ENGINE),
  ];
}

export async function gradients(json: unknown, context: SuiteContext): Promise<Measurement[]> {
  const { tolerance, cases } = json as VectorFile<GradientCase>;
  const trains = exactly('spike times');
  const losses = new Distance('loss and its gradient', tolerance);
  const layers = new Map<string, Distance>();
  for (const gradientCase of cases) {
    const { id, params, inputs, expected } = gradientCase;
    const { coefficients } = await tableOf(params.poly, context);
    const network = networkOf(gradientCase, coefficients);
    for (const kind of ['diagonal', 'full'] as const) {
      const kernel = await kernelOf(network, inputs.input_spike_times.length, kind);
      setInputs(kernel, inputs.input_spike_times);
      forward(kernel);
      const add = (name: string, index: number, got: number[][] | number[]): void => {
        if (!layers.has(name)) layers.set(name, new Distance(name, tolerance));
        layers.get(name)!.add(id, got, expected.layers[index]![name]!);
      };
      kernel.memory.layers.forEach((layer, index) => {
        trains.add(id, trainsOf(layer.trains, layer.plan.units), expected.spike_times[index]!);
        trains.add(id, layer.trains.counts.values, expected.counts[index]!);
      });
      const loss = backward(kernel, inputs.label, params.sample_weight, {
        begin: (layer) => setDecay(layer, network.regulariser),
        ...collected(kernel, (layer, e, isSilent) => {
          const index = kernel.memory.layers.indexOf(layer);
          const known = numbersOf(layer, e, kind, isSilent);
          for (const [name, got] of Object.entries(known)) add(name, index, got);
        }),
      });
      kernel.memory.layers.forEach((layer, index) => {
        if (index > 0) add('delta_prev', index, [...layer.below.values]);
      });
      losses.add(id, loss.wanted, expected.target_counts);
      losses.add(id, loss.cost, expected.cost);
      losses.add(id, loss.slope, expected.delta_out);
    }
  }
  return [
    trains.measurement(ENGINE, 'spikes equal'),
    losses.measurement(ENGINE),
    ...[...layers.values()].map((distance) => distance.measurement(ENGINE)),
  ];
}

/** Keeps the S-PSPs of a layer's tiles, and hands them on when the layer is done. */
function collected(
  kernel: Kernel,
  done: (layer: LayerMemory, e: Float64Array, isSilent: boolean) => void,
): Pick<GradientVisitor, 'tile' | 'synapses'> {
  let e = new Float64Array(0);
  return {
    tile: (layer, tile, isSilent) => {
      const size = layer.fanIn * TILE;
      if (tile === 0) e = new Float64Array(layer.tiles * size);
      if (!isSilent) e.set(kernel.memory.e.values.subarray(0, size), tile * size);
      if (tile === layer.tiles - 1) done(layer, e, isSilent);
    },
    synapses: () => undefined,
  };
}

/** A layer's numbers in memory, by the names of the README. */
function numbersOf(
  layer: LayerMemory,
  e: Float64Array,
  kind: NetworkPlan['recurrentGradient'],
  isSilent: boolean,
): Record<string, number[][] | number[]> {
  const factor = layer.factor.values;
  const decay = layer.decay.values;
  const w = layer.weights.values.values;
  const isFull = kind === 'full';
  const own = layer.synapses;
  // Where no error arrives the S-PSPs are not computed, and the factors are zero.
  const numbers: Record<string, number[][] | number[]> = isSilent
    ? {}
    : { e: rowsOf(layer, (at) => e[at]!) };
  const recurrent = layer.plan.trainsSynapses && own !== null;
  numbers[recurrent && isFull ? 'dW_full' : 'dW'] = rowsOf(layer, (at, i) => factor[i]! * e[at]!);
  if (!isFull || !recurrent)
    numbers['dW_reg'] = rowsOf(layer, (at, i) => factor[i]! * e[at]! + decay[i]! * w[at]!);
  if (!recurrent) return numbers;
  const eRecurrent = own.e.values;
  if (!isSilent) {
    numbers['e_rec'] = synapsesOf(layer, (k) => eRecurrent[k]!);
    numbers['den'] = [...layer.effect.values.subarray(0, layer.plan.units)];
  }
  numbers[isFull ? 'dWrec_full' : 'dWrec'] = synapsesOf(
    layer,
    (k, i) => factor[i]! * eRecurrent[k]!,
  );
  if (!isFull) {
    const values = own.weights.values.values;
    numbers['dWrec_reg'] = synapsesOf(
      layer,
      (k, i) => factor[i]! * eRecurrent[k]! + decay[i]! * values[k]!,
    );
  }
  return numbers;
}

export async function optimiser(json: unknown): Promise<Measurement[]> {
  const { tolerance, cases } = json as VectorFile<OptimiserCase>;
  const weights = new Distance('weights', tolerance);
  const regulariser = new Distance('regulariser', tolerance);
  const neuron = { tauMem: 16, tauSyn: 4, refractorySteps: 2, threshold: 1 };
  const single = (rows: Matrix): Promise<Kernel> =>
    kernelOf(
      {
        layers: [{ kind: 'output', weights: rows, recurrent: null, neuron }],
        steps: 8,
        ...NO_LOSS,
      },
      rows[0]?.length ?? 0,
      'diagonal',
    );
  for (const { id, params, inputs, expected } of cases) {
    const kernel = await single(inputs.w0);
    const layer = kernel.memory.layers[0]!;
    layer.factor.values.fill(1);
    inputs.grads.forEach((gradient, step) => {
      setRows(kernel.memory.e.values, gradient);
      const adam = {
        learningRate: learningRateOf(params.lr0, params.epoch),
        beta1: params.beta1,
        beta2: params.beta2,
        epsilon: params.eps,
        update: step + 1,
      };
      const { begin, tile } = stepping(kernel, adam, null);
      begin?.(layer);
      tile(layer, 0, false);
      const w = layer.weights.values.values;
      weights.add(
        id,
        rowsOf(layer, (at) => w[at]!),
        expected.w_after_each_step[step]!,
      );
    });
    const other = await single(inputs.reg_W);
    forward(other);
    const constants = {
      lambda: params.reg_lambda,
      beta: params.reg_beta,
      weightLimit: params.weight_limit,
    };
    backward(other, 0, 1, {
      begin: (own) => {
        setDecay(own, constants);
        const w = own.weights.values.values;
        const decay = own.decay.values;
        regulariser.add(
          id,
          rowsOf(own, (at, i) => decay[i]! * w[at]!),
          expected.reg_gradient,
        );
      },
      tile: () => undefined,
      synapses: () => undefined,
    });
  }
  return [weights.measurement(ENGINE), regulariser.measurement(ENGINE)];
}
