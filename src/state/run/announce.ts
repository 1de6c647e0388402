/** Notices about the end of a training, each with the step that helps. */
import { catalog } from '#catalog/index.ts';
import type { RunStatus } from '#protocol/training.ts';
import { NOT_A_NUMBER } from '../diagnosis/diagnose.ts';
import { mendOf } from '../diagnosis/mends.ts';
import { diagnosisMessages } from '../diagnosis/messages.ts';
import { edit, experimentStore } from '../experimentStore.ts';
import { notify } from '../noticeStore.ts';
import { runMessages } from './messages.ts';
import type { RunController } from './runController.ts';
import type { RunProblem } from './runState.ts';

/** The person pressed Train, but the stopping rule of the document is already met. */
export function announceFinish(status: RunStatus, controller: RunController): void {
  const { stopping } = experimentStore.getState().experiment;
  const more = Math.max(1, stopping.epochs === 0 ? status.metrics.epoch : stopping.epochs);
  const goOn = (): void => {
    edit(runMessages.raiseStopping, (experiment) => ({
      ...experiment,
      stopping: {
        ...experiment.stopping,
        epochs: status.metrics.epoch + more,
        targetAccuracy: 0,
      },
    }));
    controller.train(null).catch(() => undefined);
  };
  notify({
    topic: 'run',
    text: runMessages.finished(status.message ?? runMessages.stoppingRule),
    actions: [{ label: runMessages.trainLonger(more), run: goOn }],
  });
}

export function announceFailure(
  code: RunProblem['code'],
  message: string,
  controller: RunController,
): void {
  if (code !== 'NotANumber') {
    notify({ tone: 'error', topic: 'run', text: runMessages.failed(message) });
    return;
  }
  const help = diagnosisMessages.help.notANumber;
  const mend = mendOf(NOT_A_NUMBER, experimentStore.getState().experiment, catalog);
  notify({
    tone: 'error',
    topic: 'run',
    text: runMessages.notANumber(message),
    details: [help.meaning, help.causes],
    actions:
      mend === null
        ? []
        : [
            {
              label: mend.label,
              run: () => {
                edit(mend.label, mend.apply);
                controller.reset().catch(() => undefined);
              },
            },
          ],
  });
}
