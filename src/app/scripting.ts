/**
 * `window.spikeground`: the buttons of the page for scripts; see docs/SCRIPTING.md.
 *
 * Every call goes through the action a button calls, so notices, undo and autosave work as usual.
 */
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { decodeJson } from '#model/link/codec.ts';
import type { Result } from '#model/problem.ts';
import { problemText } from '#model/problem.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import type {
  BackendReport,
  Evaluation,
  Metrics,
  SpikeRecord,
  TrainGoal,
} from '#protocol/training.ts';
import { experimentStore } from '#state/experimentStore.ts';
import {
  pause,
  recordSpikes,
  reset,
  runStore,
  runTest,
  settled,
  trainUntil,
} from '#state/runStore.ts';
import { readFragment } from '#state/share/fragment.ts';
import { replaceBy } from '#state/share/incoming.ts';
import { messages } from './messages.ts';

export interface Spikeground {
  /** The open document, with every default written out; a copy. */
  experiment(): Experiment;
  /**
   * Opens a document (object or JSON text) or a link (address or fragment) in place of the open one;
   * undo brings that back. Resolves when the worker has loaded it.
   * Throws `InvalidExperiment` listing every problem; nothing has changed then.
   */
  load(docOrLink: unknown): Promise<void>;
  /** Trains for so many updates or epochs, or until the stopping rule; resolves when done. */
  train(goal?: TrainGoal): Promise<Metrics>;
  pause(): Promise<Metrics>;
  reset(): Promise<Metrics>;
  /** Pauses and evaluates the whole test split with the weights as they are. */
  test(): Promise<Evaluation>;
  metrics(): Metrics;
  /** Spikes of a sample under the present weights. */
  spikes(sampleIndex: number, split?: 'train' | 'test'): Promise<SpikeRecord>;
  /** What computes and why; null until the first document is loaded. */
  backend(): BackendReport | null;
}

declare global {
  interface Window {
    spikeground?: Spikeground;
  }
}

async function read(docOrLink: unknown): Promise<Result<Experiment>> {
  if (typeof docOrLink !== 'string') return parseExperiment(docOrLink, catalog);
  const text = docOrLink.trim();
  if (text.startsWith('{')) return decodeJson(text, catalog, 'experiment');
  return readFragment(text.slice(text.indexOf('#') + 1));
}

function goalOf(goal: TrainGoal | undefined): TrainGoal {
  if (goal === undefined || goal === null) return null;
  const entries = Object.entries(goal);
  const [name, amount] = entries[0] ?? [];
  const known = entries.length === 1 && (name === 'updates' || name === 'epochs');
  if (!known || amount === undefined || !Number.isInteger(amount) || amount < 1) {
    throw new TypeError(
      'train: expected { updates: n } or { epochs: n } with a whole number n of at least 1',
    );
  }
  return goal;
}

export const spikeground: Spikeground = {
  experiment: () => structuredClone(experimentStore.getState().experiment),
  async load(docOrLink) {
    const result = await read(docOrLink);
    if (!result.ok) {
      const error = new Error(result.problems.map(problemText).join('\n'));
      error.name = 'InvalidExperiment';
      throw error;
    }
    replaceBy(result.value, messages.openByScript);
    await settled();
    const { problem } = runStore.getState();
    if (problem !== null) throw Object.assign(new Error(problem.message), { name: problem.code });
  },
  train: async (goal) => (await trainUntil(goalOf(goal))).metrics,
  pause: async () => (await pause()).metrics,
  reset: async () => (await reset()).metrics,
  test: runTest,
  metrics: () => ({ ...runStore.getState().status.metrics }),
  spikes: (sampleIndex, split = 'test') => recordSpikes(split, sampleIndex),
  backend: () => structuredClone(runStore.getState().backend),
};
