/** The benchmark's rows, and the table they are printed as. */
import type { Timing } from './measure.ts';

export type Engine = 'node-wasm' | 'page-wasm' | 'page-webgpu' | 'naive-tfjs';

export interface Row extends Timing {
  readonly workload: string;
  readonly engine: Engine;
  readonly threads: number;
}

export function format(machine: object, rows: readonly Row[]): string {
  const head = [
    'workload',
    'engine',
    'threads',
    'train min',
    'median',
    'max',
    'infer',
    'data',
    'rate',
    'MB',
  ];
  const number = (value: number, digits: number): string =>
    Number.isNaN(value) ? '–' : value.toFixed(digits);
  const body = rows.map((row) => [
    row.workload,
    row.engine,
    String(row.threads),
    number(row.trainMinMs, 1),
    number(row.trainMedianMs, 1),
    number(row.trainMaxMs, 1),
    number(row.inferMedianMs, 1),
    number(row.dataMedianMs, 2),
    number(row.spikeRate, 3),
    number(row.memoryMb, 0),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ');
  const facts = Object.entries(machine).map(([key, value]) => `${key}: ${String(value)}`);
  return [...facts, '', line(head), ...body.map(line), '', 'Times in ms a step.'].join('\n');
}
