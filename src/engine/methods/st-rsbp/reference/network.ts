/** One sample through a whole network, forward and back (§11). */
import type { CountTargets } from './countLoss.ts';
import { countLoss, withForcedTarget } from './countLoss.ts';
import type { EffectPolynomials } from './effectPolynomials.ts';
import type { DenseGradients, RecurrentGradients } from './gradients.ts';
import { denseGradients, lateralFactors, recurrentGradients } from './gradients.ts';
import type { Matrix } from './matrix.ts';
import type { LayerTrace, NeuronConstants, SpikeTrain } from './neuron.ts';
import { simulateLayer } from './neuron.ts';
import type { RegulariserConstants } from './optimiser.ts';
import { regulariserGradient } from './optimiser.ts';

export interface ReferenceLayer {
  /** Only `recurrent` trains its recurrent weights; those of `output` are fixed inhibition. */
  readonly kind: 'dense' | 'recurrent' | 'output';
  /** [post][pre] */
  readonly weights: Matrix;
  readonly recurrent: Matrix | null;
  readonly neuron: NeuronConstants;
}

export interface ReferenceNetwork {
  readonly layers: readonly ReferenceLayer[];
  readonly steps: number;
  readonly table: EffectPolynomials;
  readonly targets: CountTargets;
  /** w₀ of the lateral factor. */
  readonly lateralStrength: number;
  readonly regulariser: RegulariserConstants;
}

export type LayerGradients =
  | ({ readonly kind: 'dense' } & DenseGradients & { readonly regularised: readonly Matrix[] })
  | ({ readonly kind: 'recurrent' } & RecurrentGradients & {
        /** Input weights, recurrent weights: of the regulariser alone. */
        readonly regularised: readonly Matrix[];
      });

export interface SampleGradients {
  readonly traces: readonly LayerTrace[];
  readonly wanted: readonly number[];
  readonly cost: number;
  /** ∂E/∂o of the output layer. */
  readonly slope: readonly number[];
  readonly lateral: readonly number[];
  /** Output trains with the forced one in place. */
  readonly outputTrains: readonly SpikeTrain[];
  readonly layers: readonly LayerGradients[];
}

function forward(
  network: Pick<ReferenceNetwork, 'layers' | 'steps'>,
  inputs: readonly SpikeTrain[],
): LayerTrace[] {
  let below = inputs;
  return network.layers.map(({ weights, recurrent, neuron }) => {
    const trace = simulateLayer(weights, recurrent, below, network.steps, neuron);
    below = trace.trains;
    return trace;
  });
}

export function sampleGradients(
  network: ReferenceNetwork,
  inputs: readonly SpikeTrain[],
  label: number,
  sampleWeight: number,
): SampleGradients {
  const { layers, steps, table, targets } = network;
  const traces = forward(network, inputs);
  const last = layers.length - 1;
  const output = traces[last]!.trains;
  const loss = countLoss(
    output.map((train) => train.length),
    label,
    targets,
    sampleWeight,
  );
  const lateral = lateralFactors(
    output,
    label,
    network.lateralStrength,
    steps,
    layers[last]!.neuron,
  );
  const outputTrains = withForcedTarget(output, label, steps, targets.right);

  const gradients: LayerGradients[] = [];
  let slope = loss.slope;
  for (let index = last; index >= 0; index--) {
    const { kind, weights, recurrent, neuron } = layers[index]!;
    const pre = index === 0 ? inputs : traces[index - 1]!.trains;
    const post = index === last ? outputTrains : traces[index]!.trains;
    const activity = { weights, pre, post, steps, neuron, table };
    const fanIn = pre.length;
    if (kind === 'recurrent' && recurrent !== null) {
      const synapses = recurrent.flat().filter((w) => w !== 0).length;
      gradients.unshift({
        kind: 'recurrent',
        ...recurrentGradients(activity, recurrent, slope),
        regularised: regulariserGradient(
          [weights, recurrent],
          fanIn + synapses,
          network.regulariser,
        ),
      });
    } else {
      const factors = kind === 'output' ? lateral : post.map(() => 1);
      gradients.unshift({
        kind: 'dense',
        ...denseGradients(activity, slope, factors),
        regularised: regulariserGradient([weights], fanIn, network.regulariser),
      });
    }
    slope = gradients[0]!.below;
  }
  return {
    traces,
    wanted: loss.wanted,
    cost: loss.cost,
    slope: loss.slope,
    lateral,
    outputTrains,
    layers: gradients,
  };
}
