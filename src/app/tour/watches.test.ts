import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BackwardPass } from '#protocol/backward.ts';
import { examples } from '#catalog/examples/index.ts';
import { backwardStore } from '#state/backward/backwardStore.ts';
import { edit, experimentStore, openExperiment, setView } from '#state/experimentStore.ts';
import { pointAt } from '#state/pointed.ts';
import { runStore } from '#state/runStore.ts';
import { linkCopies } from '#state/share/address.ts';
import type { StepId } from './progress.ts';
import { watches } from './watches.ts';

const yinYang = examples[0]!;
const stops: (() => void)[] = [];

/** Counts how often a watch says that its step is done. */
function watch(id: StepId) {
  const done = vi.fn<() => void>();
  stops.push(watches[id](done));
  return done;
}

beforeEach(() => {
  vi.useFakeTimers();
  openExperiment(yinYang.experiment, 'Open example');
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  pointAt(null);
  vi.useRealTimers();
});

it('sees training begin, not that it goes on', () => {
  const done = watch('train');
  runStore.setState({ wantsTraining: true });
  expect(done).toHaveBeenCalledOnce();
  runStore.setState({ wantsTraining: true });
  runStore.setState({ wantsTraining: false });
  expect(done).toHaveBeenCalledOnce();
});

it('takes a look at a spike for one only when the pointer rests there', () => {
  const done = watch('spike');
  const spike = { layerId: 'hidden', neuron: 3, spikeStep: 5 };
  pointAt(spike);
  vi.advanceTimersByTime(300);
  pointAt({ ...spike, spikeStep: null });
  vi.advanceTimersByTime(1000);
  expect(done).not.toHaveBeenCalled();
  pointAt(spike);
  vi.advanceTimersByTime(600);
  expect(done).toHaveBeenCalledOnce();
});

it('takes a tapped neuron for a look, and no document that is opened', () => {
  const done = watch('spike');
  const opened = watch('layer');
  openExperiment(examples[1]!.experiment, 'Open example');
  expect(done).not.toHaveBeenCalled();
  setView({ neurons: [1] });
  expect(done).toHaveBeenCalledOnce();
  expect(opened).not.toHaveBeenCalled();
});

it('sees a layer opened, not one closed', () => {
  const done = watch('layer');
  setView({ layerId: '' });
  expect(done).not.toHaveBeenCalled();
  setView({ layerId: 'readout' });
  expect(done).toHaveBeenCalledOnce();
});

it('follows the error for three positions, or to the end of a short pass', () => {
  const pass = (length: number) => ({ walk: Array.from({ length }) }) as unknown as BackwardPass;
  const long = pass(20);
  backwardStore.setState({ pass: long, position: 4 });
  const done = watch('error');
  // A new pass clamps the position: nobody has walked.
  backwardStore.setState({ pass: pass(2), position: 1 });
  backwardStore.setState({ pass: long });
  backwardStore.setState({ position: 5 });
  backwardStore.setState({ position: 6 });
  expect(done).not.toHaveBeenCalled();
  backwardStore.setState({ position: 7 });
  expect(done).toHaveBeenCalledOnce();

  backwardStore.setState({ pass: pass(2), position: 0 });
  const short = watch('error');
  backwardStore.setState({ position: 1 });
  expect(short).toHaveBeenCalledOnce();
});

it('sees another method for the same task, and a link handed out', () => {
  const method = watch('method');
  const share = watch('share');
  const { rule } = experimentStore.getState().experiment;
  edit('Raise seed', (experiment) => ({ ...experiment, seed: experiment.seed + 1 }));
  expect(method).not.toHaveBeenCalled();
  edit('Switch', (experiment) => ({ ...experiment, rule: { ...rule, id: 'bats' } }));
  expect(method).toHaveBeenCalledOnce();
  expect(share).not.toHaveBeenCalled();
  linkCopies.setState((copies) => copies + 1);
  expect(share).toHaveBeenCalledOnce();
});
