/**
 * Entry of the AssemblyScript build: the functions that the module exports.
 *
 * Every address is an argument; the module owns no memory and has no data section.
 */
export { drawSpikes } from './encode';
export { byNeuron, gatherSum } from './gather';
export { adjointTraces, runLayer } from './forward';
export { adamRows, addGradient, effectBelow, slopesByNeuron, weightSums } from './backward';
export { adamSparse, addSparseGradient, couplings, sparsePsp, sparseWeightSums } from './sparse';
export { solveDense, solveSparse } from './solve';
