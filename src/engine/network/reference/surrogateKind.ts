import type { SurrogateKind } from '../../kernels/wasm/wasmKernels.ts';
import { SURROGATE_KIND } from '../../kernels/wasm/wasmKernels.ts';

/** The name of a surrogate in the kernels, from its number. */
export function surrogateKind(code: number): SurrogateKind {
  const kinds = Object.keys(SURROGATE_KIND) as SurrogateKind[];
  const kind = kinds.find((name) => SURROGATE_KIND[name] === code);
  if (kind === undefined) throw new Error(`no surrogate ${code}`);
  return kind;
}
