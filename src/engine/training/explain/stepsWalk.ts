/**
 * The walk through backpropagation through time: from the loss, layer by layer, in each layer from the
 * last step to the first, then to the weights. At each step the neuron with the largest error speaks.
 */
import type { WalkPosition } from '#protocol/backward.ts';
import type { EquationPart } from '#model/equation.ts';
import { equationOf, indexed, term } from '#model/equation.ts';
import type { LifErrors, LifPast } from './lifErrors.ts';
import type { LayerRecord, PassRecord } from './passRecord.ts';
import { currentErrors } from './passRecord.ts';

/** Rates have no time: so many neurons of a layer speak. */
const RATES_A_LAYER = 12;

export function walkSteps(pass: PassRecord): WalkPosition[] {
  const positions: WalkPosition[] = [];
  for (const record of [...pass.layers].reverse()) {
    if (record.layer === null) continue;
    if (record === pass.layers.at(-1)) positions.push(lossPosition(pass, record));
    if (record.lif !== null && record.lif.past.steps > 1) {
      positions.push(...timePositions(record, record.lif.past, record.lif.errors));
    } else if (record.rateSlope !== null) positions.push(...ratePositions(record));
    positions.push(...weightPositions(pass, record));
  }
  return positions;
}

/** The error of the class that the sample belongs to. */
function lossPosition({ label, loss, scores }: PassRecord, record: LayerRecord): WalkPosition {
  const { size } = record;
  const past = record.lif?.past;
  const gradient = past?.gradMembrane ?? past?.gradSpikes ?? [];
  // A count has the same derivative by each of its spikes; a membrane's is spread over steps.
  const isCount = (past?.gradMembrane ?? null) === null;
  let sum = 0;
  for (let at = label; at < gradient.length; at += size) sum += gradient[at]!;
  const byScore = isCount ? sum / Math.max(1, past?.steps ?? 1) : sum;
  return {
    ...{ layerId: record.id, neuron: label, time: null },
    title: 'The loss, and how it changes with the score of the true class',
    ...equationOf([
      term('L', 'loss of this sample', loss),
      ',\\quad',
      term(indexed('z', label), `score of class ${label}`, scores[label] ?? 0),
      ',\\quad \\frac{\\partial L}{\\partial z} =',
      term(
        indexed('e', label),
        isCount ? 'derivative by one more spike' : 'derivative by the score, summed over steps',
        byScore,
      ),
    ]),
  };
}

function timePositions(record: LayerRecord, past: LifPast, errors: LifErrors): WalkPosition[] {
  const positions: WalkPosition[] = [];
  for (let t = past.steps - 1; t >= 0; t--) {
    const neuron = strongest(errors.membrane, t * record.size, record.size);
    const at = t * record.size + neuron;
    if (errors.membrane[at] === 0) continue;
    positions.push({
      ...{ layerId: record.id, neuron, time: t },
      title: past.coefficients.spiking
        ? `Step ${t} of neuron ${neuron}: its error, by its spike and from the next step`
        : `Step ${t} of neuron ${neuron}: its error, from the loss and from the next step`,
      ...equationOf(membraneParts(past, errors, at, neuron, t)),
    });
  }
  return positions;
}

/** δu = ∂L/∂u + σ′·∂L/∂s + λ·∂v/∂u, without what is not there. */
function membraneParts(
  { coefficients: c, gradMembrane, spikes, surrogate }: LifPast,
  errors: LifErrors,
  at: number,
  neuron: number,
  t: number,
): EquationPart[] {
  const here = (symbol: string): string => indexed(symbol, neuron, t);
  const parts: EquationPart[] = [
    term(here('\\delta'), 'error of the membrane here', errors.membrane[at]!),
    '=',
  ];
  const summands: EquationPart[][] = [];
  if (gradMembrane !== null) {
    const value = gradMembrane[at]!;
    summands.push([term(here('g'), 'derivative of the loss by this membrane', value)]);
  }
  if (c.spiking) {
    const reset = surrogate.resetFlows ? ', the way through its reset included' : '';
    summands.push([
      term(here("\\sigma'"), 'stand-in for the derivative of the spike', errors.slope[at]!),
      '\\cdot',
      term(here('e'), `error of the spike from behind${reset}`, errors.spikes[at]!),
    ]);
  }
  const later: EquationPart[] = [
    term(
      here('\\lambda'),
      'error that the next step hands back, leak included',
      errors.fromNext[at]!,
    ),
  ];
  if (c.resetKind === 'zero') {
    later.push('\\cdot \\left( 1 -', term(here('s'), 'spike here', spikes[at]!), '\\right)');
  }
  summands.push(later);
  summands.forEach((own, index) => parts.push(...(index > 0 ? ['+', ...own] : own)));
  return parts;
}

function ratePositions(record: LayerRecord): WalkPosition[] {
  const errors = currentErrors(record) ?? [];
  const order = Array.from({ length: record.size }, (_, neuron) => neuron);
  order.sort((a, b) => Math.abs(errors[b]!) - Math.abs(errors[a]!));
  return order.slice(0, RATES_A_LAYER).flatMap((neuron): WalkPosition[] => {
    if (errors[neuron] === 0) return [];
    return [
      {
        ...{ layerId: record.id, neuron, time: null },
        title: `Rate of neuron ${neuron}: its error, and that of its current`,
        ...equationOf([
          term(indexed('\\delta', neuron), 'error of the current', errors[neuron]!),
          '=',
          term(indexed("r'", neuron), 'slope of the rate here', record.rateSlope?.[neuron] ?? 0),
          '\\cdot',
          term(
            indexed('e', neuron),
            'error of the rate from behind',
            record.gradOutput?.[neuron] ?? 0,
          ),
        ]),
      },
    ];
  });
}

/** The largest entry of each weight matrix, as the sum over time that it is. */
function weightPositions(pass: PassRecord, record: LayerRecord): WalkPosition[] {
  const { layer, size } = record;
  if (layer === null) return [];
  const isConv = layer.plan.entry.id === 'conv';
  return layer.parameters.flatMap((own): WalkPosition[] => {
    const gradient = pass.gradients.get(own.id);
    if (gradient === undefined || gradient.length === 0) return [];
    const at = strongest(gradient, 0, gradient.length);
    const value = gradient[at]!;
    if (value === 0) return [];
    const place = { layerId: record.id, time: null };
    if (isConv || own.role !== 'weights') {
      const columns = own.shape.at(-1) ?? 1;
      const post = at % columns;
      return [
        {
          ...{ ...place, neuron: isConv ? null : post },
          title: `The largest gradient of the ${own.role === 'bias' ? 'biases' : own.role === 'recurrent' ? 'recurrent weights' : 'filters'}`,
          ...equationOf([
            '\\frac{\\partial L}{\\partial w} =',
            term(indexed('G', at), 'gradient, summed over steps and places', value),
          ]),
        },
      ];
    }
    const [pre, post] = [Math.floor(at / size), at % size];
    const connectionId = own.id.slice(own.id.lastIndexOf('/') + 1);
    const from = layer.plan.inputs.find(({ connection }) => connection.id === connectionId);
    const source = pass.layers.find(({ id }) => id === from?.connection.from);
    const errors = currentErrors(record);
    if (source === undefined || errors === null) return [];
    const { largest, count } = largestSummand(source, errors, size, pre, post);
    const hasTime = errors.length > size;
    const step = largest.step;
    return [
      {
        ...{ ...place, neuron: post },
        title: `The largest gradient of a weight: from ${pre} to ${post}`,
        ...equationOf([
          term(indexed('G', pre, post), 'gradient of the weight', value),
          hasTime ? '= \\sum_t x_t \\cdot \\epsilon_t = \\ldots +' : '=',
          term(
            hasTime ? indexed('x', pre, step) : indexed('x', pre),
            'what came in',
            largest.input,
          ),
          '\\cdot',
          term(
            hasTime ? indexed('\\epsilon', post, step) : indexed('\\delta', post),
            hasTime ? `error of the current, largest of ${count} summands` : 'error of the current',
            largest.error,
          ),
          ...(hasTime ? ['+ \\ldots'] : []),
        ]),
      },
    ];
  });
}

function largestSummand(
  source: LayerRecord,
  errors: ArrayLike<number>,
  size: number,
  pre: number,
  post: number,
): { largest: { step: number; input: number; error: number }; count: number } {
  const isStatic = source.output.length === source.size;
  let largest = { step: 0, input: 0, error: 0 };
  let count = 0;
  for (let t = 0; t * size < errors.length; t++) {
    const input = source.output[(isStatic ? 0 : t * source.size) + pre]!;
    const error = errors[t * size + post]!;
    if (input !== 0 && error !== 0) count++;
    if (Math.abs(input * error) > Math.abs(largest.input * largest.error)) {
      largest = { step: t, input, error };
    }
  }
  return { largest, count };
}

function strongest(values: ArrayLike<number>, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) {
    if (Math.abs(values[from + i]!) > Math.abs(values[from + best]!)) best = i;
  }
  return best;
}
