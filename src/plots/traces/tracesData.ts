export type TracedQuantity = 'membrane' | 'current';

/** The membrane, or the synaptic current, of one neuron over one presentation. */
export interface MembraneTrace {
  neuron: number;
  label: string;
  /** Potential after reset, or current, at each step, shape [steps]. */
  membrane: Float32Array;
  /** Times in steps at which the neuron spiked, rising; with a fraction where time is continuous. */
  spikeSteps: Float32Array;
  /** The same trace at another time of training, drawn behind as a dashed line. */
  ghost?: Float32Array;
  /** What this trace is; that of the data when absent. */
  quantity?: TracedQuantity;
  /** Written beside it; the number of the neuron when absent. */
  name?: string;
}

/** A neuron to mark, and the time in steps of one of its spikes. */
export interface MarkedTrace {
  neuron: number;
  spikeStep: number | null;
}

export interface TracesData {
  steps: number;
  dtMs: number;
  /** Which of the two the traces are; the membrane when absent. */
  quantity?: TracedQuantity;
  /** Null where there is none: for currents, and for neurons that never fire. */
  threshold: number | null;
  /** Value after a spike; null for reset by subtraction or none. */
  resetValue: number | null;
  /** Steps without integration after a spike; 0 for none. */
  refractorySteps: number;
  /** At most eight are drawn. */
  traces: readonly MembraneTrace[];
}

/** Most traces shown at once. */
export const MOST_TRACES = 8;

/** How far above the threshold the mark of a spike reaches. */
export const SPIKE_MARK_SHARE = 1.2;

export function quantityOf(
  data: Pick<TracesData, 'quantity'>,
  trace: Pick<MembraneTrace, 'quantity'> | undefined,
): TracedQuantity {
  return trace?.quantity ?? data.quantity ?? 'membrane';
}
