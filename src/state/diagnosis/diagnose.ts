/**
 * What is wrong with a training, from the statistics of its layers. Every bound is here; docs/DIAGNOSIS.md
 * gives the reasons.
 */
import type { LayerStatistics, StatisticsReport } from '#protocol/layerStatistics.ts';
import { diagnosisMessages as messages } from './messages.ts';

export type DiagnosisKind = keyof (typeof messages)['kinds'];

export interface Diagnosis {
  readonly kind: DiagnosisKind;
  /** Null where it is about the whole network. */
  readonly layerId: string | null;
  /** What was found, in a sentence that follows the name. */
  readonly text: string;
}

/** Share of a layer's neurons that are silent, or saturated. */
const SILENT_SHARE = 0.99;
const SATURATED_SHARE = 0.9;
/** Length of a layer's gradient over that of its weights. */
const EXPLODING_RATIO = 1000;
/** Root mean square of a layer's gradient over that of the readout's. */
const VANISHING_RATIO = 1e-5;
/** Reports in a row that have to say so. */
const CONFIRMED_BY = 2;
/** The same for classes, whose answers change often at first. */
const CLASSES_CONFIRMED_BY = 3;
/** Updates and trained samples before a class can be missing, and samples of it in a report. */
const CLASS_AFTER_UPDATES = 50;
const CLASS_AFTER_SAMPLES = 1000;
const CLASS_SAMPLES = 3;

export interface DiagnosedTraining {
  readonly readoutId: string;
  /** Names of the classes. */
  readonly classes: readonly string[];
  readonly batchSize: number;
}

/** @param reports of one run, the latest last */
export function diagnose(
  reports: readonly StatisticsReport[],
  training: DiagnosedTraining,
): readonly Diagnosis[] {
  const latest = reports.slice(-CONFIRMED_BY);
  const last = latest.at(-1);
  if (last === undefined || latest.length < CONFIRMED_BY) return [];
  const found = latest.map((report) => ofLayers(report, training.readoutId));
  const confirmed = (found.at(-1) ?? []).filter(({ kind, layerId }) =>
    found.every((own) => own.some((other) => other.kind === kind && other.layerId === layerId)),
  );
  return [...confirmed, ...missingClasses(reports, training)];
}

function ofLayers(report: StatisticsReport, readoutId: string): Diagnosis[] {
  const readout = report.layers.find(({ id }) => id === readoutId);
  return report.layers.flatMap((layer): Diagnosis[] => {
    const activity = activityOf(layer, report.samples);
    const gradient = gradientOf(layer, readout, report);
    // Silence and saturation explain a gradient that is not there.
    const isExplained = activity !== null && gradient?.kind === 'vanishing';
    return [activity, isExplained ? null : gradient].filter((own) => own !== null);
  });
}

function activityOf({ id, size, activity }: LayerStatistics, samples: number): Diagnosis | null {
  if (activity === null) return null;
  const silent = activity.silent.count;
  if (silent >= SILENT_SHARE * size) {
    return { kind: 'silent', layerId: id, text: messages.silent(silent, size, samples) };
  }
  const saturated = activity.saturated?.count ?? 0;
  return saturated >= SATURATED_SHARE * size
    ? { kind: 'saturated', layerId: id, text: messages.saturated(saturated, size) }
    : null;
}

function gradientOf(
  { id, weights }: LayerStatistics,
  readout: LayerStatistics | undefined,
  { hasGradient, clipNorm }: StatisticsReport,
): Diagnosis | null {
  if (weights === null || weights.count === 0) return null;
  const { gradientNorm, count, mean, deviation } = weights;
  const norm = gradientNorm.toPrecision(2);
  const length = Math.sqrt(count * (mean ** 2 + deviation ** 2));
  const isClipped = clipNorm > 0 && gradientNorm <= 1.001 * clipNorm;
  if (!isClipped && !(gradientNorm <= EXPLODING_RATIO * Math.max(1, length))) {
    return { kind: 'exploding', layerId: id, text: messages.exploding(norm) };
  }
  const own = readout?.weights ?? null;
  if (!hasGradient || own === null || id === readout?.id) return null;
  const share = gradientNorm / Math.sqrt(count) / (own.gradientNorm / Math.sqrt(own.count));
  return share < VANISHING_RATIO
    ? { kind: 'vanishing', layerId: id, text: messages.vanishing(norm) }
    : null;
}

function missingClasses(
  reports: readonly StatisticsReport[],
  { readoutId, classes, batchSize }: DiagnosedTraining,
): Diagnosis[] {
  const latest = reports.slice(-CLASSES_CONFIRMED_BY);
  const isLate = latest.every(
    ({ update }) => update >= CLASS_AFTER_UPDATES && update * batchSize >= CLASS_AFTER_SAMPLES,
  );
  if (latest.length < CLASSES_CONFIRMED_BY || !isLate) return [];
  const missing = classes.filter((_name, k) =>
    latest.every(({ labels, answers }) => (labels[k] ?? 0) >= CLASS_SAMPLES && answers[k] === 0),
  );
  return missing.length === 0
    ? []
    : [
        {
          kind: 'neverPredicted',
          layerId: readoutId,
          text: messages.neverPredicted(missing.join(', ')),
        },
      ];
}

/** A training that ended because its loss was no longer a number. */
export const NOT_A_NUMBER: Diagnosis = {
  kind: 'notANumber',
  layerId: null,
  text: messages.notANumber,
};
