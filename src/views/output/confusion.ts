/** From the answers to a split: the confusion matrix, the totals, and the wrong samples. Pure. */
import type { ConfusionCell, ConfusionData } from '#plots/confusion/confusionData.ts';
import type { SplitPredictions } from '#state/output/predictionStore.ts';

export function confusionOf(
  { labels, answers }: Pick<SplitPredictions, 'labels' | 'answers'>,
  classNames: readonly string[],
): ConfusionData {
  const n = classNames.length;
  const counts = Array.from({ length: n }, () => Array.from({ length: n + 1 }, () => 0));
  labels.forEach((label, i) => {
    const row = counts[label];
    if (row === undefined) return;
    const column = answers[i]! < 0 ? n : answers[i]!;
    row[column] = (row[column] ?? 0) + 1;
  });
  const shareOf = (part: number, whole: number): number | null =>
    whole === 0 ? null : part / whole;
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return {
    classNames,
    counts,
    recalls: counts.map((row, label) => shareOf(row[label] ?? 0, sum(row))),
    precisions: classNames.map((_, answer) => {
      const column = counts.map((row) => row[answer] ?? 0);
      return shareOf(column[answer] ?? 0, sum(column));
    }),
  };
}

export interface Totals {
  readonly samples: number;
  readonly right: number;
  /** Mean time to decision of the samples that are decided; null without one. */
  readonly decisionMs: number | null;
  /** Share of the samples that are decided. */
  readonly decided: number;
  readonly presentationMs: number;
}

export function totalsOf(result: SplitPredictions): Totals {
  const { labels, answers, decisionSteps, simulation } = result;
  let [right, decided, steps] = [0, 0, 0];
  labels.forEach((label, i) => {
    if (label === answers[i]) right++;
    const step = decisionSteps[i]!;
    if (Number.isNaN(step)) return;
    decided++;
    steps += step;
  });
  return {
    ...{ samples: labels.length, right },
    decisionMs: decided === 0 ? null : (steps / decided) * simulation.dtMs,
    decided: labels.length === 0 ? 0 : decided / labels.length,
    presentationMs: simulation.steps * simulation.dtMs,
  };
}

export interface WrongSample {
  /** Place in the split. */
  readonly at: number;
  readonly label: number;
  /** −1 for none. */
  readonly answer: number;
  readonly confidence: number;
}

/** Wrong samples, the most confident first; those of one cell of the matrix when one is chosen. */
export function wrongSamples(
  { labels, answers, confidences }: SplitPredictions,
  cell: ConfusionCell | null,
  classes: number,
): readonly WrongSample[] {
  const wrong: WrongSample[] = [];
  labels.forEach((label, at) => {
    const answer = answers[at]!;
    if (answer === label) return;
    const column = answer < 0 ? classes : answer;
    if (cell !== null && (cell.label !== label || cell.answer !== column)) return;
    wrong.push({ at, label, answer, confidence: confidences[at]! });
  });
  return wrong.sort((a, b) => b.confidence - a.confidence || a.at - b.at);
}
