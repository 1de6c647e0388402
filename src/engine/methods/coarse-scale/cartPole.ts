/**
 * The cart and pole of the control task, with its usual constants. (§7)
 *
 *   q = (F + m_p l θ̇² sin θ)/M,  θ̈ = (g sin θ − q cos θ)/(l(4/3 − m_p cos² θ/M)),
 *   ẍ = q − m_p l θ̈ cos θ/M       explicit Euler: old rates move the state
 */
export type CartPoleState = readonly [x: number, xDot: number, theta: number, thetaDot: number];

export interface CartPoleParams {
  /** m/s² */
  readonly gravity: number;
  /** kg */
  readonly massCart: number;
  /** kg */
  readonly massPole: number;
  /** Half the length of the pole, m. */
  readonly halfLength: number;
  /** N */
  readonly force: number;
  /** s */
  readonly dt: number;
  /** m */
  readonly xLimit: number;
  /** rad */
  readonly thetaLimit: number;
}

export const CART_POLE: CartPoleParams = {
  gravity: 9.8,
  massCart: 1,
  massPole: 0.1,
  halfLength: 0.5,
  force: 10,
  dt: 0.02,
  xLimit: 2.4,
  thetaLimit: (12 * Math.PI) / 180,
};

/** The state after pushing to the right (action 1) or to the left (action 0) for one step. */
export function cartPoleStep(
  [x, xDot, theta, thetaDot]: CartPoleState,
  action: number,
  p: CartPoleParams = CART_POLE,
): CartPoleState {
  const mass = p.massCart + p.massPole;
  const moment = p.massPole * p.halfLength;
  const force = action === 1 ? p.force : -p.force;
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const q = (force + moment * thetaDot * thetaDot * sin) / mass;
  const thetaRate =
    (p.gravity * sin - cos * q) / (p.halfLength * (4 / 3 - (p.massPole * cos * cos) / mass));
  const xRate = q - (moment * thetaRate * cos) / mass;
  return [
    x + p.dt * xDot,
    xDot + p.dt * xRate,
    theta + p.dt * thetaDot,
    thetaDot + p.dt * thetaRate,
  ];
}

export function hasFallen(state: CartPoleState, p: CartPoleParams = CART_POLE): boolean {
  return Math.abs(state[0]) > p.xLimit || Math.abs(state[2]) > p.thetaLimit;
}
