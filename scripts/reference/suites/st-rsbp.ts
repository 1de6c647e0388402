/** Reference vectors of ST-RSBP: formats in the README beside them. */
import type { MeasureFile, Suite } from '../suite.ts';
import * as kernel from './st-rsbp/kernelEngine.ts';
import * as reference from './st-rsbp/referenceEngine.ts';

/** One engine after the other. */
function both(...parts: readonly MeasureFile[]): MeasureFile {
  return async (json, context) => {
    const measured = [];
    for (const part of parts) measured.push(...(await part(json, context)));
    return measured;
  };
}

/** By the `kind` that every file states. */
const BY_KIND: Readonly<Record<string, MeasureFile>> = {
  'bsa-encoder': reference.bsa,
  'effect-polynomials': reference.polynomials,
  'gradients-feedforward': both(reference.gradients, kernel.gradients),
  'gradients-recurrent': both(reference.gradients, kernel.gradients),
  'lif-layer': both(reference.lif, kernel.lif),
  optimiser: both(reference.optimiser, kernel.optimiser),
  'poly-check': reference.polynomialCheck,
  's-psp': both(reference.psp, kernel.psp),
};

export const suite: Suite = {
  method: 'st-rsbp',
  files: {},
  match: (_name, json) => {
    const { kind } = json as { readonly kind?: string };
    return kind !== undefined && Object.hasOwn(BY_KIND, kind) ? (BY_KIND[kind] ?? null) : null;
  },
};
