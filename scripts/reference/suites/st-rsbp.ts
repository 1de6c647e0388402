/** Reference vectors of ST-RSBP: formats in the README beside them. */
import type { MeasureFile, Suite } from '../suite.ts';
import * as reference from './st-rsbp/referenceEngine.ts';

/** By the `kind` that every file states. */
const BY_KIND: Readonly<Record<string, MeasureFile>> = {
  'bsa-encoder': reference.bsa,
  'effect-polynomials': reference.polynomials,
  'gradients-feedforward': reference.gradients,
  'gradients-recurrent': reference.gradients,
  'lif-layer': reference.lif,
  optimiser: reference.optimiser,
  'poly-check': reference.polynomialCheck,
  's-psp': reference.psp,
};

export const suite: Suite = {
  method: 'st-rsbp',
  files: {},
  match: (_name, json) => {
    const { kind } = json as { readonly kind?: string };
    return kind !== undefined && Object.hasOwn(BY_KIND, kind) ? (BY_KIND[kind] ?? null) : null;
  },
};
