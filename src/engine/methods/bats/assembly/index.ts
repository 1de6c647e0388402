export { backward } from './backward';
export { gather, sortEvents, spikesFromTimes } from './events';
export { forward } from './forward';
export { adam, momentum, sumOfSquares } from './optimisers';
