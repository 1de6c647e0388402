/** Step does what the person chose in the menu beside it; the keyboard does the same. */
import { trainEpoch, trainUpdate } from '#state/runStore.ts';
import type { StepUnit } from '#state/settingsStore.ts';
import { settingsStore } from '#state/settingsStore.ts';
import { stepSlowMotion } from '#state/slowMotion/slowMotionStore.ts';
import { bringPanel } from './layout/panels.ts';

const act: Record<StepUnit, () => void> = {
  update: trainUpdate,
  epoch: trainEpoch,
  moment: () => moveMoment(1),
};

export const step = (): void => act[settingsStore.getState().stepUnit]();

/** A moment on or back in slow motion, whose controls belong to the raster. */
export function moveMoment(direction: 1 | -1): void {
  bringPanel('raster');
  stepSlowMotion(direction);
}
