import { describe, expect, it } from 'vitest';
import type { MeasuredRow, StudyRow } from './row.ts';
import { resultsTable } from './table.ts';
import { recordOf, TINY_ROW } from './testRecords.ts';

const text = (runs: Parameters<typeof resultsTable>[0][number]['runs'], row = TINY_ROW): string =>
  resultsTable([{ row, runs, measured: [] }]).text;

describe('the summary', () => {
  it('reports the tested epoch as mean and deviation over the seeds', () => {
    const shown = text([recordOf(1, [0.8, 0.97, 0.95], 0.95), recordOf(2, [0.99], 0.96)]);
    expect(shown).toContain('95.50 ± 0.71 %');
    expect(shown).toMatch(/\| ≥ 90 % +\|/);
    expect(shown).toMatch(/\| yes +\| 2 of 2 +\| 1 to 2 of 3 +\| 2\.0 /);
    expect(shown).toContain('WASM, Node v20, a processor, one thread of 2 cores');
    expect(shown).toContain('95.9 ± 0.7 %');
  });

  it('says what misses its target, and what is not whole yet', () => {
    expect(text([recordOf(1, [0.9], 0.89), recordOf(2, [0.9], 0.9)])).toMatch(/\| no +\| 2 of 2/);
    expect(text([recordOf(1, [0.9], 0.95)])).toMatch(/\| yes so far +\| 1 of 2/);
    const partial = text([recordOf(1, [0.9], 0.95, { isPartial: true }), recordOf(2, [0.9], 0.95)]);
    expect(partial).toMatch(/\| yes so far +\| 2 of 2/);
    expect(partial).toContain('95.00 (1), ended after 1 of 9 epochs');
  });

  it('holds named figures against their own bounds', () => {
    const row = {
      ...TINY_ROW,
      targets: [{ atLeast: 0.9 }, { figure: 'spiking error', atMost: 0.012 }],
    };
    const spiking = (error: number) => ({ extras: { figures: { 'spiking error': error } } });
    const good = [
      recordOf(1, [0.9], 0.95, spiking(0.01)),
      recordOf(2, [0.9], 0.95, spiking(0.012)),
    ];
    expect(text(good, row)).toContain('spiking error ≤ 1.2 %');
    expect(text(good, row)).toContain('spiking error 1.10 ± 0.14 %');
    expect(text(good, row)).toMatch(/\| yes; yes +\|/);
    const missing = [recordOf(1, [0.9], 0.95), recordOf(2, [0.9], 0.95)];
    expect(text(missing, row)).toMatch(/\| yes; not measured yet +\|/);
  });
});

describe('the section of a row', () => {
  it('links the document by the name that opens it, and lists the seeds', () => {
    const shown = text([recordOf(1, [0.8, 0.97], 0.95)]);
    expect(shown).toContain('[`#experiment=tiny`](../public/experiments/tiny.json)');
    expect(shown).toMatch(
      /\| seed \| test \(epoch\) \| minutes \| validation after epoch 1 \| 2 +\|/,
    );
    expect(shown).toMatch(/\| 1 +\| 95.00 \(2\) +\| 2.0 +\| 80.00 +\| 97.00 \|/);
  });

  it('says why a row falls short', () => {
    const row = { ...TINY_ROW, note: 'The network is too small.' };
    expect(text([recordOf(1, [0.8], 0.8)], row)).toContain('The network is too small.');
  });
});

describe('a measured row', () => {
  it('lists its figures seed by seed', () => {
    const { title, paper } = TINY_ROW;
    const row: MeasuredRow = {
      ...{ kind: 'measured', name: 'pole', rule: 'coarse-scale', title, paper },
      targets: [{ figure: 'steps', atLeast: 150 }],
      seeds: [1, 2],
      version: 1,
      measure: async () => ({}),
    };
    const { machine } = recordOf(1, [1], 1);
    const shared = { row: row.name, version: 1, machine, finishedOn: '2025-01-01', seconds: 60 };
    const measured = [160, 180].map((steps, index) => ({
      ...shared,
      seed: index + 1,
      extras: { figures: { steps, 'win share': 0.5 } },
    }));
    const shown = resultsTable([{ row, runs: [], measured }]).text;
    expect(shown).toMatch(/\| steps 170 ± 14; win share 50.00 ± 0.00 % \| yes +\| 2 of 2/);
    expect(shown).toMatch(/\| 2 +\| 180 +\| 50.00 % +\| 1.0 +\|/);
    expect(shown).not.toContain('#experiment=pole');
    expect(shown).not.toContain('\n\n\n');
  });
});

describe('a study', () => {
  const study: StudyRow = {
    kind: 'study',
    name: 'bits',
    rule: 'fast-and-deep',
    title: 'Bits',
    paper: null,
    targets: [],
    axes: ['bits'],
    variants: [2, 3].map((bits) => ({
      id: `bits-${bits}`,
      at: [bits],
      experiment: TINY_ROW.experiment,
    })),
    seeds: [1, 2],
    plot: { x: 'bits', y: ['test accuracy'], yLabel: 'test accuracy' },
  };
  const runs = [
    recordOf(1, [0.8], 0.8, { variant: 'bits-2' }),
    recordOf(2, [0.8], 0.9, { variant: 'bits-2' }),
    recordOf(1, [0.9], 0.95, { variant: 'bits-3' }),
  ];

  it('has a line a variant, a picture, and no mean over what differs on purpose', () => {
    const { text: shown, plots } = resultsTable([{ row: study, runs, measured: [] }]);
    expect(shown).toMatch(/\| 2 +\| 85.00 ± 7.07 % +\| 2 +\|/);
    expect(shown).toMatch(/\| 3 +\| 95.00 % +\| 1 +\|/);
    expect(shown).toMatch(/\| see below +\| – +\| 3 of 4/);
    expect(shown).toContain('![test accuracy over bits](results/bits.svg)');
    expect(plots.get('bits.svg')?.table.rows.map(([bits]) => bits)).toEqual([2, 3]);
    expect(plots.get('bits.svg')?.table.rows[0]?.[1]).toBeCloseTo(0.85);
    expect(shown).toContain('#experiment=bits/bits-2');
  });
});
