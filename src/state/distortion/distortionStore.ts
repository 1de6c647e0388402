/**
 * Accuracy against the strength of an effect, on the trained weights as they are: evaluated by a
 * worker of its own, so that the run of the page neither waits nor changes.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import type { SweepAxis } from '../compare/sweep/grid.ts';
import { axisValues } from '../compare/sweep/grid.ts';
import type { Trainer } from '../compare/trainer.ts';
import { createTrainer, TrainerClosed } from '../compare/trainer.ts';
import type { KeptRun } from '../run/runState.ts';
import type { OpenTraining } from '../run/trainingClient.ts';
import { openTraining } from '../run/trainingClient.ts';
import { snapshotRun } from '../runStore.ts';
import { distortionMessages } from './messages.ts';
import { accuracyOf, isRandom, onHardware, undistorted } from './study.ts';

export interface DistortionCell {
  /** Index among the values of the axis. */
  readonly place: number;
  /** Which piece of hardware, counted from 0. */
  readonly hardware: number;
  readonly accuracy: number | null;
}

export interface DistortionState {
  readonly isOpen: boolean;
  readonly axis: SweepAxis | null;
  /** Without the effect; null until it is known. */
  readonly ideal: number | null;
  readonly cells: readonly DistortionCell[];
  readonly of: 'test' | 'validation';
  /** Samples of each evaluation; 0 before the first. */
  readonly samples: number;
  readonly update: number;
  readonly isRunning: boolean;
  /** s; null before the first evaluation is done. */
  readonly etaSeconds: number | null;
  readonly problem: string | null;
}

export interface DistortionRequest {
  /** Its target is one of `distortionTargets`. */
  readonly axis: SweepAxis;
  /** Pieces of hardware a point, where that makes a difference. */
  readonly hardware: number;
  /** Most samples of an evaluation. */
  readonly samples: number;
}

interface DistortionEnvironment {
  readonly open: OpenTraining;
  readonly snapshot: () => Promise<KeptRun>;
  readonly now: () => number;
}

const NOTHING: Omit<DistortionState, 'isOpen'> = {
  ...{ axis: null, ideal: null, cells: [], of: 'test', samples: 0, update: 0 },
  ...{ isRunning: false, etaSeconds: null, problem: null },
};

export function createDistortion({ open, snapshot, now }: DistortionEnvironment) {
  const store = createStore<DistortionState>()(() => ({ isOpen: false, ...NOTHING }));
  let trainer: Trainer | null = null;
  /** Counts studies, so that an ended one no longer writes. */
  let turn = 0;

  function end(): void {
    turn++;
    trainer?.close();
    trainer = null;
    store.setState({ isRunning: false, etaSeconds: null });
  }

  async function study(own: number, { axis, hardware, samples }: DistortionRequest): Promise<void> {
    const { experiment, checkpoint, status } = await snapshot();
    if (own !== turn) return;
    const of = experiment.stopping.validation ? 'validation' : 'test';
    const values = axisValues(axis);
    const pieces = isRandom(axis.target.apply(experiment, values[0] ?? 0), catalog) ? hardware : 1;
    const cells = values.flatMap((_value, place) =>
      Array.from({ length: pieces }, (_, piece): DistortionCell => ({
        ...{ place, hardware: piece, accuracy: null },
      })),
    );
    store.setState({ of, cells, update: status.metrics.update });
    const worker = createTrainer(1, open);
    trainer = worker;
    await worker.ask((calls) => calls.load(experiment, 'wasm'));
    await worker.ask((calls) => calls.restore(checkpoint));
    const evaluate = async (document: Experiment): Promise<number> => {
      if (!(await worker.ask((calls) => calls.applyLive(document))))
        throw new Error(distortionMessages.refused);
      const found = await accuracyOf(samples, (from) =>
        worker.ask((calls) => calls.predict({ split: of, from })),
      );
      if (own === turn) store.setState({ samples: found.samples });
      return found.accuracy;
    };
    const startedMs = now();
    const ideal = await evaluate(onHardware(undistorted(experiment, axis.target.id), 0));
    if (own === turn) store.setState({ ideal });
    for (const [index, cell] of cells.entries()) {
      const document = axis.target.apply(experiment, values[cell.place] ?? 0);
      const accuracy = await evaluate(onHardware(document, cell.hardware));
      if (own !== turn) return;
      const elapsed = (now() - startedMs) / 1000;
      store.setState((state) => ({
        etaSeconds: (elapsed * (cells.length - index - 1)) / (index + 2),
        cells: state.cells.map((other, at) => (at === index ? { ...other, accuracy } : other)),
      }));
    }
  }

  return {
    store,
    open: (): void => store.setState({ isOpen: true }),
    /** Closing ends what is under way; what is done stays. */
    close: (): void => {
      end();
      store.setState({ isOpen: false });
    },
    /** Takes the place of an earlier study. */
    async start(request: DistortionRequest): Promise<void> {
      end();
      const own = turn;
      store.setState({ ...NOTHING, axis: request.axis, isRunning: true });
      try {
        await study(own, request);
      } catch (error) {
        if (own !== turn || error instanceof TrainerClosed) return;
        store.setState({ problem: error instanceof Error ? error.message : String(error) });
      } finally {
        if (own === turn) end();
      }
    },
    /** Keeps what has been evaluated so far. */
    end,
  };
}

export const distortion = createDistortion({
  open: openTraining,
  snapshot: snapshotRun,
  now: () => performance.now(),
});

/** Shows the study; the page puts it over everything else. */
export const openDistortion = (): void => distortion.open();

export function useDistortion<T>(select: (state: DistortionState) => T): T {
  return useStore(distortion.store, select);
}
