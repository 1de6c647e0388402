/** Spikes of a layer in the order of their times. */
export interface SpikeList {
  readonly count: number;
  /** In refractory periods; the first `count` are meant. */
  readonly times: Float64Array;
  readonly ids: Uint32Array;
}

export const NO_SPIKES: SpikeList = {
  count: 0,
  times: new Float64Array(0),
  ids: new Uint32Array(0),
};

/** A list that grows, and can be emptied for the next sample without giving its memory back. */
export class SpikeBuffer implements SpikeList {
  count = 0;
  times = new Float64Array(256);
  ids = new Uint32Array(256);

  clear(): void {
    this.count = 0;
  }

  push(time: number, id: number): void {
    if (this.count === this.times.length) this.grow();
    this.times[this.count] = time;
    this.ids[this.count++] = id;
  }

  /** Brings spikes that were not pushed in the order of their times into it. */
  sort(): void {
    const { count, times, ids } = this;
    const order = Uint32Array.from({ length: count }, (_, i) => i).sort(
      (a, b) => times[a]! - times[b]! || ids[a]! - ids[b]!,
    );
    const sortedTimes = Float64Array.from(order, (i) => times[i]!);
    const sortedIds = Uint32Array.from(order, (i) => ids[i]!);
    times.set(sortedTimes);
    ids.set(sortedIds);
  }

  private grow(): void {
    const [times, ids] = [this.times, this.ids];
    this.times = new Float64Array(2 * times.length);
    this.ids = new Uint32Array(2 * ids.length);
    this.times.set(times);
    this.ids.set(ids);
  }
}

/** Several lists as one; the ids of each are counted on from those before it. */
export function mergeLists(
  lists: readonly { readonly spikes: SpikeList; readonly size: number }[],
  into: SpikeBuffer,
): SpikeList {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only.spikes;
  into.clear();
  let offset = 0;
  for (const { spikes, size } of lists) {
    for (let i = 0; i < spikes.count; i++) into.push(spikes.times[i]!, offset + spikes.ids[i]!);
    offset += size;
  }
  into.sort();
  return into;
}
