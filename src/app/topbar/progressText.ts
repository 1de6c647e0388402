/** One line about the run: phase, place in it, pace, time left. */
import type { Stopping } from '#model/experiment.ts';
import type { DownloadProgress } from '#protocol/dataset.ts';
import type { RunState } from '#state/run/runState.ts';
import { durationText, messages, remainingText } from '../messages.ts';

export interface ProgressText {
  readonly phase: string;
  readonly details: readonly string[];
  /** Index of the detail that goes first where room is short; null where none may. */
  readonly spare: number | null;
}

export function progressText(
  { phase, status, problem, shapesStale, wantsTraining }: RunState,
  { epochs }: Stopping,
  download: DownloadProgress | null,
  etaSeconds: number | null,
): ProgressText {
  const { metrics, updatesPerEpoch, updateInEpoch, msPerUpdate } = status;
  if (problem !== null)
    return { phase: messages.phases.failed, details: [problem.message], spare: null };
  if (phase === 'loading' && download !== null) {
    return { phase: messages.phases.loading, details: [downloadText(download)], spare: null };
  }
  if (shapesStale)
    return { phase: messages.phases.loading, details: [messages.stale], spare: null };
  const isTraining = phase === 'training' || phase === 'evaluating';
  const tested = [
    ...accuracyText(metrics.validationAccuracy, messages.validates),
    ...accuracyText(metrics.testAccuracy, messages.tests),
  ];
  if (!isTraining) {
    const stopped = phase === 'finished' && status.message !== null ? [status.message] : [];
    const place = metrics.update > 0 ? [messages.epoch(metrics.epoch, epochs)] : [];
    const details = [...place, ...stopped, ...tested];
    return { phase: messages.phases[phase], details, spare: null };
  }
  const place = [
    messages.epoch(metrics.epoch + (updateInEpoch > 0 ? 1 : 0), epochs),
    phase === 'evaluating'
      ? messages.evaluated(Math.round(100 * status.evaluated), status.evaluatedSplit)
      : messages.update(updateInEpoch, updatesPerEpoch),
  ];
  const pace = msPerUpdate === null ? [] : [messages.each(durationText(msPerUpdate))];
  const untilRule = epochs > 0 && wantsTraining;
  const left = untilRule
    ? [etaSeconds === null ? messages.estimating : messages.left(remainingText(etaSeconds))]
    : [];
  return {
    phase: messages.phases[phase],
    details: [...place, ...pace, ...left],
    spare: pace.length > 0 ? place.length : null,
  };
}

function accuracyText(share: number | null, say: (percent: string) => string): string[] {
  return share === null ? [] : [say((100 * share).toFixed(1))];
}

function downloadText({ receivedBytes, totalBytes }: DownloadProgress): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return messages.download(
    megabytes(receivedBytes),
    totalBytes === null ? '?' : megabytes(totalBytes),
  );
}
