/** Coefficients, and layers of independent cells forward and back. */
import { readFileSync } from 'node:fs';
import { coarseFactors } from '#catalog/neurons/coarseLif.ts';
import { logistic } from '#catalog/surrogates/logistic.ts';
import { cellBackward, cellForward } from '#engine/methods/coarse-scale/cell.ts';
import { buildKernels } from '../../../build-kernels.mjs';
import type { Measurement } from '../../suite.ts';
import { kernelCell } from './kernelCell.ts';
import type { CellJson } from './layers.ts';
import { cellOf } from './layers.ts';
import type { File, Rows } from './measure.ts';
import { joined, Largest, measurement, steps } from './measure.ts';

interface CoefficientsCase {
  readonly params: { readonly tau: number };
  readonly expected: Readonly<Record<'a' | 'b' | 'c' | 'b_over_c', number>>;
}

export function coefficients(json: unknown): Measurement[] {
  const { tolerance, cases } = json as File<CoefficientsCase>;
  const largest = new Largest();
  for (const { params, expected } of cases) {
    const { a, b, c } = coarseFactors(params.tau);
    for (const [got, want] of [
      [a, expected.a],
      [b, expected.b],
      [c, expected.c],
      [b / c, expected.b_over_c],
    ] as const) {
      largest.add(got, want, Math.abs(want));
    }
  }
  const limit = tolerance['rel'] ?? 1e-9;
  return [measurement('a, b, c, b/c', cases.length, largest, limit, { relative: true })];
}

interface NeuronCase {
  readonly params: CellJson;
  readonly inputs: { readonly x: Rows; readonly dLds: Rows };
  readonly expected: Readonly<Record<'v' | 's' | 'sigma_prime' | 'dLdx', Rows>>;
}

export async function neuron(json: unknown): Promise<Measurement[]> {
  const { tolerance, cases } = json as File<NeuronCase>;
  const limit = tolerance['abs'] ?? 1e-9;
  const [v, s, slope, dLdx] = [new Largest(), new Largest(), new Largest(), new Largest()];
  for (const { params, inputs, expected } of cases) {
    const cell = cellOf(params);
    const x = steps(inputs.x);
    const states = cellForward(cell, x);
    v.addAll(joined(states.v), expected.v);
    s.addAll(joined(states.s), expected.s);
    slope.addAll(
      joined(states.v).map((u) => logistic.derivative(u - cell.v0, cell.beta)),
      expected.sigma_prime,
    );
    dLdx.addAll(joined(cellBackward(cell, x, states, steps(inputs.dLds))), expected.dLdx);
  }
  return [
    measurement('potentials', cases.length, v, limit),
    measurement('spikes', cases.length, s, 0, { exact: 'spikes equal' }),
    measurement('surrogate', cases.length, slope, limit),
    measurement('gradients', cases.length, dLdx, limit),
    ...(await onKernels(cases)),
  ];
}

/** Float32 potentials of size 5 after ten steps; their rounding, times β² / 10, in the surrogate. */
const KERNEL_TOLERANCE = { potentials: 5e-6, gradients: 2e-4 };

/** The same traces by the kernel that the product trains with, for the cells that it computes. */
async function onKernels(cases: readonly NeuronCase[]): Promise<Measurement[]> {
  const [file] = await buildKernels();
  const bytes = readFileSync(file ?? '');
  const [v, s, dLdx] = [new Largest(), new Largest(), new Largest()];
  let count = 0;
  for (const { params, inputs, expected } of cases) {
    const got = kernelCell(bytes, cellOf(params), inputs.x, inputs.dLds);
    if (got === null) continue;
    count++;
    v.addAll(got.membrane, expected.v);
    s.addAll(got.spikes, expected.s);
    dLdx.addAll(got.gradInput, expected.dLdx);
  }
  const engine = { engine: 'WASM float32' } as const;
  if (count === 0) return [];
  return [
    measurement('potentials', count, v, KERNEL_TOLERANCE.potentials, engine),
    measurement('spikes', count, s, 0, { ...engine, exact: 'spikes equal' }),
    measurement('gradients', count, dLdx, KERNEL_TOLERANCE.gradients, engine),
  ];
}
