/**
 * The newest of each part of the frames.
 *
 * A frame carries only what was due: the weights come less often than the spikes. A panel shows the
 * last part it was sent, until another run begins. Pure.
 */
import type {
  DecisionMap,
  Frame,
  LayerActivity,
  MembraneTraces,
  NeuronWeights,
  OutputTrace,
  SampleResult,
  WeightSlice,
} from '#protocol/frame.ts';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';

/** What one sample did in the network. */
export interface Activity {
  readonly sample: SampleResult;
  readonly layers: readonly LayerActivity[];
  readonly traces: MembraneTraces | null;
}

export interface Parts {
  /** Run the parts belong to; null before the first frame. */
  readonly run: number | null;
  readonly activity: Activity | null;
  readonly weights: WeightSlice | null;
  readonly neuron: NeuronWeights | null;
  readonly decision: DecisionMap | null;
  readonly statistics: StatisticsReport | null;
  readonly output: OutputTrace | null;
}

export const NO_PARTS: Parts = {
  run: null,
  activity: null,
  weights: null,
  neuron: null,
  decision: null,
  statistics: null,
  output: null,
};

/** The parts after a frame; those it does not carry stay, unless they are another run's. */
export function partsAfter(parts: Parts, frame: Frame): Parts {
  const kept = parts.run === frame.run ? parts : NO_PARTS;
  const { run, sample, layers, traces, weights, neuron, decision, statistics, output } = frame;
  return {
    run,
    activity: sample === null ? kept.activity : { sample, layers, traces },
    weights: weights ?? kept.weights,
    neuron: neuron ?? kept.neuron,
    decision: decision ?? kept.decision,
    statistics: statistics ?? kept.statistics,
    output: output ?? kept.output,
  };
}
