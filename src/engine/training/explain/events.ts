/** Errors as lists of events. */
import type { ErrorEvents } from '#protocol/backward.ts';

/** Entries of a field below this share of its largest are not seen beside it. */
const NEGLIGIBLE = 1e-3;
/** Most events of one field: as many as a raster band has pixels. */
const MOST = 60_000;

/** The errors at the steps at which neurons fired; `[T, N]`. */
export function spikeEvents(
  spikes: ArrayLike<number>,
  errors: ArrayLike<number>,
  size: number,
): ErrorEvents {
  return eventsWhere(errors, size, (at) => spikes[at]! !== 0);
}

/** The field of errors `[T, N]` without what is negligible beside its largest. */
export function fieldEvents(errors: ArrayLike<number>, size: number): ErrorEvents {
  let largest = 0;
  for (let i = 0; i < errors.length; i++) largest = Math.max(largest, Math.abs(errors[i]!));
  let least = largest * NEGLIGIBLE;
  const countAbove = (): number => {
    let count = 0;
    for (let i = 0; i < errors.length; i++) if (Math.abs(errors[i]!) > least) count++;
    return count;
  };
  while (countAbove() > MOST) least *= 2;
  return eventsWhere(errors, size, (at) => Math.abs(errors[at]!) > least);
}

/** One event a neuron, at time 0, for layers whose errors belong to all of time. */
export function staticEvents(errors: ArrayLike<number>): ErrorEvents {
  return {
    neurons: Uint32Array.from(errors, (_, neuron) => neuron),
    times: new Float32Array(errors.length),
    errors: Float32Array.from(errors),
  };
}

function eventsWhere(
  errors: ArrayLike<number>,
  size: number,
  isThere: (at: number) => boolean,
): ErrorEvents {
  let count = 0;
  for (let at = 0; at < errors.length; at++) if (isThere(at)) count++;
  const neurons = new Uint32Array(count);
  const times = new Float32Array(count);
  const own = new Float32Array(count);
  let next = 0;
  for (let at = 0; at < errors.length; at++) {
    if (!isThere(at)) continue;
    neurons[next] = at % size;
    times[next] = Math.floor(at / size);
    own[next++] = errors[at]!;
  }
  return { neurons, times, errors: own };
}
