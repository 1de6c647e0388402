/** Small networks that between them hold every layer kind, neuron option, readout and loss. */
import { chain } from '#catalog/examples/build.ts';
import type { Connection } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import type { Shape } from '#model/shape.ts';

export interface GradientCase {
  readonly name: string;
  readonly shape: Shape;
  /** Static inputs are the same at every step. */
  readonly input: 'static' | 'spikes';
  readonly layers: readonly object[];
  readonly connections: readonly Connection[];
  readonly loss: { readonly id: string; readonly params?: ParamValues };
  /** 'surrogate' where it is not said. */
  readonly ruleId?: string;
  readonly rule: ParamValues;
  /** Refractory steps are decided by real spikes, so such a network has no smooth counterpart. */
  readonly hasSmoothTwin: boolean;
}

const fast = { surrogate: 'fastSigmoid', slope: 4 };
const atan = { surrogate: 'atan', alpha: 2 };
const triangle = { surrogate: 'triangle', triangleSlope: 0.6 };
const straight = { surrogate: 'straightThrough', window: 0.8 };
const flowing = { resetGradient: 'flow' };

const lif = (params: ParamValues = {}): object => ({
  neuron: { id: 'lif', params: { tauMemMs: 4, ...params } },
});
const input = { id: 'input', kind: 'input' };
const flatten = { id: 'flat', kind: 'flatten' };
const dense = (id: string, units: number, neuron: object = lif()): object => ({
  id,
  kind: 'dense',
  params: { units },
  ...neuron,
});
const conv = (id: string, params: ParamValues, neuron: object = lif()): object => ({
  id,
  kind: 'conv',
  params: { filters: 3, kernelSize: 3, ...params },
  ...neuron,
});
const integrator = (measure: string, tauSynMs = 0): object => ({
  id: 'out',
  kind: 'readout',
  params: { measure },
  neuron: { id: 'li', params: { tauMemMs: 6, tauSynMs } },
});
const counting: object = {
  id: 'out',
  kind: 'readout',
  params: { measure: 'spikeCount' },
  ...lif({ threshold: 0.4 }),
};
const membrane = { id: 'ceMembrane' } as const;
const coarse = (params: ParamValues = {}): object => ({
  neuron: { id: 'coarseLif', params: { threshold: 0.6, ...params } },
});
const coarseCounting: object = {
  id: 'out',
  kind: 'readout',
  params: { measure: 'spikeCount' },
  ...coarse({ threshold: 0.4, tau: 2 }),
};
const targets = { countTrue: 4, countFalse: 0, reduction: 'mean' };

const base = {
  shape: [5] as const,
  input: 'static',
  connections: chain(['input', 'a', 'out']),
  loss: membrane,
  rule: fast,
  hasSmoothTwin: true,
} as const;
const coarseScale = {
  input: 'spikes',
  ruleId: 'coarse-scale',
  rule: { beta: 3 },
  loss: { id: 'countTargets', params: targets },
} as const;
const image = { ...base, shape: [7, 6, 2] as const };

export const gradientCases: readonly GradientCase[] = [
  {
    ...base,
    name: 'dense, constant input, mean membrane',
    layers: [input, dense('a', 6), integrator('membraneMean')],
  },
  {
    ...base,
    name: 'dense, spikes in, synaptic filters, reset to zero and seen by learning',
    input: 'spikes',
    layers: [
      input,
      dense('a', 6, lif({ tauSynMs: 3, reset: 'zero' })),
      integrator('membraneMax', 2),
    ],
    rule: { ...atan, ...flowing },
  },
  {
    ...base,
    name: 'dense, no reset, scaled input, last membrane',
    input: 'spikes',
    layers: [
      input,
      dense('a', 6, lif({ reset: 'none', inputGain: 'normalised', threshold: 0.3 })),
      integrator('membraneLast'),
    ],
    rule: triangle,
  },
  {
    ...base,
    name: 'dense, late reset seen by learning, spike counts',
    input: 'spikes',
    layers: [input, dense('a', 6, lif({ resetTiming: 'next' })), counting],
    loss: { id: 'ceCount', params: { countScale: 0.7 } },
    rule: { ...straight, ...flowing },
  },
  {
    ...base,
    name: 'recurrent, constant input, squared error of counts',
    connections: chain(['input', 'a', 'out'], ['a']),
    layers: [input, dense('a', 6), counting],
    loss: { id: 'mseCount' },
    rule: { ...fast, ...flowing },
  },
  {
    ...base,
    name: 'recurrent, spikes in, reset to zero, loss at every step on membranes',
    input: 'spikes',
    connections: chain(['input', 'a', 'out'], ['a']),
    layers: [input, dense('a', 6, lif({ reset: 'zero', tauSynMs: 2 })), integrator('membraneMean')],
    loss: { id: 'ceEachStep' },
    rule: { ...atan, ...flowing },
  },
  {
    ...base,
    name: 'refractory steps, recurrent, loss at every step on spikes, steps added',
    input: 'spikes',
    connections: chain(['input', 'a', 'out'], ['a']),
    layers: [input, dense('a', 8, lif({ refractorySteps: 2 })), counting],
    loss: { id: 'ceEachStep', params: { stepReduction: 'sum' } },
    hasSmoothTwin: false,
  },
  {
    ...base,
    name: 'two layers into one, and a skip connection to the readout',
    connections: [
      ...chain(['input', 'a', 'c', 'out']),
      ...chain(['input', 'b', 'c']).map((one) => ({ ...one, id: `${one.id}-2` })),
      ...chain(['input', 'c']).map((one) => ({ ...one, id: 'constant-into-c' })),
      ...chain(['a', 'out']).map((one) => ({ ...one, id: 'skip' })),
    ],
    layers: [
      input,
      dense('a', 5),
      dense('b', 4, lif({ tauSynMs: 3 })),
      dense('c', 6),
      integrator('membraneMean'),
    ],
  },
  {
    ...image,
    name: 'convolution, constant input',
    connections: chain(['input', 'a', 'flat', 'out']),
    layers: [input, conv('a', {}), flatten, integrator('membraneMean')],
  },
  {
    ...image,
    name: 'convolution, spikes in, stride 2, size kept, currents pooled to the maximum',
    input: 'spikes',
    connections: chain(['input', 'a', 'flat', 'out']),
    layers: [
      input,
      conv('a', { stride: 2, padding: 'same', currentPool: 'max' }, lif({ tauSynMs: 2 })),
      flatten,
      integrator('membraneMean'),
    ],
    rule: { ...atan, ...flowing },
  },
  {
    ...image,
    name: 'convolution, constant input, currents averaged',
    connections: chain(['input', 'a', 'flat', 'out']),
    layers: [
      input,
      conv('a', { padding: 'same', currentPool: 'average' }),
      flatten,
      integrator('membraneMax'),
    ],
  },
  {
    ...image,
    name: 'convolutions with the maximum of spikes between',
    connections: chain(['input', 'a', 'pool', 'b', 'flat', 'out']),
    layers: [
      input,
      conv('a', { padding: 'same' }),
      { id: 'pool', kind: 'maxPool', params: { size: 2 } },
      conv('b', { kernelSize: 2, filters: 4 }),
      flatten,
      integrator('membraneMean'),
    ],
  },
  {
    ...image,
    name: 'convolution, average of spikes over windows that leave a row over, dense',
    input: 'spikes',
    connections: chain(['input', 'a', 'pool', 'flat', 'b', 'out']),
    layers: [
      input,
      conv('a', { padding: 'same' }),
      { id: 'pool', kind: 'avgPool', params: { size: 2 } },
      flatten,
      dense('b', 5),
      integrator('membraneMean'),
    ],
    rule: triangle,
  },
  {
    ...image,
    name: 'maximum of a constant input',
    connections: chain(['input', 'pool', 'flat', 'a', 'out']),
    layers: [
      input,
      { id: 'pool', kind: 'maxPool', params: { size: 3 } },
      flatten,
      dense('a', 5),
      integrator('membraneLast'),
    ],
  },
  {
    ...base,
    ...coarseScale,
    name: 'coarse-scale cells, recurrent, target counts',
    connections: chain(['input', 'a', 'out'], ['a']),
    layers: [input, dense('a', 6, coarse()), coarseCounting],
  },
  {
    ...base,
    ...coarseScale,
    name: 'coarse-scale cells that take currents, reset not seen by learning',
    input: 'static',
    layers: [input, dense('a', 6, coarse({ cell: 'vext', threshold: 0.8 })), coarseCounting],
    loss: { id: 'ceCount', params: { countScale: 0.6 } },
    rule: { beta: 3, resetGradient: 'stop' },
  },
  {
    ...image,
    ...coarseScale,
    name: 'coarse-scale convolutions with the maximum of spikes between',
    connections: chain(['input', 'a', 'pool', 'b', 'flat', 'out']),
    layers: [
      input,
      conv('a', { padding: 'same' }, coarse()),
      { id: 'pool', kind: 'maxPool', params: { size: 2 } },
      conv('b', { kernelSize: 2, filters: 4 }, coarse({ tau: 6 })),
      flatten,
      { ...coarseCounting, ...coarse({ threshold: 2 }) },
    ],
  },
];
