/** The cart and pole under given actions. */
import type { CartPoleState } from '#engine/methods/coarse-scale/cartPole.ts';
import { cartPoleStep, hasFallen } from '#engine/methods/coarse-scale/cartPole.ts';
import type { Measurement } from '../../suite.ts';
import type { File, Rows } from './measure.ts';
import { Largest, measurement } from './measure.ts';

interface CartPoleCase {
  readonly params: {
    readonly gravity: number;
    readonly masscart: number;
    readonly masspole: number;
    readonly half_length: number;
    readonly force: number;
    readonly dt: number;
    readonly x_limit: number;
    readonly theta_limit: number;
  };
  readonly inputs: { readonly initial: readonly number[]; readonly actions: readonly number[] };
  readonly expected: {
    readonly states: Rows;
    readonly terminated: boolean;
    readonly steps: number;
  };
}

export function cartPole(json: unknown): Measurement[] {
  const { tolerance, cases } = json as File<CartPoleCase>;
  const [states, ends] = [new Largest(), new Largest()];
  for (const { params: p, inputs, expected } of cases) {
    const params = {
      gravity: p.gravity,
      massCart: p.masscart,
      massPole: p.masspole,
      halfLength: p.half_length,
      force: p.force,
      dt: p.dt,
      xLimit: p.x_limit,
      thetaLimit: p.theta_limit,
    };
    const [x = 0, xDot = 0, theta = 0, thetaDot = 0] = inputs.initial;
    let state: CartPoleState = [x, xDot, theta, thetaDot];
    const got: number[] = [];
    let taken = 0;
    for (const action of inputs.actions) {
      if (hasFallen(state, params)) break;
      state = cartPoleStep(state, action, params);
      got.push(...state);
      taken++;
    }
    states.addAll(got, expected.states);
    ends.add(taken, expected.steps);
    ends.add(Number(hasFallen(state, params)), Number(expected.terminated));
  }
  return [
    measurement('states', cases.length, states, tolerance['abs'] ?? 1e-9),
    measurement('ends', cases.length, ends, 0, { exact: 'length and ending equal' }),
  ];
}
