import type { SpikeTrains, Synapse } from './referenceLayer.ts';

/** Every input to every neuron; weights [input][neuron]. */
export function denseSynapses(nInputs: number, nNeurons: number): Synapse[][] {
  return Array.from({ length: nNeurons }, (_, j) =>
    Array.from({ length: nInputs }, (_unused, input) => ({ input, weight: input * nNeurons + j })),
  );
}

export interface FilterShape {
  /** Input extent along the first and second axis, and its channels. */
  readonly x: number;
  readonly y: number;
  readonly channels: number;
  readonly filterX: number;
  readonly filterY: number;
  readonly filters: number;
}

/**
 * A convolution, valid, stride 1, no bias (§6): every position is a neuron of its own; neuron index
 * (x·Y + y)·C + c; weights [filterX][filterY][channel][filter].
 */
export function convSynapses(shape: FilterShape): Synapse[][] {
  const { x, y, channels, filterX, filterY, filters } = shape;
  const synapses: Synapse[][] = [];
  for (let px = 0; px <= x - filterX; px++)
    for (let py = 0; py <= y - filterY; py++)
      for (let filter = 0; filter < filters; filter++) {
        const own: Synapse[] = [];
        for (let i = 0; i < filterX; i++)
          for (let j = 0; j < filterY; j++)
            for (let channel = 0; channel < channels; channel++)
              own.push({
                input: ((px + i) * y + py + j) * channels + channel,
                weight: ((i * filterY + j) * channels + channel) * filters + filter,
              });
        synapses.push(own);
      }
  return synapses;
}

/**
 * For spike pooling (§6: 2 × 2), the pooled neuron that each neuron's spikes go to, or −1 for rows and
 * columns that fill no window.
 */
export function poolTargets(x: number, y: number, channels: number, size = 2): Int32Array {
  const targets = new Int32Array(x * y * channels).fill(-1);
  const [outX, outY] = [Math.floor(x / size), Math.floor(y / size)];
  for (let px = 0; px < outX * size; px++)
    for (let py = 0; py < outY * size; py++)
      for (let channel = 0; channel < channels; channel++)
        targets[(px * y + py) * channels + channel] =
          (Math.floor(px / size) * outY + Math.floor(py / size)) * channels + channel;
  return targets;
}

/** The time-sorted union of the trains that share a target; `from[p][k]` is the neuron and slot of a spike. */
export function poolTrains(
  inputs: SpikeTrains,
  targets: Int32Array,
): { trains: number[][]; from: { neuron: number; slot: number }[][] } {
  const nTargets = targets.reduce((most, target) => Math.max(most, target + 1), 0);
  const spikes = Array.from(
    { length: nTargets },
    () => [] as { time: number; neuron: number; slot: number }[],
  );
  inputs.forEach((train, neuron) => {
    const target = targets[neuron] ?? -1;
    if (target >= 0) train.forEach((time, slot) => spikes[target]!.push({ time, neuron, slot }));
  });
  for (const own of spikes) own.sort((left, right) => left.time - right.time);
  return {
    trains: spikes.map((own) => own.map(({ time }) => time)),
    from: spikes.map((own) => own.map(({ neuron, slot }) => ({ neuron, slot }))),
  };
}
