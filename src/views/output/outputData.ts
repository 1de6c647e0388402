/** From the trace in a frame to what is drawn, and to words. Pure. */
import { formatValue } from '#plots/axis/formatValue.ts';
import type { OutputData } from '#plots/output/outputData.ts';
import type { OutputTrace } from '#protocol/frame.ts';
import { messages } from './messages.ts';

/** Whether no output fired, where spikes decide. */
export function isSilent({ quantity, firstMs }: OutputTrace): boolean {
  return quantity !== 'membrane' && firstMs.every(Number.isNaN);
}

export function outputData(trace: OutputTrace, classNames: readonly string[]): OutputData {
  const { label, prediction, steps, dtMs, scores, firstMs, decisionMs, quantity } = trace;
  return {
    ...{ classNames, label, steps, dtMs, firstMs, decisionMs },
    answer: isSilent(trace) ? -1 : prediction,
    scores: quantity === 'firstSpike' ? null : scores,
  };
}

/** What the network answers, from when on, and whether that is right. */
export function verdictOf(trace: OutputTrace, classNames: readonly string[]): string {
  const nameOf = (k: number): string => classNames[k] ?? String(k);
  const { label, prediction, decisionMs, steps, dtMs } = trace;
  if (isSilent(trace)) return messages.silent(nameOf(label));
  const at = decisionMs === null ? null : formatValue(decisionMs);
  return messages.verdict(nameOf(prediction), nameOf(label), at, formatValue(steps * dtMs));
}

/** The verdict and what it rests on. */
export function outputSummary(trace: OutputTrace, classNames: readonly string[]): string {
  const { quantity, firstMs, scores, steps } = trace;
  const parts =
    quantity === 'firstSpike'
      ? classNames.flatMap((name, k) => {
          const first = firstMs[k] ?? NaN;
          return Number.isNaN(first) ? [] : [messages.firstSpike(name, formatValue(first))];
        })
      : classNames.map((name, k) =>
          messages.final(name, formatValue(scores[(k + 1) * steps - 1] ?? NaN)),
        );
  const verdict = verdictOf(trace, classNames);
  if (parts.length === 0) return verdict;
  const list = parts.join(', ');
  return `${verdict} ${quantity === 'firstSpike' ? messages.firstSpikes(list) : messages.finals(list)}`;
}
