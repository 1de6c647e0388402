/** From a document to what the kernels are told. */
import type { Experiment } from '#model/experiment.ts';
import type { LayerPlan as AnalysedLayer, NetworkAnalysis } from '#model/network/analyse.ts';
import type { ParamValues } from '#model/params.ts';
import { flagParam, numberParam, stringParam } from '#model/params.ts';
import { nameHash } from '#model/random/nameHash.ts';
import { createStream } from '#model/random/stream.ts';
import { sizeOf } from '#model/shape.ts';
import { activeEffects, transmits } from '../../effects/activeEffects.ts';
import type { ParameterSpec } from '../../network/parameters.ts';
import { effectPolynomials } from './effectTable.ts';
import type { LayerPlan, NetworkPlan, SynapseLists } from './kernelPlan.ts';
import type { EffectPolynomials } from './reference/effectPolynomials.ts';
import type { NeuronConstants } from './reference/neuron.ts';
import type { RegulariserConstants } from './reference/optimiser.ts';
import { synapseLists } from './synapses.ts';
import { gridSynapses, randomSynapses } from './topology.ts';

export interface PlannedLayer {
  readonly id: string;
  /** Input weights, `[fanIn, units]`. */
  readonly weights: ParameterSpec;
  /** `[units, units]`, or null where the layer has no loop; absent synapses stay zero. */
  readonly recurrent: ParameterSpec | null;
}

export interface DocumentPlan {
  readonly network: NetworkPlan;
  readonly layers: readonly PlannedLayer[];
  /** Layers whose spikes are those of the input: the input itself and what only reshapes it. */
  readonly inputIds: readonly string[];
  readonly regulariser: RegulariserConstants | null;
  readonly inhibition: number;
  readonly boosting: boolean;
  /** Factor on the gradient of half the sum of squares. */
  readonly lossScale: number;
}

export function planDocument(experiment: Experiment, analysis: NetworkAnalysis): DocumentPlan {
  const { rule, loss, simulation } = experiment;
  const chain = chainOf(analysis);
  const neurons = chain.filter(({ entry }) => entry.hasNeuron);
  const inhibition = numberParam(rule.params, 'inhibition');
  const layers = neurons.map((plan): PlannedLayer => parametersOf(plan));
  const constants = neurons.map(({ layer }) =>
    neuronOf(layer.neuron?.params ?? {}, simulation.dtMs),
  );
  const tables = polynomialsOf(simulation.steps, constants);
  const classes = sizeOf(neurons.at(-1)?.output ?? [1]);
  const countTrue = numberParam(loss.params, 'countTrue');
  const lambda = numberParam(rule.params, 'weightPull');
  return {
    network: {
      inputs: sizeOf(chain[0]?.output ?? [1]),
      steps: simulation.steps,
      layers: neurons.map((plan, index): LayerPlan => {
        const units = sizeOf(plan.output);
        const synapses = isReadout(plan)
          ? inhibitionOf(units, inhibition)
          : synapsesOf(plan, units, experiment);
        return {
          units,
          neuron: constants[index]!,
          polynomials: tables[index]!,
          synapses,
          trainsSynapses: !isReadout(plan) && synapses !== null,
        };
      }),
      targets: {
        right: countTrue,
        others: numberParam(loss.params, 'countFalse'),
        margin: numberParam(loss.params, 'margin'),
      },
      lateralStrength: inhibition,
      recurrentGradient:
        stringParam(rule.params, 'recurrentGradient') === 'full' ? 'full' : 'diagonal',
      // Weights in use are not those that are trained: these can change only behind the passes.
      addsUp:
        experiment.batchSize > 1 ||
        experiment.optimiser.clipNorm > 0 ||
        activeEffects(experiment, 'training') !== null,
      transmits: transmits(experiment),
    },
    layers,
    inputIds: chain.filter(({ entry }) => !entry.hasNeuron).map(({ layer }) => layer.id),
    regulariser:
      lambda > 0
        ? {
            lambda,
            beta: numberParam(rule.params, 'pullGrowth'),
            weightLimit: numberParam(rule.params, 'weightLimit'),
          }
        : null,
    inhibition,
    boosting: flagParam(rule.params, 'boosting'),
    lossScale: stringParam(loss.params, 'reduction') === 'mean' ? 2 / classes : 1,
  };
}

/** Same arrays under the same names, and the same synapses: weights can go on. */
export function keepsWeights(before: DocumentPlan, after: DocumentPlan): boolean {
  const shapeOf = (plan: DocumentPlan): string =>
    JSON.stringify([
      plan.network.inputs,
      plan.layers.map(({ weights, recurrent }) => [weights.id, weights.shape, recurrent?.id]),
      plan.network.layers.map(({ synapses, trainsSynapses }) =>
        trainsSynapses && synapses !== null ? [[...synapses.starts], [...synapses.targets]] : null,
      ),
    ]);
  return shapeOf(before) === shapeOf(after);
}

/** From the input to the readout; every layer has one input. */
function chainOf({ plan }: NetworkAnalysis): AnalysedLayer[] {
  const chain: AnalysedLayer[] = [];
  let next = plan.find(isReadout);
  while (next !== undefined) {
    chain.unshift(next);
    const from = next.inputs[0]?.connection.from;
    next = plan.find(({ layer }) => layer.id === from);
  }
  return chain;
}

function isReadout({ entry }: AnalysedLayer): boolean {
  return entry.role === 'readout';
}

function parametersOf({ layer, inputs, output, recurrent }: AnalysedLayer): PlannedLayer {
  const [input] = inputs;
  if (input === undefined) throw new Error(`${layer.id}: no input`);
  const units = sizeOf(output);
  const fanIn = sizeOf(input.shape);
  return {
    id: layer.id,
    weights: {
      id: `${layer.id}/weights/${input.connection.id}`,
      layer,
      role: 'weights',
      shape: [fanIn, units],
      fanIn,
    },
    recurrent:
      recurrent === null
        ? null
        : {
            id: `${layer.id}/recurrent`,
            layer,
            role: 'recurrent',
            shape: [units, units],
            fanIn: units,
          },
  };
}

function neuronOf(params: ParamValues, dtMs: number): NeuronConstants {
  return {
    tauMem: numberParam(params, 'tauMemMs') / dtMs,
    tauSyn: numberParam(params, 'tauSynMs') / dtMs,
    refractorySteps: numberParam(params, 'refractorySteps'),
    threshold: numberParam(params, 'threshold'),
  };
}

function synapsesOf(
  { layer, recurrent }: AnalysedLayer,
  units: number,
  { rule, seed }: Experiment,
): SynapseLists | null {
  if (recurrent === null) return null;
  const random = createStream(seed, 'weights', nameHash(`${layer.id}/synapses`));
  if (stringParam(rule.params, 'topology') === 'random')
    return randomSynapses(units, numberParam(rule.params, 'density'), random);
  const grid = {
    width: numberParam(rule.params, 'gridWidth'),
    height: numberParam(rule.params, 'gridHeight'),
  };
  return gridSynapses(units, grid, random);
}

/** Every output onto every other. */
function inhibitionOf(units: number, strength: number): SynapseLists | null {
  return strength > 0 ? synapseLists(units, (pre, post) => pre !== post) : null;
}

/** A table a layer; layers with the same constants share theirs. */
function polynomialsOf(
  steps: number,
  neurons: readonly NeuronConstants[],
): readonly EffectPolynomials[] {
  const known = new Map<string, EffectPolynomials>();
  return neurons.map(({ tauMem, tauSyn, refractorySteps }) => {
    const key = `${tauMem} ${tauSyn} ${refractorySteps}`;
    const table = known.get(key) ?? effectPolynomials({ steps, tauMem, tauSyn, refractorySteps });
    known.set(key, table);
    return table;
  });
}
