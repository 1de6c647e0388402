/**
 * Decides what the next frame contains and sends it.
 *
 * One frame is in flight at a time. Each part has a price in training time: after it was made, it
 * rests for a multiple of what it cost, so that watching slows training by a few per cent at most
 * however large the network is.
 */
import type { Experiment } from '#model/experiment.ts';
import type { Frame } from '#protocol/frame.ts';
import { packFrame } from '#protocol/frame.ts';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import type { ProbeRequest, RunStatus } from '#protocol/training.ts';
import { readDecisionMap } from './probe/decision.ts';
import { readNeuronWeights } from './probe/neuronWeights.ts';
import { readOutput } from './probe/output.ts';
import type { Session } from './session.ts';
import { layerStatistics } from './statistics/layerStatistics.ts';

export type FrameSink = (frame: ArrayBuffer) => void | Promise<void>;

type Part = 'sample' | 'weights' | 'neuron' | 'decision' | 'statistics' | 'output';

const NO_PARTS = {
  ...{ sample: null, layers: [], traces: null, weights: null, neuron: null, decision: null },
  ...{ statistics: null, output: null },
} as const;

/** Least time between two of a kind, and the share of time each may take while training runs. */
const PARTS = {
  sample: { everyMs: 100, share: 0.02 },
  weights: { everyMs: 400, share: 0.01 },
  neuron: { everyMs: 400, share: 0.01 },
  decision: { everyMs: 150, share: 0.01 },
  statistics: { everyMs: 1000, share: 0.02 },
  output: { everyMs: 150, share: 0.01 },
} as const satisfies Record<Part, { everyMs: number; share: number }>;

/**
 * The first statistics of a training come this often whatever they cost: a small network has learned
 * before its share of time has paid for two, and a person waits for what is wrong with it.
 */
const FIRST_STATISTICS = { count: 3, everyMs: 500 };

/** Samples that the statistics of layers are counted in, and when that has taken long enough. */
const STATISTICS = { samples: 32, budgetMs: 40 };

/**
 * Ten pictures a second read as live. Drawing thirty took 62 % of a core where the browser paints in
 * software, and that core is one of those that train.
 */
const FRAME_EVERY_MS = 100;

export interface FrameContext {
  readonly session: Session | null;
  readonly status: RunStatus;
  readonly run: number;
  takeCurveRows(): Float64Array;
}

export interface FrameSender {
  setSink(sink: FrameSink): void;
  setRequest(request: ProbeRequest): void;
  /** Sends a frame if one is due and the last was taken; `whole` makes every part due. */
  send(context: FrameContext, whole: boolean): Promise<void>;
}

/**
 * @param sendMissed called when a frame was taken and a whole one has been asked for meanwhile; it
 * shall call `send` again when the session is at rest
 */
export function createFrameSender(now: () => number, sendMissed: () => void): FrameSender {
  let sink: FrameSink | null = null;
  let inFlight = false;
  let missed = false;
  let request: ProbeRequest | null = null;
  let nextFrameAt = 0;
  let sequence = 0;
  const nextAt: Record<Part, number> = {
    ...{ sample: 0, weights: 0, neuron: 0, decision: 0, statistics: 0, output: 0 },
  };
  /** What the last statistics were about: they do not follow the sample, and cost an update. */
  let counted: { session: Session; experiment: Experiment; update: number } | null = null;
  let countedOften = 0;

  async function part<T>(name: Part, whole: boolean, make: () => Promise<T>): Promise<T | null> {
    const start = now();
    if (!whole && start < nextAt[name]) return null;
    const made = await make();
    const cost = now() - start;
    const { everyMs, share } = PARTS[name];
    nextAt[name] = now() + Math.max(everyMs, cost / share);
    return made;
  }

  async function build(context: FrameContext, whole: boolean): Promise<Frame> {
    const { session, status, run } = context;
    const wanted = session === null ? null : request;
    const base = { sequence: sequence++, run, status, curve: { values: context.takeCurveRows() } };
    if (session === null || wanted === null) {
      return { ...base, ...NO_PARTS };
    }
    const probe = await part('sample', whole, () => session.probe(wanted));
    const from = wanted.weightsFrom;
    const weights =
      from === null
        ? null
        : await part('weights', whole, () => session.learner.weights(wanted.layerId, from));
    const watched = wanted.neuronWeights ?? null;
    const neuron =
      watched === null
        ? null
        : await part('neuron', whole, () => readNeuronWeights(session, watched));
    const decision =
      wanted.decisionGrid === 0
        ? null
        : await part('decision', whole, () => readDecisionMap(session, wanted.decisionGrid));
    // A look at another sample must not cost an update each time.
    const isAtRest = whole && status.phase !== 'training';
    const statistics = wanted.statistics === true ? await statisticsOf(session, isAtRest) : null;
    const output =
      wanted.output === true
        ? await part('output', whole, () => readOutput(session, wanted))
        : null;
    return {
      ...base,
      statistics,
      output,
      sample: probe?.sample ?? null,
      layers: probe?.layers ?? [],
      traces: probe?.traces ?? null,
      weights,
      neuron,
      decision,
    };
  }

  /** Null as long as weights and settings are those of the last. */
  async function statisticsOf(session: Session, whole: boolean): Promise<StatisticsReport | null> {
    const { experiment, progress } = session;
    const state = { session, experiment, update: progress.update };
    const isCounted =
      counted?.session === session &&
      counted.experiment === experiment &&
      counted.update === state.update;
    if (isCounted) return null;
    const made = await part('statistics', whole, () =>
      layerStatistics(session, { ...STATISTICS, now }),
    );
    if (made === null) return null;
    countedOften = counted?.session === session ? countedOften + 1 : 1;
    counted = state;
    if (countedOften <= FIRST_STATISTICS.count) {
      nextAt.statistics = now() + FIRST_STATISTICS.everyMs;
    }
    return made;
  }

  const sender: FrameSender = {
    setSink: (given) => {
      sink = given;
    },
    setRequest: (given) => {
      // Whoever asks anew has not seen what was sent before.
      if (given.statistics === true && request?.statistics !== true) counted = null;
      request = given;
    },
    send: async (context, whole) => {
      if (sink === null) return;
      if (inFlight) {
        missed ||= whole;
        return;
      }
      if (!whole && !missed && now() < nextFrameAt) return;
      const deliver = sink;
      inFlight = true;
      try {
        const buffer = packFrame(await build(context, whole || missed));
        missed = false;
        nextFrameAt = now() + FRAME_EVERY_MS;
        Promise.resolve(deliver(buffer)).then(taken, taken);
      } catch (error) {
        inFlight = false;
        throw error;
      }
    },
  };
  const taken = (): void => {
    inFlight = false;
    if (missed) sendMissed();
  };
  return sender;
}
