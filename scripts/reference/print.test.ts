import { describe, expect, it } from 'vitest';
import { jsonReport, printTable, summary } from './print.ts';
import type { FileOutcome } from './walk.ts';

const measurement = {
  engine: 'WASM float64',
  quantity: 'gradients',
  cases: 12,
  largestError: 3.21e-13,
  tolerance: 1e-12,
  relative: true,
} as const;

const outcomes: readonly FileOutcome[] = [
  {
    kind: 'measured',
    method: 'bats',
    file: 'single.json',
    measurements: [
      measurement,
      {
        ...measurement,
        quantity: 'spikes',
        exact: 'counts equal',
        largestError: NaN,
        tolerance: 0,
      },
    ],
  },
  { kind: 'unrecognised', method: 'bats', file: 'new.json', reason: 'an unknown format' },
  { kind: 'failed', method: 'bats', file: 'odd.json', reason: 'tau: got 0' },
];

describe('printTable', () => {
  it('has a line a measurement with its error, tolerance and verdict', () => {
    const [heading, , first, second] = printTable(outcomes).split('\n');
    expect(heading).toMatch(/^file +engine +quantity +cases +largest error +tolerance +verdict$/);
    expect(first).toMatch(
      /^bats\/single.json +WASM float64 +gradients +12 +3.2e-13 rel. +1.0e-12 +ok$/,
    );
    expect(second).toMatch(/spikes \(counts equal\) +12 +NaN rel. +0 +OVER$/);
  });

  it('says of other files why there is no measurement', () => {
    const text = printTable(outcomes);
    expect(text).toMatch(/^bats\/new.json +NOT RECOGNISED: an unknown format$/m);
    expect(text).toMatch(/^bats\/odd.json +FAILED: tau: got 0$/m);
  });
});

describe('summary', () => {
  it('counts what is wrong', () => {
    expect(summary(outcomes)).toBe(
      '3 files, 2 measurements: 1 over tolerance, 1 files not recognised, 1 failed.',
    );
  });
});

describe('jsonReport', () => {
  it('keeps every number and verdict', () => {
    const [file] = JSON.parse(jsonReport(outcomes)) as { measurements: unknown[] }[];
    expect(file?.measurements[0]).toEqual({ ...measurement, inside: true });
    expect(file?.measurements[1]).toMatchObject({ largestError: 'NaN', inside: false });
  });
});
