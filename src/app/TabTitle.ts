import { useEffect } from 'react';
import { useImport } from '#state/import/importStore.ts';
import { shareDone } from '#state/import/shareDone.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { messages } from './messages.ts';
import { trainedShare } from './topbar/eta.ts';

/**
 * The tab says how far training or an import is, also while another tab is in front. A component of its own,
 * because what it reads changes ten times a second.
 */
export function TabTitle(): null {
  const name = useExperiment((state) => state.experiment.name);
  const stopping = useExperiment((state) => state.experiment.stopping);
  const isTraining = useRun((run) => run.wantsTraining);
  const percent = useRun(({ status }) => {
    const share = trainedShare(status, stopping);
    return share === null ? null : Math.floor(100 * share);
  });
  const epoch = useRun(({ status }) => status.metrics.epoch);
  const imported = useImport(({ stage, progress }) =>
    stage.kind === 'busy' && progress !== null ? Math.floor(100 * shareDone(progress)) : null,
  );
  useEffect(() => {
    if (imported !== null) document.title = messages.titleImport(imported);
    else if (!isTraining) document.title = messages.title(name);
    else if (percent === null) document.title = messages.titleTrainingOpen(epoch + 1, name);
    else document.title = messages.titleTraining(percent, name);
  }, [imported, isTraining, percent, epoch, name]);
  return null;
}
