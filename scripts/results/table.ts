/** The tables of docs/RESULTS.md: a summary, then what each row gave seed by seed. */
import type { EpochRow } from '../headless/curve.ts';
import { median } from '../headless/eta.ts';
import { documentsOf } from './documents.ts';
import { figuresOf, figureText, targetText, verdictText } from './figures.ts';
import { markdownTable } from './markdown.ts';
import type { MergedTable } from './mergeTables.ts';
import { mergeTables } from './mergeTables.ts';
import type { MeasureRecord, RunRecord } from './records.ts';
import type { Cells, Extras, ResultRow, StudyRow } from './row.ts';
import { TEST_ACCURACY } from './row.ts';
import { meanOf, percentMean } from './statistics.ts';

export interface FilledRow {
  readonly row: ResultRow;
  /** Of trained documents, in the order of variants and seeds; those not trained yet are absent. */
  readonly runs: readonly RunRecord[];
  /** Of a measured row. */
  readonly measured: readonly MeasureRecord[];
}

/** A picture beside docs/results, named by row and table. */
export type PlotFiles = Map<string, { readonly table: Cells; readonly plot: MergedTable['plot'] }>;

export function resultsTable(filled: readonly FilledRow[]): { text: string; plots: PlotFiles } {
  const plots: PlotFiles = new Map();
  const summary = markdownTable(
    [
      'row',
      'network and data',
      'paper or specification',
      'target',
      'ours',
      'reached',
      'seeds',
      'epochs',
      'minutes a seed',
      'computed by',
    ],
    filled.map(summaryCells),
  );
  const sections = filled.flatMap((one) =>
    one.runs.length + one.measured.length === 0 ? [] : [...section(one, plots), ''],
  );
  const text = [summary, '', '## Row by row', '', ...sections].join('\n').trimEnd();
  return { text: text.replace(/\n{3,}/g, '\n\n'), plots };
}

function summaryCells({ row, runs, measured }: FilledRow): string[] {
  const records = [...runs, ...measured];
  const figures = figuresOf(records);
  const wanted = runsWanted(row);
  const isWhole = records.length === wanted && runs.every(({ isPartial }) => !isPartial);
  // The variants of a study differ on purpose: their mean says nothing.
  const shown = [...figures].filter(([name]) => row.kind !== 'study' || name !== TEST_ACCURACY);
  const ours = shown.map(([name, values]) =>
    name === TEST_ACCURACY ? figureText(name, values) : `${name} ${figureText(name, values)}`,
  );
  const epochs = runs.map(({ chosen }) => chosen.epoch);
  const last = Math.max(0, ...runs.map((run) => run.epochs.at(-1)?.epoch ?? 0));
  const seconds = median(records.map((record) => record.seconds));
  return [
    `\`${row.name}\``,
    row.title,
    row.paper ?? 'not known',
    row.targets.map(targetText).join('; ') || 'none set',
    ours.join('; ') || (row.kind === 'study' && runs.length > 0 ? 'see below' : '–'),
    row.targets.length === 0 ? '–' : verdictText(row.targets, figures, isWhole),
    `${records.length} of ${wanted}`,
    epochs.length === 0 ? '–' : `${rangeText(epochs)} of ${last}`,
    seconds === null ? '–' : (seconds / 60).toFixed(1),
    computedBy(records),
  ];
}

function runsWanted(row: ResultRow): number {
  return row.seeds.length * (row.kind === 'study' ? row.variants.length : 1);
}

function computedBy(records: readonly (RunRecord | MeasureRecord)[]): string {
  const words = records.map((record) => {
    const backend = 'backend' in record ? `${record.backend.toUpperCase()}, ` : '';
    const { cpu, cores, node } = record.machine;
    return `${backend}Node ${node}, ${cpu}, one thread of ${cores} cores`;
  });
  return [...new Set(words)].join('; ') || '–';
}

function rangeText(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? String(low) : `${low} to ${high}`;
}

function section(filled: FilledRow, plots: PlotFiles): string[] {
  const { row, runs, measured } = filled;
  const records = [...runs, ...measured];
  const tables = mergeTables(records.map(({ extras }) => extras.tables ?? []));
  const loads = records.map(({ machine }) => machine.load);
  const perUpdate = median(runs.flatMap(({ msPerUpdate }) => msPerUpdate ?? []));
  return [
    `### ${row.title}`,
    '',
    ...(row.note === undefined ? [] : [row.note, '']),
    ...documentLines(row),
    [
      ...(perUpdate === null ? [] : [`${perUpdate.toFixed(1)} ms an update (median)`]),
      `load of the machine at the start ${rangeText(loads)}.`,
    ]
      .join(', ')
      .replace(/^l/, 'L'),
    '',
    ...(row.kind === 'study' ? studyTable(row, runs, plots) : []),
    ...(row.kind === 'trained' ? [seedTable(runs), ''] : []),
    ...(row.kind === 'measured' ? [measuredTable(measured), ''] : []),
    ...tables.flatMap((table, index) => [
      `**${table.title}**`,
      '',
      markdownTable(table.columns, table.text),
      '',
      ...picture(`${row.name}-${index + 1}`, table, table.plot, plots),
    ]),
  ];
}

function documentLines(row: ResultRow): string[] {
  const links = [...documentsOf(row).keys()].map(
    (name) => `[\`#experiment=${name}\`](../public/experiments/${name}.json)`,
  );
  if (links.length === 0) return [];
  return [`Opens in the page as ${links.join(', ')}.`];
}

/** Seeds below each other: what validation chose, and its accuracy along the way. */
function seedTable(runs: readonly RunRecord[]): string {
  const last = Math.max(0, ...runs.map((run) => run.epochs.at(-1)?.epoch ?? 0));
  const shown = shownEpochs(last);
  const figures = [...figuresOf(runs).keys()].filter((name) => name !== TEST_ACCURACY);
  return markdownTable(
    [
      'seed',
      'test (epoch)',
      ...figures,
      'minutes',
      ...shown.map((epoch) => (epoch === 1 ? 'validation after epoch 1' : String(epoch))),
    ],
    runs.map(({ seed, chosen, epochs, extras, seconds, ended }) => [
      String(seed),
      `${share(chosen.testAccuracy)} (${chosen.epoch})${ended === null ? '' : `, ${ended}`}`,
      ...figureCells(figures, extras),
      (seconds / 60).toFixed(1),
      ...shown.map((epoch) => share(validationAt(epochs, epoch))),
    ]),
  );
}

function measuredTable(measured: readonly MeasureRecord[]): string {
  const figures = [...figuresOf(measured).keys()];
  return markdownTable(
    ['seed', ...figures, 'minutes'],
    measured.map(({ seed, extras, seconds }) => [
      String(seed),
      ...figureCells(figures, extras),
      (seconds / 60).toFixed(1),
    ]),
  );
}

function figureCells(figures: readonly string[], extras: Extras): string[] {
  return figures.map((name) => {
    const value = extras.figures?.[name];
    return value === undefined ? '–' : figureText(name, [value]);
  });
}

function studyTable(row: StudyRow, runs: readonly RunRecord[], plots: PlotFiles): string[] {
  const figures = [...figuresOf(runs).keys()].filter((name) => name !== TEST_ACCURACY);
  const columns = [...row.axes, TEST_ACCURACY, ...figures];
  const groups = row.variants.flatMap((variant) => {
    const own = runs.filter((run) => run.variant === variant.id);
    return own.length === 0 ? [] : [{ variant, own, values: figuresOf(own) }];
  });
  const text = groups.map(({ variant, own, values }) => [
    ...variant.at.map(String),
    percentMean(own.map(({ chosen }) => chosen.testAccuracy)),
    ...figures.map((name) => figureText(name, values.get(name) ?? [])),
    String(own.length),
    own.flatMap(({ ended }) => ended ?? []).join('; ') || '–',
  ]);
  const table: Cells = {
    columns,
    rows: groups.map(({ variant, values }) => [
      ...variant.at,
      ...[TEST_ACCURACY, ...figures].map((name) => meanOf(values.get(name) ?? [])),
    ]),
  };
  return [
    markdownTable([...columns, 'seeds', 'ended early'], text),
    '',
    ...picture(row.name, table, row.plot, plots),
  ];
}

function picture(
  name: string,
  table: Cells,
  plot: MergedTable['plot'],
  plots: PlotFiles,
): string[] {
  if (plot === undefined) return [];
  plots.set(`${name}.svg`, { table, plot });
  return [`![${plot.yLabel} over ${plot.x}](results/${name}.svg)`, ''];
}

/** All epochs of a short run, about ten of a long one, the first and the last always. */
function shownEpochs(last: number): number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100].find((size) => last / size <= 10) ?? 200;
  const all = Array.from({ length: last }, (_, index) => index + 1);
  return all.filter((epoch) => epoch === 1 || epoch % step === 0 || epoch === last);
}

function validationAt(epochs: readonly EpochRow[], epoch: number): number | null {
  return epochs.find((entry) => entry.epoch === epoch)?.validationAccuracy ?? null;
}

function share(accuracy: number | null): string {
  return accuracy === null ? '–' : (100 * accuracy).toFixed(2);
}
