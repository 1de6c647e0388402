/** One line about the run: phase, place in it, pace, time left. */
import type { Stopping } from '#model/experiment.ts';
import type { DownloadProgress } from '#protocol/dataset.ts';
import type { RunState } from '#state/run/runState.ts';
import { durationText, messages, remainingText } from '../messages.ts';

export interface ProgressText {
  readonly phase: string;
  readonly details: readonly string[];
  /** Indices of the details that may go where room is short, the first to go first. */
  readonly spare: readonly number[];
}

export function progressText(
  { phase, status, problem, shapesStale, wantsTraining }: RunState,
  { epochs }: Stopping,
  download: DownloadProgress | null,
  etaSeconds: number | null,
): ProgressText {
  const { metrics, updatesPerEpoch, updateInEpoch, msPerUpdate } = status;
  if (problem !== null)
    return { phase: messages.phases.failed, details: [problem.message], spare: [] };
  if (phase === 'loading' && download !== null) {
    return { phase: messages.phases.loading, details: [downloadText(download)], spare: [] };
  }
  if (shapesStale) return { phase: messages.phases.loading, details: [messages.stale], spare: [] };
  const isTraining = phase === 'training' || phase === 'evaluating';
  const tested = [
    ...accuracyText(metrics.validationAccuracy, messages.validates),
    ...accuracyText(metrics.testAccuracy, messages.tests),
  ];
  if (!isTraining) {
    const stopped = phase === 'finished' && status.message !== null ? [status.message] : [];
    const place = metrics.update > 0 ? [messages.epoch(metrics.epoch, epochs)] : [];
    const details = [...place, ...stopped, ...tested];
    return { phase: messages.phases[phase], details, spare: [] };
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
    spare: [...pace.map(() => place.length), place.length - 1],
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
