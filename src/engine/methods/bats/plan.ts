/** From a document to the kernel's layers: units, wiring, and which weights are which parameter. */
import type { Experiment } from '#model/experiment.ts';
import type { LayerPlan, NetworkAnalysis } from '#model/network/analyse.ts';
import { flagParam, numberParam, stringParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import { codedError } from '#protocol/errors.ts';
import { convGeometry } from '../../kernels/conv/geometry.ts';
import type { ParameterSpec } from '../../network/parameters.ts';
import { identityTargets, type ConvShape, type LayerSource, type LayerSpec } from './kernel.ts';
import { poolTargets } from './referenceShapes.ts';

/** Rows of one kernel layer's weights that are one parameter of the document. */
export interface ParameterRows extends ParameterSpec {
  readonly kernelLayer: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** Whose spikes a layer of the document shows, and under which numbers (−1: not shown). */
export interface LayerOutput extends LayerSource {
  readonly id: string;
  readonly size: number;
}

export interface BatsPlan {
  readonly specs: readonly LayerSpec[];
  /** By kernel layer. */
  readonly layers: readonly LayerPlan[];
  readonly outputs: readonly LayerOutput[];
  readonly parameters: readonly ParameterRows[];
  readonly nInputs: number;
  /** One unit of the kernel's time, that of the readout's synapses: times stay of order 1. */
  readonly unitMs: number;
}

/** @throws ImpossibleNetwork for a convolution that pools currents, which here never meet as numbers */
export function planBats(experiment: Experiment, analysis: NetworkAnalysis): BatsPlan {
  const { simulation, rule } = experiment;
  const unitMs = tauSynMsOf(analysis.plan.find(({ entry }) => entry.role === 'readout'));
  const tMax = (simulation.steps * simulation.dtMs) / unitMs;
  const specs: LayerSpec[] = [];
  const layers: LayerPlan[] = [];
  const outputs: LayerOutput[] = [];
  const parameters: ParameterRows[] = [];
  let nInputs = 0;
  for (const plan of analysis.plan) {
    const { layer, entry, output } = plan;
    const size = sizeOf(output);
    const before = plan.inputs.map(({ connection }) => outputOf(outputs, connection.from));
    const [first] = before;
    switch (entry.id) {
      case 'input':
        nInputs = size;
        outputs.push({ id: layer.id, size, from: -1, targets: identityTargets(size) });
        break;
      case 'flatten':
        outputs.push({ ...required(first), id: layer.id, size });
        break;
      case 'maxPool': {
        const [x = 1, y = 1, channels = 1] = plan.inputs[0]?.shape ?? [];
        const pooled = poolTargets(x, y, channels, numberParam(layer.params, 'size'));
        const { from, targets } = required(first);
        const through = targets.map((target) => (target < 0 ? -1 : (pooled[target] ?? -1)));
        outputs.push({ id: layer.id, size, from, targets: through });
        break;
      }
      case 'dense':
      case 'readout':
      case 'conv': {
        const shape = entry.id === 'conv' ? convShape(plan) : denseShape(plan);
        let offset = 0;
        const sources = before.map(({ from, targets, size: nSources }) => {
          const start = offset;
          offset += nSources;
          return { from, targets: targets.map((target) => (target < 0 ? -1 : start + target)) };
        });
        const hasBias = flagParam(layer.params, 'bias');
        const biasTime = hasBias ? numberParam(rule.params, 'biasTimeMs') / unitMs : null;
        parameters.push(...parametersOf(plan, specs.length));
        outputs.push({
          id: layer.id,
          size,
          from: specs.length,
          targets: identityTargets(size),
        });
        layers.push(plan);
        specs.push({ shape, constants: constantsOf(plan, unitMs, tMax), sources, biasTime });
        break;
      }
      default:
        throw new Error(`${entry.id}: no exact spike times`);
    }
  }
  return { specs, layers, outputs, parameters, nInputs, unitMs };
}

function tauSynMsOf(plan: LayerPlan | undefined): number {
  return numberParam(plan?.layer.neuron?.params ?? {}, 'tauSynMs');
}

function constantsOf(plan: LayerPlan, unitMs: number, tMax: number): LayerSpec['constants'] {
  const params = plan.layer.neuron?.params ?? {};
  const tauSyn = numberParam(params, 'tauSynMs') / unitMs;
  // The document's potentials are in units of a weight, the kernel's of a weight times time.
  const threshold = numberParam(params, 'threshold') * tauSyn;
  const reset = numberParam(params, 'resetShare') * threshold;
  return { tauSyn, threshold, reset, maxSpikes: numberParam(params, 'maxSpikes'), tMax };
}

function denseShape(plan: LayerPlan): LayerSpec['shape'] {
  const inputs = plan.inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { kind: 'dense', inputs, neurons: sizeOf(plan.output) };
}

function convShape({ layer, inputs }: LayerPlan): ConvShape {
  if (stringParam(layer.params, 'currentPool') !== 'none') {
    throw codedError(
      'ImpossibleNetwork',
      `${layer.name}: currents cannot be pooled between exact spikes; set "Pool currents" to No and add a Max pool layer.`,
    );
  }
  const [x = 1, y = 1, channels = 1] = inputs[0]?.shape ?? [];
  const geometry = convGeometry({
    batch: 1,
    height: x,
    width: y,
    channelsIn: channels,
    channelsOut: numberParam(layer.params, 'filters'),
    kernelSize: numberParam(layer.params, 'kernelSize'),
    stride: numberParam(layer.params, 'stride'),
    same: stringParam(layer.params, 'padding') === 'same',
  });
  return {
    ...{ kind: 'conv', x, y, channels },
    filterX: geometry.kernelSize,
    filterY: geometry.kernelSize,
    filters: geometry.channelsOut,
    outX: geometry.outHeight,
    outY: geometry.outWidth,
    stride: geometry.stride,
    padX: geometry.padTop,
    padY: geometry.padLeft,
  };
}

/** Named as all rules name them; a bias is a row of weights like any other. */
function parametersOf(plan: LayerPlan, kernelLayer: number): ParameterRows[] {
  const { layer, entry, inputs, output } = plan;
  const parameters: ParameterRows[] = [];
  let row = 0;
  const add = (id: string, role: 'weights' | 'bias', shape: readonly number[], fanIn: number) => {
    const rows = shape.slice(0, -1).reduce((product, extent) => product * extent, 1);
    parameters.push({ id, layer, role, shape, fanIn, kernelLayer, firstRow: row, rows });
    row += rows;
  };
  const columns = output.at(-1) ?? 1;
  const hasBias = flagParam(layer.params, 'bias');
  if (entry.id === 'conv') {
    const size = numberParam(layer.params, 'kernelSize');
    const channels = inputs[0]?.shape.at(-1) ?? 1;
    const fanIn = size * size * channels;
    add(`${layer.id}/weights`, 'weights', [size, size, channels, columns], fanIn);
    if (hasBias) add(`${layer.id}/bias`, 'bias', [columns], fanIn);
    return parameters;
  }
  const fanIn = inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  for (const { connection, shape } of inputs)
    add(`${layer.id}/weights/${connection.id}`, 'weights', [sizeOf(shape), columns], fanIn);
  if (hasBias) add(`${layer.id}/bias`, 'bias', [columns], fanIn);
  return parameters;
}

function outputOf(outputs: readonly LayerOutput[], id: string): LayerOutput {
  return required(outputs.find((output) => output.id === id));
}

function required(output: LayerOutput | undefined): LayerOutput {
  if (output === undefined) throw new Error('a layer without its input');
  return output;
}
