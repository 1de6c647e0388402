/**
 * Layers of a continuous network: complete spike lists in, complete spike lists out, as connections
 * between layers have no delay. A loop delays by one refractory period.
 */
import type { ConvGeometry } from '../../../kernels/conv/geometry.ts';
import { ContinuousNeurons } from './neurons.ts';
import type { SpikeList } from './spikeList.ts';
import { SpikeBuffer } from './spikeList.ts';

export interface ContinuousLayer {
  /** Spikes up to `tEnd`, valid until the next call; the drive is that of each neuron. */
  run(input: SpikeList, drive: Float64Array, tEnd: number): SpikeList;
}

/** Delay of a connection from a layer to itself, in refractory periods. */
const LOOP_DELAY = 1;

/** Weights are [input][neuron]; `loop`, if there is one, [from][to]. */
export function continuousDense(
  size: number,
  { tau, v0 }: { readonly tau: number; readonly v0: number },
  weights: Float64Array,
  loop: Float64Array | null,
): ContinuousLayer {
  const neurons = new ContinuousNeurons(size, tau, v0);
  return {
    run: (input, drive, tEnd) => {
      neurons.reset(drive);
      if (loop !== null) return runLoop(neurons, size, weights, loop, input, tEnd);
      eachInstant(input, tEnd, (t, from, to) => {
        neurons.advance(t);
        if (to === from + 1) {
          neurons.addAndFire(weights, input.ids[from]! * size, 0, size);
          return;
        }
        neurons.catchUp(0, size);
        for (let i = from; i < to; i++) neurons.add(weights, input.ids[i]! * size, 0, size);
        neurons.fire(0, size);
      });
      return finished(neurons, size, tEnd);
    },
  };
}

/** With a loop the layer's own spikes are events too, so that everything happens in order. */
function runLoop(
  neurons: ContinuousNeurons,
  size: number,
  weights: Float64Array,
  loop: Float64Array,
  input: SpikeList,
  tEnd: number,
): SpikeList {
  const own = neurons.spikes;
  let [next, returned] = [0, 0];
  for (;;) {
    const fromInput = next < input.count ? input.times[next]! : Infinity;
    const fromLoop = returned < own.count ? own.times[returned]! + LOOP_DELAY : Infinity;
    const event = Math.min(fromInput, fromLoop);
    const crossing = neurons.anyDriven ? neurons.nextCrossing() : null;
    if (crossing !== null && crossing.t < Math.min(event, tEnd)) {
      neurons.spike(crossing.neuron, crossing.t);
      continue;
    }
    if (event > tEnd) return own;
    neurons.advance(event);
    for (; next < input.count && input.times[next]! === event; next++) {
      neurons.add(weights, input.ids[next]! * size, 0, size);
    }
    for (; returned < own.count && own.times[returned]! + LOOP_DELAY === event; returned++) {
      neurons.add(loop, own.ids[returned]! * size, 0, size);
    }
    neurons.fire(0, size);
  }
}

/** Filters are [row][column][in][out], maps [row][column][channel]. */
export function continuousConv(
  geometry: ConvGeometry,
  { tau, v0 }: { readonly tau: number; readonly v0: number },
  weights: Float64Array,
): ContinuousLayer {
  const { width, channelsIn, channelsOut, kernelSize, stride } = geometry;
  const { padTop, padLeft, outHeight, outWidth } = geometry;
  const size = outHeight * outWidth * channelsOut;
  const neurons = new ContinuousNeurons(size, tau, v0);
  /** Number of the instant at which a position was last reached. */
  const reached = new Uint32Array(outHeight * outWidth);
  let instant = 0;

  /** Sends one spike to all neurons whose window holds it. */
  const scatter = (id: number, several: boolean): void => {
    const channel = id % channelsIn;
    const column = Math.floor(id / channelsIn) % width;
    const row = Math.floor(id / (channelsIn * width));
    const [top, left] = [row + padTop, column + padLeft];
    const lastRow = Math.min(outHeight - 1, Math.floor(top / stride));
    const lastColumn = Math.min(outWidth - 1, Math.floor(left / stride));
    const firstRow = Math.max(0, Math.ceil((top - kernelSize + 1) / stride));
    const firstColumn = Math.max(0, Math.ceil((left - kernelSize + 1) / stride));
    for (let y = firstRow; y <= lastRow; y++) {
      const rowOfFilter = top - y * stride;
      for (let x = firstColumn; x <= lastColumn; x++) {
        const columnOfFilter = left - x * stride;
        const position = y * outWidth + x;
        const from =
          ((rowOfFilter * kernelSize + columnOfFilter) * channelsIn + channel) * channelsOut;
        if (several) {
          if (reached[position] !== instant) neurons.catchUp(position * channelsOut, channelsOut);
          reached[position] = instant;
          neurons.add(weights, from, position * channelsOut, channelsOut);
        } else {
          neurons.addAndFire(weights, from, position * channelsOut, channelsOut);
        }
      }
    }
  };

  return {
    run: (input, drive, tEnd) => {
      neurons.reset(drive);
      eachInstant(input, tEnd, (t, from, to) => {
        neurons.advance(t);
        if (to === from + 1) {
          scatter(input.ids[from]!, false);
          return;
        }
        instant++;
        for (let i = from; i < to; i++) scatter(input.ids[i]!, true);
        for (let position = 0; position < reached.length; position++) {
          if (reached[position] === instant) neurons.fire(position * channelsOut, channelsOut);
        }
      });
      return finished(neurons, size, tEnd);
    },
  };
}

/**
 * Maximum of spikes: the first spike of any input of a window passes, and the window is deaf for a
 * refractory period. (§6)
 */
export function continuousMaxPool(
  [height, width, channels]: readonly [number, number, number],
  size: number,
): ContinuousLayer {
  const [outHeight, outWidth] = [Math.floor(height / size), Math.floor(width / size)];
  const ready = new Float64Array(outHeight * outWidth * channels);
  const spikes = new SpikeBuffer();
  return {
    run: (input, _drive, tEnd) => {
      ready.fill(0);
      spikes.clear();
      for (let i = 0; i < input.count; i++) {
        const t = input.times[i]!;
        if (t > tEnd) break;
        const id = input.ids[i]!;
        const channel = id % channels;
        const x = Math.floor((Math.floor(id / channels) % width) / size);
        const y = Math.floor(Math.floor(id / (channels * width)) / size);
        if (x >= outWidth || y >= outHeight) continue;
        const unit = (y * outWidth + x) * channels + channel;
        if (ready[unit]! > t) continue;
        ready[unit] = t + 1;
        spikes.push(t, unit);
      }
      return spikes;
    },
  };
}

/** Calls `visit(t, from, to)` for each group of spikes of one time. */
function eachInstant(
  { times, count }: SpikeList,
  tEnd: number,
  visit: (t: number, from: number, to: number) => void,
): void {
  for (let from = 0; from < count;) {
    const t = times[from]!;
    if (t > tEnd) return;
    let to = from + 1;
    while (to < count && times[to] === t) to++;
    visit(t, from, to);
    from = to;
  }
}

function finished(neurons: ContinuousNeurons, size: number, tEnd: number): SpikeList {
  if (neurons.anyDriven) {
    neurons.catchUp(0, size, tEnd);
    neurons.spikes.sort();
  }
  return neurons.spikes;
}
