/**
 * Entry of the AssemblyScript build: the functions that the module exports.
 *
 * The module works in place on memory it imports and owns none of it: no allocation, no literals
 * that would need a data section, no shadow stack. Every address, scratch included, is an argument.
 */
export { lifForward } from './lifForward';
export { lifBackward } from './lifBackward';
export { measureDensity } from './events';
export { gemmPacked, packPanels, packTransposed, transpose } from './gemm';
export { denseEvents, gradWeightsDense, gradWeightsEvents } from './dense';
export { columnSum, sumOverTime } from './sums';
export { convForward } from './convForward';
export { convGradWeights, convGradInput } from './convBackward';
export { maxPoolForward, maxPoolBackward, avgPoolForward, avgPoolBackward } from './pool';
export { sgd, momentum, adam } from './optimisers';
export { addParts, sumOfSquares, scale, axpy } from './vector';
export { fillUniform, bernoulliSpikes } from './philox';
export { softLifForward, multiply } from './softLif';
export { softLifSpiking } from './softLifSpiking';
