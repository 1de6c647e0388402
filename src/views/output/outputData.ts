/** From the trace in a frame to what is drawn, and to words. Pure. */
import { formatValue } from '#plots/axis/formatValue.ts';
import type { OutputActivity, OutputData } from '#plots/output/outputData.ts';
import { scorePath } from '#plots/output/outputData.ts';
import type { OutputTrace } from '#protocol/frame.ts';
import { messages } from './messages.ts';

/** Whether no output fired, where spikes decide. */
function isSilent({ quantity, firstMs }: OutputTrace): boolean {
  return quantity !== 'membrane' && firstMs.every(Number.isNaN);
}

export function outputData(trace: OutputTrace, classNames: readonly string[]): OutputData {
  const { label, prediction, steps, dtMs, firstMs, decisionMs } = trace;
  return {
    ...{ classNames, label, firstMs, decisionMs, activity: activityOf(trace) },
    answer: isSilent(trace) ? -1 : prediction,
    durationMs: steps * dtMs,
  };
}

function activityOf({ quantity, scores, neurons, times, dtMs }: OutputTrace): OutputActivity {
  switch (quantity) {
    case 'membrane':
      return { kind: 'scores', values: scores, dtMs };
    case 'count':
      return {
        kind: 'counts',
        classes: neurons,
        timesMs: Float64Array.from(times, (time) => time * dtMs),
      };
    case 'firstSpike':
      return { kind: 'firstSpikes' };
  }
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
  const { quantity, firstMs } = trace;
  const data = outputData(trace, classNames);
  const parts =
    quantity === 'firstSpike'
      ? classNames.flatMap((name, k) => {
          const first = firstMs[k] ?? NaN;
          return Number.isNaN(first) ? [] : [messages.firstSpike(name, formatValue(first))];
        })
      : classNames.map((name, k) =>
          messages.final(name, formatValue(scorePath(data, k).at(-1) ?? NaN)),
        );
  const verdict = verdictOf(trace, classNames);
  if (parts.length === 0) return verdict;
  const list = parts.join(', ');
  return `${verdict} ${quantity === 'firstSpike' ? messages.firstSpikes(list) : messages.finals(list)}`;
}
