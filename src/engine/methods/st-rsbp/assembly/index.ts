/**
 * Entry of the AssemblyScript build: the functions that the module exports.
 *
 * Every address is an argument; the module owns no memory and has no data section.
 */
export { drawSpikes } from './encode';
export { byNeuron, gatherTile, touch } from './gather';
export { adjointTile, runLayer } from './forward';
export { adamTile, addBelow, addGradient, finishBelow, slopesTile, weightSums } from './backward';
export { adamSparse, addSparseGradient, couplings, sparsePsp, sparseWeightSums } from './sparse';
export { solveDense, solveSparse } from './solve';
