export { backward } from './backward';
export { gather, sortEvents } from './events';
export { forward } from './forward';
export { adam, momentum, sgd, sumOfSquares } from './optimisers';
