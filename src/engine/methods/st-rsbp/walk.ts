/**
 * The walk through a backward pass of counts: the loss, then layer by layer the way from an error of a
 * count to that of a potential, in recurrent layers as the solution of a linear system, and the weights.
 */
import type { WalkPosition } from '#protocol/backward.ts';
import type { EquationPart } from '#model/equation.ts';
import { equationOf, indexed, term } from '#model/equation.ts';
import type { CountPass } from './explain.ts';
import type { CountErrors } from './readErrors.ts';
import { effectOf } from './readErrors.ts';

/** Neurons of a layer that speak. */
const NEURONS = 12;
const SHOWN_WAYS = 3;

export function walkCounts(pass: CountPass): WalkPosition[] {
  const { plan, errors } = pass;
  const last = errors.layers.length - 1;
  const walk: WalkPosition[] = [lossPosition(pass)];
  for (let index = last; index >= 0; index--) {
    const own = errors.layers[index]!;
    const layerId = plan.layers[index]!.id;
    if (own.loops !== null) walk.push(systemPosition(own, layerId));
    const order = strongest(own.lambda, NEURONS);
    for (const neuron of order) {
      const behind = errors.layers[index + 1];
      if (behind !== undefined) walk.push(countPosition(own, behind, layerId, neuron));
      walk.push(
        own.loops === null
          ? potentialPosition(own, layerId, neuron)
          : solvedPosition(own, layerId, neuron),
      );
    }
    walk.push(weightPosition(own, layerId));
  }
  return walk;
}

function lossPosition({ plan, sample, errors, loss }: CountPass): WalkPosition {
  const { label, scores } = sample;
  const delta = errors.layers.at(-1)?.delta ?? [];
  return {
    ...{ layerId: plan.layers.at(-1)?.id ?? '', neuron: label, time: null },
    title: 'The loss, and its derivative by one more spike of the true class',
    ...equationOf([
      term('L', 'loss of this sample', loss),
      ',\\quad',
      term(indexed('o', label), 'spikes of the true class', scores[label] ?? 0),
      ',\\quad \\frac{\\partial L}{\\partial o} =',
      term(indexed('\\delta', label), 'derivative by one more spike', delta[label] ?? 0),
    ]),
  };
}

/** Residual of the solution, as the equation has it: beside δ/ν. */
function systemPosition(own: CountErrors, layerId: string): WalkPosition {
  let squares = 0;
  let scale = 0;
  for (let p = 0; p < own.units; p++) {
    const right = own.delta[p]! / own.threshold;
    squares += (own.denominator[p]! * own.lambda[p]! - loopSum(own, p) - right) ** 2;
    scale += right ** 2;
  }
  return {
    ...{ layerId, neuron: null, time: null },
    title: 'The loop: every potential moves all others, so all errors are solved for at once',
    ...equationOf([
      '\\Omega^{\\top} \\lambda = \\delta / \\nu, \\quad',
      term('n', 'equations, one a neuron', own.units),
      ',\\quad',
      term('c', 'couplings: synapses of the loop', own.loops?.targets.length ?? 0),
      ',\\quad \\frac{|\\Omega^{\\top} \\lambda - \\delta/\\nu|}{|\\delta/\\nu|} =',
      term('\\rho', 'what the solution leaves over', scale === 0 ? 0 : Math.sqrt(squares / scale)),
    ]),
  };
}

function loopSum({ loops, lambda }: CountErrors, p: number): number {
  let sum = 0;
  if (loops === null) return sum;
  for (let k = loops.starts[p]!; k < loops.starts[p + 1]!; k++) {
    sum += loops.coupling[k]! * lambda[loops.targets[k]!]!;
  }
  return sum;
}

/** δ_j = Σ_i λ_i w_ij e_ij/o_j. */
function countPosition(
  own: CountErrors,
  behind: CountErrors,
  layerId: string,
  neuron: number,
): WalkPosition {
  const effects = Array.from({ length: behind.units }, (_, i) => effectOf(behind, neuron, i));
  const products = effects.map((effect, i) => effect * behind.lambda[i]!);
  const shown = strongest(products, SHOWN_WAYS);
  const parts: EquationPart[] = [
    term(indexed('\\delta', neuron), 'error of its number of spikes', own.delta[neuron]!),
    '=',
  ];
  shown.forEach((post, index) => {
    if (index > 0) parts.push('+');
    parts.push(
      term(
        indexed('\\lambda', post),
        `error of the potential of ${post} behind`,
        behind.lambda[post]!,
      ),
      '\\cdot',
      term(indexed('a', post, neuron), `how one more spike moves it: w e / o`, effects[post]!),
    );
  });
  const others = products.filter((product) => product !== 0).length - shown.length;
  if (others > 0) {
    const rest = own.delta[neuron]! - shown.reduce((sum, post) => sum + products[post]!, 0);
    parts.push('+', term('r', `${others} weaker ways together`, rest));
  }
  return {
    ...{ layerId, neuron, time: null },
    title: `Neuron ${neuron}: what one more of its spikes costs`,
    ...equationOf(parts),
  };
}

function potentialPosition(own: CountErrors, layerId: string, neuron: number): WalkPosition {
  return {
    ...{ layerId, neuron, time: null },
    title: `Neuron ${neuron}: from its number of spikes to its potential`,
    ...equationOf([
      term(indexed('\\lambda', neuron), 'error of the potential', own.lambda[neuron]!),
      '= \\frac{1}{',
      term('\\nu', 'threshold', own.threshold),
      '\\cdot',
      term(indexed('S', neuron), 'what its own count takes back', own.denominator[neuron]!),
      '} \\cdot',
      term(indexed('\\delta', neuron), 'error of its number of spikes', own.delta[neuron]!),
    ]),
  };
}

/** Row p of the system, solved for λ_p. */
function solvedPosition(own: CountErrors, layerId: string, neuron: number): WalkPosition {
  return {
    ...{ layerId, neuron, time: null },
    title: `Neuron ${neuron}: its row of the solved system`,
    ...equationOf([
      term(indexed('\\lambda', neuron), 'error of the potential', own.lambda[neuron]!),
      '= \\frac{1}{',
      term(
        indexed('D', neuron),
        'diagonal: what its own count takes back',
        own.denominator[neuron]!,
      ),
      '} \\left(',
      term(indexed('\\delta', neuron), 'error of its number of spikes', own.delta[neuron]!),
      '/',
      term('\\nu', 'threshold', own.threshold),
      '+',
      term(
        '\\textstyle\\sum_i c_i \\lambda_i',
        'through the loop: errors of the neurons it drives',
        loopSum(own, neuron),
      ),
      '\\right)',
    ]),
  };
}

function weightPosition(own: CountErrors, layerId: string): WalkPosition {
  const gradient = own.e.map((value, at) => value * own.factor[at % own.units]!);
  const [at = 0] = strongest(gradient, 1);
  const [pre, post] = [Math.floor(at / own.units), at % own.units];
  return {
    ...{ layerId, neuron: post, time: null },
    title: `The largest gradient of a weight: from ${pre} to ${post}`,
    ...equationOf([
      term(indexed('G', pre, post), 'gradient of the weight', gradient[at] ?? 0),
      '=',
      term(indexed('f', post), 'error of the potential that weights follow', own.factor[post] ?? 0),
      '\\cdot',
      term(indexed('e', pre, post), 'potential that these spikes built up', own.e[at] ?? 0),
    ]),
  };
}

/** Indices of the largest values that are not zero, largest first. */
function strongest(values: ArrayLike<number>, count: number): number[] {
  const order = Array.from({ length: values.length }, (_, i) => i).filter((i) => values[i] !== 0);
  order.sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!));
  return order.slice(0, count);
}
