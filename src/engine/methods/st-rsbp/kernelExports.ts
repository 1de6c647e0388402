/** The functions of `st-rsbp.wasm`; addresses are bytes, what they mean stands in assembly/. */

type F = (...args: number[]) => void;

export interface StRsbpExports {
  readonly drawSpikes: F;
  readonly byNeuron: F;
  readonly touch: F;
  readonly gatherTile: F;
  readonly runLayer: F;
  readonly adjointTile: F;
  readonly slopesTile: F;
  readonly weightSums: F;
  readonly addBelow: F;
  readonly finishBelow: F;
  readonly addGradient: F;
  readonly adamTile: F;
  readonly sparsePsp: F;
  readonly sparseWeightSums: F;
  readonly couplings: F;
  readonly addSparseGradient: F;
  readonly adamSparse: F;
  readonly solveSparse: (...args: number[]) => number;
  readonly solveDense: (...args: number[]) => number;
}
