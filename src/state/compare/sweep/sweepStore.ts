/** One sweep at a time: its cells are trained by a few workers, each one cell after the other. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import type { OpenTraining } from '../../run/trainingClient.ts';
import { openTraining } from '../../run/trainingClient.ts';
import { replaceBy } from '../../share/incoming.ts';
import { laneLimit } from '../lanes.ts';
import { compareMessages } from '../messages.ts';
import type { Trainer } from '../trainer.ts';
import { createTrainer, TrainerClosed } from '../trainer.ts';
import { budgeted } from '../variants.ts';
import type { PlannedCell, SweepAxis } from './grid.ts';
import { planCells } from './grid.ts';

export interface SweepCell extends PlannedCell {
  readonly phase: 'waiting' | 'running' | 'done' | 'failed' | 'ended';
  /** On the samples held back where there are some, else on the test split. */
  readonly accuracy: number | null;
  readonly loss: number | null;
  readonly trainingSeconds: number | null;
  readonly problem: string | null;
}

export interface SweepState {
  readonly axes: readonly SweepAxis[];
  readonly seeds: number;
  readonly epochs: number;
  readonly of: 'test' | 'validation';
  readonly cells: readonly SweepCell[];
  readonly isRunning: boolean;
  /** Until all cells are done, s; null before the first sign of progress. */
  readonly etaSeconds: number | null;
}

export interface SweepRequest {
  readonly experiment: Experiment;
  readonly axes: readonly SweepAxis[];
  readonly seeds: number;
  readonly epochs: number;
}

interface SweepEnvironment {
  readonly open: OpenTraining;
  readonly cores: () => number;
  readonly now: () => number;
}

const NOTHING: SweepState = {
  ...{ axes: [], seeds: 1, epochs: 1, of: 'test', cells: [], isRunning: false, etaSeconds: null },
};

export function createSweep({ open, cores, now }: SweepEnvironment) {
  const store = createStore<SweepState>()(() => NOTHING);
  let trainers: readonly Trainer[] = [];
  /** Counts sweeps, so that an ended one no longer writes. */
  let turn = 0;
  let startedMs = 0;
  const partDone = new Map<number, number>();

  const change = (index: number, part: Partial<SweepCell>): void =>
    store.setState(({ cells }) => ({
      cells: cells.map((cell, at) => (at === index ? { ...cell, ...part } : cell)),
    }));

  function estimate(): void {
    const { cells } = store.getState();
    const ended = cells.filter(({ phase }) => phase === 'done' || phase === 'failed').length;
    const done = [...partDone.values()].reduce((sum, part) => sum + part, ended);
    const elapsed = (now() - startedMs) / 1000;
    const etaSeconds = done > 0 ? (elapsed * (cells.length - done)) / done : null;
    store.setState({ etaSeconds });
  }

  async function lane(own: number, trainer: Trainer): Promise<void> {
    for (;;) {
      const { cells } = store.getState();
      const index = cells.findIndex(({ phase }) => phase === 'waiting');
      const cell = cells[index];
      if (cell === undefined || own !== turn) return;
      change(index, { phase: 'running' });
      try {
        const trained = await trainCell(trainer, index, cell);
        if (own === turn) change(index, trained);
      } catch (error) {
        if (own !== turn || error instanceof TrainerClosed) return;
        const problem = error instanceof Error ? error.message : String(error);
        change(index, { phase: 'failed', problem });
      } finally {
        partDone.delete(index);
        if (own === turn) estimate();
      }
    }
  }

  async function trainCell(
    trainer: Trainer,
    index: number,
    { experiment }: SweepCell,
  ): Promise<Partial<SweepCell>> {
    const [issue] = analyseNetwork(experiment, catalog).issues;
    if (issue !== undefined) {
      return { phase: 'failed', problem: `${issue.reason} ${issue.remedy}` };
    }
    trainer.onFrame(({ status }) => {
      const { epochs } = experiment.stopping;
      const inEpoch =
        status.updatesPerEpoch > 0 ? status.updateInEpoch / status.updatesPerEpoch : 0;
      partDone.set(index, Math.min(1, (status.metrics.epoch + inEpoch) / epochs));
      estimate();
    });
    await trainer.ask((worker) => worker.load(experiment, 'wasm'));
    const { metrics, trainingSeconds } = await trainer.ask((worker) => worker.train(null));
    const isHeld = experiment.stopping.validation;
    return {
      phase: 'done',
      accuracy: isHeld ? metrics.validationAccuracy : metrics.testAccuracy,
      loss: isHeld ? metrics.validationLoss : metrics.testLoss,
      trainingSeconds,
    };
  }

  function end(): void {
    turn++;
    for (const trainer of trainers) trainer.close();
    trainers = [];
    partDone.clear();
    store.setState(({ cells }) => ({
      isRunning: false,
      etaSeconds: null,
      cells: cells.map((cell) =>
        cell.phase === 'waiting' || cell.phase === 'running' ? { ...cell, phase: 'ended' } : cell,
      ),
    }));
  }

  return {
    store,
    /** Takes the place of an earlier sweep. */
    async start({ experiment, axes, seeds, epochs }: SweepRequest): Promise<void> {
      end();
      const own = turn;
      const document = budgeted(experiment, { kind: 'epochs', amount: epochs });
      const cells = planCells(document, axes, seeds).map((cell): SweepCell => ({
        ...cell,
        ...{ phase: 'waiting', accuracy: null, loss: null, trainingSeconds: null, problem: null },
      }));
      const of = experiment.stopping.validation ? 'validation' : 'test';
      store.setState({ axes, seeds, epochs, of, cells, isRunning: true, etaSeconds: null });
      startedMs = now();
      const count = Math.min(laneLimit(cores()), cells.length);
      trainers = Array.from({ length: count }, () => createTrainer(1, open));
      await Promise.all(trainers.map((trainer) => lane(own, trainer)));
      if (own !== turn) return;
      for (const trainer of trainers) trainer.close();
      trainers = [];
      store.setState({ isRunning: false, etaSeconds: null });
    },
    /** Keeps what has been trained so far. */
    end,
    openCell({ experiment }: PlannedCell, values: string): void {
      replaceBy(experiment, compareMessages.openCell(values));
    },
  };
}

export const sweep = createSweep({
  open: openTraining,
  cores: () => navigator.hardwareConcurrency,
  now: () => performance.now(),
});

export function useSweep<T>(select: (state: SweepState) => T): T {
  return useStore(sweep.store, select);
}
