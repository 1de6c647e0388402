/**
 * What a neuron computes at one step, as an equation with the numbers of the shown sample. Pure.
 *
 * The numbers are those of the traces; `left` and `right` are both sides of the equation, so that a
 * test, and the page, can tell whether they agree.
 */
import { softLifConstants } from '#catalog/neurons/softLif.ts';
import { catalog } from '#catalog/index.ts';
import type { LifCoefficients } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { EquationPart } from '#model/equation.ts';
import { term } from '#model/equation.ts';
import type { Chosen } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { numberParam } from '#model/params.ts';
import type { Reset } from '../membranes/resetOf.ts';
import { messages } from './messages.ts';

/** One neuron through one presentation. */
export interface NeuronTrace {
  readonly neuron: Chosen;
  readonly dtMs: number;
  readonly steps: number;
  /** Before the reset, and the current, at each step. */
  readonly membrane: Float32Array;
  readonly current: Float32Array;
  /** Times in steps, rising. */
  readonly spikes: readonly number[];
  readonly threshold: number;
  readonly reset: Reset;
  readonly refractorySteps: number;
}

export interface NeuronEquation {
  readonly parts: readonly EquationPart[];
  readonly left: number;
  readonly right: number;
}

/** The equation at a step; null for a model that has none. */
export function neuronEquation(trace: NeuronTrace, step: number): NeuronEquation | null {
  const { neuron, dtMs } = trace;
  const { id, params } = neuron;
  switch (id) {
    case 'softLif':
      return softLifEquation(trace, step);
    case 'spikeTrainLif':
      return spikeTrainEquation(trace, step, params);
    case 'firstSpikeLif':
      return flowEquation(trace, step, numberParam(params, 'tauMemMs'), params);
    case 'multiSpikeLif':
      return flowEquation(trace, step, 2 * numberParam(params, 'tauSynMs'), params);
    case 'linear':
      return linearEquation(trace, step);
    default: {
      const entry = entryOf(catalog.neurons, id);
      const coefficients = 'coefficients' in entry ? entry.coefficients(params, dtMs) : null;
      return coefficients === null ? null : lifEquation(trace, step, coefficients);
    }
  }
}

/** Whether the neuron fires in a step. */
export function firesAt({ spikes }: Pick<NeuronTrace, 'spikes'>, step: number): boolean {
  return spikes.some((time) => Math.floor(time) === step);
}

/** v_{t−1}: the membrane after the step before, with its reset; 0 before the first step. */
function before(trace: NeuronTrace, step: number): number {
  if (step === 0) return 0;
  const u = trace.membrane[step - 1] ?? 0;
  if (!firesAt(trace, step - 1)) return u;
  const { resetKind, resetSize } = trace.reset;
  return resetKind === 'zero' ? 0 : resetKind === 'subtract' ? u - resetSize : u;
}

export function isRefractory(trace: NeuronTrace, step: number): boolean {
  const { refractorySteps, spikes } = trace;
  return spikes.some((time) => {
    const since = step - Math.floor(time);
    return since > 0 && since <= refractorySteps;
  });
}

const symbols = messages.symbols;
const at = (values: Float32Array, step: number): number => values[step] ?? NaN;

/** u = a·v + g·i, or u = v while refractory; v' = u − θ_r or 0 after a spike. */
function lifEquation(trace: NeuronTrace, step: number, c: LifCoefficients): NeuronEquation {
  const u = at(trace.membrane, step);
  const i = at(trace.current, step);
  const v = before(trace, step);
  const left = term('u_t', symbols.membrane, u);
  const old = term('v_{t-1}', symbols.before, v);
  const isHeld = c.resetKind !== 'none' && isRefractory(trace, step);
  if (isHeld) return { parts: [left, '=', old], left: u, right: v };
  const hasFired = c.inputGainAfterSpike !== undefined && step > 0 && firesAt(trace, step - 1);
  const gain = hasFired ? (c.inputGainAfterSpike ?? c.inputGain) : c.inputGain;
  return {
    parts: [
      left,
      '=',
      term('a', symbols.decay, c.decayMem),
      '\\cdot',
      old,
      '+',
      term(hasFired ? 'c' : 'g', hasFired ? symbols.gainAfterSpike : symbols.gain, gain),
      '\\cdot',
      term('i_t', symbols.current, i),
      ...resetParts(trace, step, u, c.strictThreshold === true),
    ],
    left: u,
    right: c.decayMem * v + gain * i,
  };
}

/** What follows in the step of a spike. */
function resetParts(
  { spikes, reset, threshold }: NeuronTrace,
  step: number,
  u: number,
  isStrict: boolean,
): EquationPart[] {
  if (!firesAt({ spikes }, step)) return [];
  const crosses: EquationPart[] = [
    isStrict ? '>' : '\\ge',
    term('\\theta', symbols.threshold, threshold),
  ];
  if (reset.resetKind === 'none') return crosses;
  if (reset.resetKind === 'zero') return [...crosses, ',\\quad v_t \\to 0'];
  const size = term('\\theta_r', symbols.resetSize, reset.resetSize);
  const after = term('v_t', symbols.after, u - reset.resetSize);
  return [...crosses, ',\\quad', after, '=', term('u_t', symbols.membrane, u), '-', size];
}

/** v = (1 − 1/τ_m)·v + i, i = e/τ_s; 0 while refractory and at step 0. */
function spikeTrainEquation(trace: NeuronTrace, step: number, params: ParamValues): NeuronEquation {
  const u = at(trace.membrane, step);
  const left = term('v_t', symbols.membrane, u);
  if (step === 0 || isRefractory(trace, step)) {
    return { parts: [left, '= 0'], left: u, right: 0 };
  }
  const decay = 1 - trace.dtMs / numberParam(params, 'tauMemMs');
  const old = before(trace, step);
  const i = at(trace.current, step);
  return {
    parts: [
      left,
      '=',
      term('\\left(1 - \\tfrac{1}{\\tau_m}\\right)', symbols.decay, decay),
      '\\cdot',
      term('v_{t-1}', symbols.before, old),
      '+',
      term('i_t', symbols.current, i),
      ...resetParts(trace, step, u, true),
    ],
    left: u,
    right: decay * old + i,
  };
}

/** V = J + (V − J)·e^{−d/τ_rc}, d the part of the step after the refractory period; and the rate of J. */
function softLifEquation(trace: NeuronTrace, step: number): NeuronEquation {
  const { tauRcS, tauRefS, gamma } = softLifConstants(trace.neuron.params);
  const { active } = refractoryPast(trace, step, tauRcS, tauRefS);
  const j = at(trace.current, step);
  const v = Math.max(0, before(trace, step));
  const u = at(trace.membrane, step);
  const z = gamma * Math.log1p(Math.exp(Math.min(700, (j - 1) / gamma)));
  const rate = 1 / (tauRefS + tauRcS * Math.log1p(1 / z));
  return {
    parts: [
      '\\begin{gathered}',
      term('V_t', symbols.membrane, u),
      '=',
      term('J_t', symbols.current, j),
      '+ \\bigl(',
      term('V_{t-1}', symbols.before, v),
      '-',
      term('J_t', symbols.current, j),
      '\\bigr)\\, e^{-',
      term('d', symbols.active, active * 1000),
      '/',
      term('\\tau_{rc}', symbols.tauRc, tauRcS * 1000),
      '}',
      '\\\\',
      term('r', symbols.rate, rate),
      '= \\frac{1000}{',
      term('\\tau_{ref}', symbols.tauRef, tauRefS * 1000),
      '+',
      term('\\tau_{rc}', symbols.tauRc, tauRcS * 1000),
      '\\ln(1 + 1/',
      term('z', symbols.soft, z),
      ')}',
      '\\end{gathered}',
    ],
    left: u,
    right: j + (v - j) * Math.exp(-active / tauRcS),
  };
}

/** Follows the refractory period from spike to spike; seconds of the step in which it is over. */
function refractoryPast(
  trace: NeuronTrace,
  step: number,
  tauRcS: number,
  tauRefS: number,
): { active: number } {
  const dtS = trace.dtMs / 1000;
  let left = 0;
  let active = dtS;
  for (let t = 0; t <= step; t++) {
    const rest = left - dtS;
    active = Math.min(Math.max(dtS - rest, 0), dtS);
    const u = at(trace.membrane, t);
    const j = at(trace.current, t);
    left = firesAt(trace, t) ? tauRefS + dtS + tauRcS * Math.log1p(-(u - 1) / (j - 1)) : rest;
  }
  return { active };
}

/** τ_m du/dt = −u + (τ_m/τ_s)·i, for neurons in continuous time. */
function flowEquation(
  trace: NeuronTrace,
  step: number,
  tauMemMs: number,
  params: ParamValues,
): NeuronEquation {
  const u = at(trace.membrane, step);
  const i = at(trace.current, step);
  const ratio = tauMemMs / numberParam(params, 'tauSynMs');
  const slope = (-u + ratio * i) / tauMemMs;
  return {
    parts: [
      term('\\dot u', symbols.slope, slope),
      '= \\frac{1}{',
      term('\\tau_m', symbols.tauMem, tauMemMs),
      '} \\left( -',
      term('u', symbols.membrane, u),
      '+',
      term('\\tfrac{\\tau_m}{\\tau_s}', symbols.ratio, ratio),
      '\\cdot',
      term('i', symbols.current, i),
      '\\right)',
    ],
    left: slope,
    right: slope,
  };
}

function linearEquation(trace: NeuronTrace, step: number): NeuronEquation {
  const u = at(trace.membrane, step);
  const i = at(trace.current, step);
  return {
    parts: [term('u_t', symbols.membrane, u), '=', term('x_t', symbols.sum, i)],
    left: u,
    right: i,
  };
}
