/** The functions of `st-rsbp.wasm`; addresses are bytes, what they mean stands in assembly/. */

type F = (...args: number[]) => void;

export interface StRsbpExports {
  readonly drawSpikes: F;
  readonly byNeuron: F;
  readonly gatherSum: F;
  readonly runLayer: F;
  readonly adjointTraces: F;
  readonly slopesByNeuron: F;
  readonly weightSums: F;
  readonly effectBelow: F;
  readonly addGradient: F;
  readonly adamRows: F;
  readonly sparsePsp: F;
  readonly sparseWeightSums: F;
  readonly couplings: F;
  readonly addSparseGradient: F;
  readonly adamSparse: F;
  readonly solveSparse: (...args: number[]) => number;
  readonly solveDense: (...args: number[]) => number;
}
