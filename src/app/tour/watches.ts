/**
 * How the tour notices that a person did what a step asks for.
 *
 * Each looks at what happens from now on: a step that somebody came back to is done once more, and
 * not at once because it was done before. Every watch returns what ends it.
 */
import type { Experiment } from '#model/experiment.ts';
import { backwardStore } from '#state/backward/backwardStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { pointedStore } from '#state/pointed.ts';
import { runStore } from '#state/runStore.ts';
import { linkCopies } from '#state/share/address.ts';
import type { StepId } from './progress.ts';

/** What opening another document changes is not chosen by hand. */
const isSameNetwork = (now: Experiment, before: Experiment): boolean =>
  now.network === before.network;

/** A pointer that only crosses the raster looks at no spike. */
const LOOK_MS = 500;
/** Positions of the walk after which the error has visibly travelled. */
const WALKED = 3;

export type Watch = (onDone: () => void) => () => void;

export const watches: Readonly<Record<StepId, Watch>> = {
  train: (onDone) =>
    runStore.subscribe((now, before) => {
      if (now.wantsTraining && !before.wantsTraining) onDone();
    }),

  // A finger has nowhere to rest: it chooses a neuron.
  spike(onDone) {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const rest = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    };
    const stopPointing = pointedStore.subscribe(({ pointed }) => {
      if (pointed === null || pointed.spikeStep === null) rest();
      else timer ??= setTimeout(onDone, LOOK_MS);
    });
    const stopChoosing = experimentStore.subscribe(({ experiment }, { experiment: before }) => {
      const { neurons } = experiment.view;
      if (neurons === before.view.neurons || neurons.length === 0) return;
      if (isSameNetwork(experiment, before)) onDone();
    });
    return () => {
      rest();
      stopPointing();
      stopChoosing();
    };
  },

  layer: (onDone) =>
    experimentStore.subscribe(({ experiment }, { experiment: before }) => {
      const { layerId } = experiment.view;
      if (layerId === '' || layerId === before.view.layerId) return;
      if (isSameNetwork(experiment, before)) onDone();
    }),

  error(onDone) {
    const { position: start } = backwardStore.getState();
    return backwardStore.subscribe(({ pass, position }, before) => {
      // Another pass may be shorter: that moves the position without anybody walking.
      if (pass === null || pass !== before.pass || position === before.position) return;
      const isEnd = position === pass.walk.length - 1;
      if (isEnd || Math.abs(position - start) >= WALKED) onDone();
    });
  },

  method: (onDone) =>
    experimentStore.subscribe(({ experiment }, { experiment: before }) => {
      const isSameTask = experiment.dataset.id === before.dataset.id;
      if (isSameTask && experiment.rule.id !== before.rule.id) onDone();
    }),

  share: (onDone) => linkCopies.subscribe(() => onDone()),
};
