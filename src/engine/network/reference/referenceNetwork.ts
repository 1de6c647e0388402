/**
 * A whole network in float64: forward over all steps, and back, written as plainly as possible.
 *
 * Activations are `[T, B, size]` everywhere; what never changes is repeated at every step. The
 * spike can be replaced by a smooth function, which is what central differences need; the backward
 * pass is the same code for both, so that checking it on the smooth network checks it for the engine.
 */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { LayerPlan, NetworkAnalysis } from '#model/network/analyse.ts';
import { sizeOf } from '#model/shape.ts';
import { stringParam } from '#model/params.ts';
import {
  denseForward,
  denseGradInput,
  denseGradWeights,
  columnSum,
} from '../../kernels/reference/dense.ts';
import type { LifLayer, LifStates, SpikeFunction } from '../../kernels/reference/lif.ts';
import { lifBackward, lifForward } from '../../kernels/reference/lif.ts';
import { lifLayerOf } from '../../kernels/reference/lifLayer.ts';
import { smoothSpike } from '../../kernels/reference/surrogate.ts';
import type { SurrogateAttrs } from '../../kernels/lif/index.ts';
import { surrogateKind } from './surrogateKind.ts';
import { convForward, convGradInput, convGradWeights } from '../../kernels/reference/conv.ts';
import { convSizes, poolBackward, poolForward, poolingOf } from './windows.ts';

export interface ReferenceState {
  readonly inputs: readonly Float64Array[];
  readonly output: Float64Array;
  readonly lif: { readonly layer: LifLayer; readonly states: LifStates } | null;
  /** Filter responses before they were pooled. */
  readonly response: Float64Array | null;
}

export type ReferencePass = ReadonlyMap<string, ReferenceState>;
export type Values = ReadonlyMap<string, Float64Array>;

export interface Presentation {
  /** `[T, B, n]`. */
  readonly input: Float64Array;
  readonly steps: number;
  readonly batch: number;
}

export interface Smoothing {
  readonly surrogate: SurrogateAttrs;
  /** Pass whose spikes the reset sees, where learning does not see the reset. */
  readonly resetsAsIn: ReferencePass | null;
}

/** All states, by layer; without `smoothing` neurons fire real spikes. */
export function referenceForward(
  analysis: NetworkAnalysis,
  dtMs: number,
  values: Values,
  presentation: Presentation,
  smoothing: Smoothing | null = null,
): ReferencePass {
  const pass = new Map<string, ReferenceState>();
  for (const plan of analysis.plan) {
    const { id } = plan.layer;
    const inputs = plan.inputs.map(({ connection }) => stateOf(pass, connection.from).output);
    pass.set(id, layerForward(plan, dtMs, values, presentation, inputs, smoothing));
  }
  return pass;
}

function layerForward(
  plan: LayerPlan,
  dtMs: number,
  values: Values,
  { input, steps, batch }: Presentation,
  inputs: readonly Float64Array[],
  smoothing: Smoothing | null,
): ReferenceState {
  const without = { inputs, lif: null, response: null };
  const images = steps * batch;
  if (plan.entry.role === 'input') return { ...without, output: input };
  if (plan.entry.id === 'flatten') return { ...without, output: only(inputs) };
  const pooling = poolingOf(plan);
  if (plan.entry.role === 'transform' && pooling !== null) {
    return { ...without, output: poolForward(only(inputs), pooling, images) };
  }
  let response: Float64Array | null = null;
  let current: Float64Array;
  if (plan.entry.id === 'conv') {
    const bias = values.get(`${plan.layer.id}/bias`) ?? null;
    const sizes = convSizes(plan, images);
    const all = convForward(
      only(inputs),
      valuesOf(values, `${plan.layer.id}/weights`),
      bias,
      sizes,
    );
    if (pooling === null) current = all;
    else current = poolForward((response = all), pooling, images);
  } else {
    current = denseCurrent(plan, values, inputs, images);
  }
  const layer = lifLayer(plan, dtMs, values, steps, batch);
  const states = lifForward(layer, current, ...spikeFunctions(plan.layer.id, smoothing));
  return { inputs, output: states.spikes, lif: { layer, states }, response };
}

function denseCurrent(
  plan: LayerPlan,
  values: Values,
  inputs: readonly Float64Array[],
  rows: number,
): Float64Array {
  const units = sizeOf(plan.output);
  const bias = values.get(`${plan.layer.id}/bias`);
  const current = Float64Array.from({ length: rows * units }, (_, i) => bias?.[i % units] ?? 0);
  plan.inputs.forEach(({ connection, shape }, index) => {
    const weights = valuesOf(values, `${plan.layer.id}/weights/${connection.id}`);
    const part = denseForward(inputs[index]!, weights, null, rows, sizeOf(shape), units);
    part.forEach((value, i) => (current[i]! += value));
  });
  return current;
}

function lifLayer(
  plan: LayerPlan,
  dtMs: number,
  values: Values,
  steps: number,
  batch: number,
): LifLayer {
  const { neuron } = plan.layer;
  if (neuron === undefined) throw new Error(`${plan.layer.id}: no neuron`);
  const c = entryOf(catalog.neurons, neuron.id).coefficients?.(neuron.params, dtMs);
  if (c === undefined) throw new Error(`${plan.layer.id}: ${neuron.id} has no discrete step`);
  const wRec = values.get(`${plan.layer.id}/recurrent`) ?? null;
  return lifLayerOf({ steps, batch, neurons: sizeOf(plan.output) }, c, wRec);
}

function spikeFunctions(
  id: string,
  smoothing: Smoothing | null,
): [] | [SpikeFunction] | [SpikeFunction, SpikeFunction] {
  if (smoothing === null) return [];
  const { code, slope, resetFlows } = smoothing.surrogate;
  const kind = surrogateKind(code);
  const smooth: SpikeFunction = (x) => smoothSpike(kind, slope, x);
  const frozen = smoothing.resetsAsIn?.get(id)?.output;
  if (resetFlows || frozen === undefined) return [smooth];
  return [smooth, (_, index) => frozen[index]!];
}

export interface ReadoutGradient {
  /** Gradient of the readout's spikes, or of its membrane. */
  readonly of: 'spikes' | 'membrane';
  readonly values: Float64Array;
}

/** Gradients of all parameters by id. */
export function referenceBackward(
  analysis: NetworkAnalysis,
  values: Values,
  pass: ReferencePass,
  readout: ReadoutGradient,
  surrogate: SurrogateAttrs,
): Map<string, Float64Array> {
  const gradients = new Map<string, Float64Array>();
  const arriving = new Map<string, Float64Array>();
  const send = (id: string, gradient: Float64Array): void => {
    const before = arriving.get(id);
    arriving.set(id, before === undefined ? gradient : gradient.map((g, i) => g + before[i]!));
  };
  for (const plan of [...analysis.plan].reverse()) {
    const { id } = plan.layer;
    const state = stateOf(pass, id);
    const none = new Float64Array(state.output.length);
    const isReadout = plan.entry.role === 'readout';
    const ofOutput = isReadout && readout.of === 'spikes' ? readout.values : arriving.get(id);
    const from = plan.inputs.map(({ connection }) => connection.from);
    const pooling = poolingOf(plan);
    if (plan.entry.role === 'input') continue;
    if (plan.entry.id === 'flatten') {
      send(from[0]!, ofOutput ?? none);
      continue;
    }
    if (state.lif === null) {
      if (pooling === null) throw new Error(`${id}: unknown kind of layer`);
      send(from[0]!, poolBackward(only(state.inputs), ofOutput ?? none, pooling));
      continue;
    }
    const { layer, states } = state.lif;
    const ofMembrane = isReadout && readout.of === 'membrane' ? readout.values : none;
    const ofCurrent = lifBackward(layer, states, ofOutput ?? none, ofMembrane, {
      surrogate: surrogateKind(surrogate.code),
      steepness: surrogate.slope,
      resetFlows: surrogate.resetFlows,
    });
    const rows = layer.steps * layer.batch;
    if (plan.entry.id === 'conv') {
      const ofResponse =
        pooling === null || state.response === null
          ? ofCurrent
          : poolBackward(state.response, ofCurrent, pooling);
      const sizes = convSizes(plan, rows);
      const weights = valuesOf(values, `${id}/weights`);
      gradients.set(`${id}/weights`, convGradWeights(only(state.inputs), ofResponse, sizes));
      const channels = sizes[6];
      gradients.set(`${id}/bias`, columnSum(ofResponse, ofResponse.length / channels, channels));
      send(from[0]!, convGradInput(ofResponse, weights, sizes));
      continue;
    }
    const units = layer.neurons;
    gradients.set(`${id}/bias`, columnSum(ofCurrent, rows, units));
    plan.inputs.forEach(({ connection, shape }, index) => {
      const name = `${id}/weights/${connection.id}`;
      const size = sizeOf(shape);
      const input = state.inputs[index]!;
      gradients.set(name, denseGradWeights(input, ofCurrent, rows, size, units));
      send(connection.from, denseGradInput(ofCurrent, valuesOf(values, name), rows, size, units));
    });
    if (layer.wRec === null) continue;
    const step = layer.batch * units;
    const before = states.spikes.subarray(0, (layer.steps - 1) * step);
    const ofLoop = denseGradWeights(
      before,
      ofCurrent.subarray(step),
      rows - layer.batch,
      units,
      units,
    );
    gradients.set(`${id}/recurrent`, ofLoop);
  }
  for (const id of gradients.keys()) if (!values.has(id)) gradients.delete(id);
  return gradients;
}

/** Name of the readout's measure decides what the loss looks at. */
export function readoutOf(analysis: NetworkAnalysis): { id: string; of: 'spikes' | 'membrane' } {
  const plan = analysis.plan.find(({ entry }) => entry.role === 'readout');
  if (plan === undefined) throw new Error('no readout');
  const measure = stringParam(plan.layer.params, 'measure');
  return { id: plan.layer.id, of: measure === 'spikeCount' ? 'spikes' : 'membrane' };
}

export function stateOf(pass: ReferencePass, id: string): ReferenceState {
  const state = pass.get(id);
  if (state === undefined) throw new Error(`layer "${id}" was not computed`);
  return state;
}

function valuesOf(values: Values, id: string): Float64Array {
  const found = values.get(id);
  if (found === undefined) throw new Error(`no values for ${id}`);
  return found;
}

function only(inputs: readonly Float64Array[]): Float64Array {
  const [input] = inputs;
  if (input === undefined) throw new Error('a layer without input');
  return input;
}
