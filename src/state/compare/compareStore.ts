/**
 * Runs side by side: each a document of its own, trained by a worker of its own, from a queue that
 * leaves one core to the page. A finished run keeps its weights, not its worker.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import type { Frame } from '#protocol/frame.ts';
import type { LoadReport, RunStatus, TrainGoal } from '#protocol/training.ts';
import type { MeasureReport } from '#protocol/measure.ts';
import type { CurveStore } from '../curveStore.ts';
import { createCurveStore } from '../curveStore.ts';
import { replaceBy } from '../share/incoming.ts';
import type { OpenTraining } from '../run/trainingClient.ts';
import { openTraining } from '../run/trainingClient.ts';
import { resumeRun } from '../runStore.ts';
import { createLanes, laneLimit } from './lanes.ts';
import { compareMessages } from './messages.ts';
import type { Trainer } from './trainer.ts';
import { createTrainer, TrainerClosed, trainJob } from './trainer.ts';
import type { Budget } from './variants.ts';
import { budgeted, differences, entrantsOf, goalOf, nameFor } from './variants.ts';

/** Test samples that costs are measured on. */
export const MEASURED_SAMPLES = 100;

export interface ComparedRun {
  readonly id: string;
  readonly name: string;
  /** Colour and dash of its curves. */
  readonly mark: number;
  readonly experiment: Experiment;
  readonly goal: TrainGoal;
  /** What sets it apart from the experiment it was made from, or from the first run. */
  readonly changes: readonly string[];
  readonly phase: 'waiting' | 'running' | 'done' | 'failed' | 'ended';
  readonly status: RunStatus | null;
  readonly load: LoadReport | null;
  readonly measure: MeasureReport | null;
  readonly checkpoint: ArrayBuffer | null;
  readonly problem: string | null;
  readonly isShown: boolean;
}

export interface CompareState {
  readonly runs: readonly ComparedRun[];
}

export interface CompareEnvironment {
  readonly open: OpenTraining;
  readonly cores: () => number;
}

export function createComparison({ open, cores }: CompareEnvironment) {
  const store = createStore<CompareState>()(() => ({ runs: [] }));
  const curves = new Map<string, CurveStore>();
  const trainers = new Map<string, Trainer>();
  const limit = (): number => laneLimit(cores());
  const lanes = createLanes(limit);
  let made = 0;

  const find = (id: string): ComparedRun | undefined =>
    store.getState().runs.find((run) => run.id === id);

  const change = (id: string, part: Partial<ComparedRun>): void =>
    store.setState(({ runs }) => ({
      runs: runs.map((run) => (run.id === id ? { ...run, ...part } : run)),
    }));

  const curveOf = (id: string): CurveStore => {
    const own = curves.get(id) ?? createCurveStore();
    curves.set(id, own);
    return own;
  };

  async function train(id: string): Promise<void> {
    const run = find(id);
    if (run?.phase !== 'waiting') return;
    change(id, { phase: 'running' });
    const trainer = createTrainer(Math.max(1, Math.floor(limit() / busyAtMost())), open);
    trainers.set(id, trainer);
    const curve = curveOf(id);
    const onFrame = (frame: Frame): void => {
      curve.append(frame);
      if (find(id)?.phase === 'running') change(id, { status: frame.status });
    };
    try {
      const { experiment, goal } = run;
      const trained = await trainJob(trainer, {
        ...{ experiment, goal, onFrame, samples: MEASURED_SAMPLES },
      });
      curve.append({ run: -1, curve: { values: trained.curve } });
      const { load, status, measure, checkpoint } = trained;
      change(id, { phase: 'done', load, status, measure, checkpoint });
    } catch (error) {
      if (error instanceof TrainerClosed) return;
      const problem = error instanceof Error ? error.message : String(error);
      change(id, { phase: 'failed', problem });
    } finally {
      trainer.close();
      if (trainers.get(id) === trainer) trainers.delete(id);
    }
  }

  /** As many lanes as there are runs to fill them. */
  const busyAtMost = (): number => {
    const open = store
      .getState()
      .runs.filter(({ phase }) => phase === 'waiting' || phase === 'running');
    return Math.max(1, Math.min(limit(), open.length));
  };

  function begin(id: string): void {
    curves.delete(id);
    const fresh = { status: null, load: null, measure: null, checkpoint: null, problem: null };
    change(id, { ...fresh, phase: 'waiting' });
    lanes.add(id, () => train(id));
  }

  function add(experiment: Experiment, budget: Budget, changes?: readonly string[]): string {
    const { runs } = store.getState();
    const id = `run-${++made}`;
    const document = budgeted(experiment, budget);
    const taken = runs.map(({ name }) => name);
    const name = nameFor(experiment.rule.id, taken, catalog);
    const marks = new Set(runs.map(({ mark }) => mark));
    let mark = 0;
    while (marks.has(mark)) mark++;
    const [first] = runs;
    const own =
      changes ?? (first === undefined ? [] : differences(first.experiment, document, catalog));
    const run: ComparedRun = {
      ...{ id, name, mark, experiment: document, goal: goalOf(budget), changes: own },
      ...{ phase: 'waiting', status: null, load: null, measure: null, checkpoint: null },
      ...{ problem: null, isShown: true },
    };
    store.setState({ runs: [...runs, run] });
    begin(id);
    return id;
  }

  function end(id: string): void {
    const run = find(id);
    if (run?.phase !== 'waiting' && run?.phase !== 'running') return;
    change(id, { phase: 'ended' });
    lanes.takeBack(id);
    trainers.get(id)?.close();
  }

  function remove(id: string): void {
    end(id);
    curves.delete(id);
    store.setState(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }));
  }

  return {
    store,
    /** The training curve of a run; empty before its first frame. */
    curveOf,
    limit,
    add,
    /** Ends a run that waits or trains; `retry` begins it anew. */
    end,
    retry(id: string): void {
      const run = find(id);
      if (run === undefined || run.phase === 'waiting' || run.phase === 'running') return;
      begin(id);
    },
    remove,
    removeAll(): void {
      for (const { id } of store.getState().runs) remove(id);
    },
    setShown(id: string, isShown: boolean): void {
      change(id, { isShown });
    },
    /** The experiment under every method that can train it, in place of the runs so far. */
    race(experiment: Experiment, budget: Budget): void {
      for (const { id } of store.getState().runs) remove(id);
      for (const entrant of entrantsOf(experiment, catalog)) {
        if (entrant.kind === 'runs') add(entrant.experiment, budget, entrant.changes);
      }
    },
    /** Opens the document of a run in the page, with its weights where it has been trained. */
    async openInPage(id: string): Promise<void> {
      const run = find(id);
      if (run === undefined) return;
      const label = compareMessages.open(run.name);
      const { experiment, checkpoint, status } = run;
      const named = { ...experiment, name: titleOf(experiment.name, run.name) };
      if (checkpoint === null || status === null) replaceBy(named, label);
      else {
        await resumeRun({ experiment: named, checkpoint, status, savedAt: Date.now() }, label);
      }
    },
  };
}

const NAME_MAX_CHARS = 80;

function titleOf(name: string, method: string): string {
  return name.includes(method) ? name : `${name}, ${method}`.slice(0, NAME_MAX_CHARS);
}

export const comparison = createComparison({
  open: openTraining,
  cores: () => navigator.hardwareConcurrency,
});

export function useComparison<T>(select: (state: CompareState) => T): T {
  return useStore(comparison.store, select);
}
