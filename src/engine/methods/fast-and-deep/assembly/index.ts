/**
 * Entry of the AssemblyScript build: the functions that the module exports.
 *
 * Every address is an argument; the module owns no memory and has no data section.
 */
export { writeWindows } from './windows';
export { findCrossings } from './crossings';
export { countSilent, solveCrossings } from './solve';
export { inputTerms, outputTerms } from './terms';
export { weightGradients } from './weightGradients';
export { timeGradients } from './timeGradients';
export { pairGradients } from './pairGradients';
export { adam } from './adam';
export { roundWeights } from './distort';
