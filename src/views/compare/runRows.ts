/** A run as a row of the table and of its CSV. */
import { csvLines } from '#plots/csv.ts';
import type { ComparedRun } from '#state/compare/compareStore.ts';
import { energyNj, secondsPerEpoch, standingOf } from '#state/compare/costs.ts';
import { messages } from './messages.ts';

export type SortKey =
  | 'name'
  | 'accuracy'
  | 'loss'
  | 'spikes'
  | 'decisionMs'
  | 'operations'
  | 'energyNj'
  | 'secondsPerEpoch'
  | 'parameters';

export interface RunRow {
  readonly run: ComparedRun;
  readonly of: 'test' | 'validation' | 'train';
  readonly accuracy: number | null;
  readonly loss: number | null;
  readonly spikes: number | null;
  readonly decisionMs: number | null;
  readonly operations: number | null;
  readonly energyNj: number | null;
  readonly secondsPerEpoch: number | null;
  readonly parameters: number | null;
}

export function rowOf(run: ComparedRun): RunRow {
  const { measure } = run;
  return {
    run,
    ...standingOf(run),
    spikes: measure?.spikes ?? null,
    decisionMs: measure?.decisionMs ?? null,
    operations: measure === null ? null : measure.synapticOperations + measure.inputProducts,
    energyNj: measure === null ? null : energyNj(measure),
    secondsPerEpoch: secondsPerEpoch(run),
    parameters: run.load?.parameterCount ?? null,
  };
}

/** The best first: the highest accuracy, the lowest of anything else; what is not known comes last. */
export function sorted(rows: readonly RunRow[], key: SortKey): readonly RunRow[] {
  const valueOf = (row: RunRow): number => {
    if (key === 'name') return row.run.mark;
    const value = row[key];
    if (value === null || Number.isNaN(value)) return Infinity;
    return key === 'accuracy' ? -value : value;
  };
  return [...rows].sort((a, b) => valueOf(a) - valueOf(b) || a.run.mark - b.run.mark);
}

export function tableCsv(rows: readonly RunRow[]): string {
  return csvLines(
    messages.csvColumns,
    rows.map((row) => {
      const { run } = row;
      const { measure, status } = run;
      return [
        run.name,
        run.experiment.rule.id,
        run.experiment.seed,
        messages.phases[run.phase],
        row.accuracy,
        row.loss,
        row.of,
        status?.metrics.epoch ?? null,
        status?.metrics.update ?? null,
        status?.trainingSeconds ?? null,
        row.spikes,
        measure?.inputSpikes ?? null,
        row.decisionMs,
        measure?.decided ?? null,
        measure?.presentationMs ?? null,
        measure?.synapticOperations ?? null,
        measure?.inputProducts ?? null,
        row.energyNj,
        row.secondsPerEpoch,
        row.parameters,
      ].map((value) => value ?? '');
    }),
  );
}
