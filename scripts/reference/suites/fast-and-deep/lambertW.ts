import { lambertW0 } from '#engine/methods/fast-and-deep/reference/lambertW.ts';
import type { Measurement } from '../../suite.ts';
import { createTally } from './tally.ts';

interface LambertFile {
  readonly rows: readonly { readonly z: number; readonly w0: number }[];
}

/** As shares of the value where it is large; the branch point's square root limits all others. */
const TOLERANCE = 1e-12;

export function measureLambertW(file: LambertFile): Measurement[] {
  const tally = createTally();
  for (const { z, w0 } of file.rows) {
    tally.compare({
      engine: 'float64 reference',
      quantity: 'W₀',
      caseId: String(z),
      tolerance: TOLERANCE,
      relative: true,
      got: [lambertW0(z)],
      expected: [w0],
    });
  }
  return tally.measurements();
}
