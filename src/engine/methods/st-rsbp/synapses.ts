/** Recurrent synapses as lists by presynaptic neuron, and as matrices. */
import type { SynapseLists } from './kernelPlan.ts';

/** The synapses p → i for which `isPresent`, by p, then by i. */
export function synapseLists(
  units: number,
  isPresent: (pre: number, post: number) => boolean,
): SynapseLists {
  const starts = new Int32Array(units + 1);
  const targets: number[] = [];
  for (let pre = 0; pre < units; pre++) {
    for (let post = 0; post < units; post++) if (isPresent(pre, post)) targets.push(post);
    starts[pre + 1] = targets.length;
  }
  return { starts, targets: Int32Array.from(targets) };
}

/** Calls with each synapse's number, source and target. */
export function eachSynapse(
  { starts, targets }: SynapseLists,
  call: (synapse: number, pre: number, post: number) => void,
): void {
  for (let pre = 0; pre + 1 < starts.length; pre++)
    for (let k = starts[pre]!; k < starts[pre + 1]!; k++) call(k, pre, targets[k]!);
}
