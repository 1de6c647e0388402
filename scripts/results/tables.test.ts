import { describe, expect, it } from 'vitest';
import { BEGIN, END, replaceTable } from './markdown.ts';
import { mergeTables } from './mergeTables.ts';
import { plotTable } from './plot.ts';
import type { ResultTable } from './row.ts';
import { createSchedule } from './schedule.ts';
import { percentMean, plainMean } from './statistics.ts';

const table = (rows: ResultTable['rows'], title = 'T'): ResultTable => ({
  title,
  columns: ['length', 'accuracy', 'note'],
  rows,
});

describe('mergeTables', () => {
  it('shows cells that differ between seeds as mean and deviation', () => {
    const [merged] = mergeTables([[table([[8, 0.9, 'a']])], [table([[8, 0.92, 'a']])], []]);
    expect(merged?.text).toEqual([['8', '0.91 ± 0.014', 'a']]);
    expect(merged?.rows[0]?.[1]).toBeCloseTo(0.91);
  });

  it('keeps titles apart, and leaves out a table of another form', () => {
    const merged = mergeTables([
      [table([[8, 0.9, 'a']]), table([[1, 1, 'x']], 'U')],
      [
        table([
          [8, 0.9, 'b'],
          [16, 0.95, 'c'],
        ]),
      ],
    ]);
    expect(merged.map(({ title }) => title)).toEqual(['T', 'U']);
    expect(merged[0]?.text).toEqual([['8', '0.9', 'a']]);
    const words = mergeTables([[table([[8, null, 'a']])], [table([[8, 0.5, 'b']])]]);
    expect(words[0]?.text).toEqual([['8', '–', '–']]);
  });
});

describe('statistics', () => {
  it('print one value without a deviation and none as a dash', () => {
    expect([percentMean([0.5]), percentMean([]), plainMean([1.23456])]).toEqual([
      '50.00 %',
      '–',
      '1.235',
    ]);
    // Deviation of 1, 2, 3 with n − 1 below.
    expect(plainMean([1, 2, 3])).toBe('2 ± 1');
  });
});

describe('plotTable', () => {
  const cells = {
    columns: ['bits', 'clip', 'accuracy'],
    rows: [
      [2, 1, 0.7],
      [4, 1, 0.8],
      [2, 3, 0.9],
      [4, 3, null],
    ],
  };

  it('draws a line a group through all its points, and skips gaps', () => {
    const svg =
      plotTable(cells, { x: 'bits', y: ['accuracy'], by: 'clip', yLabel: 'test < 1' }) ?? '';
    expect(svg.match(/<path/g)).toHaveLength(2);
    // Three points and two keys.
    expect(svg.match(/<circle/g)).toHaveLength(5);
    expect(svg).toContain('clip 3');
    expect(svg).toContain('test &lt; 1');
    expect(svg).not.toContain('NaN');
  });

  it('draws nothing without numbers, and refuses a column that is not there', () => {
    expect(
      plotTable({ ...cells, rows: [] }, { x: 'bits', y: ['accuracy'], yLabel: '' }),
    ).toBeNull();
    expect(() => plotTable(cells, { x: 'width', y: ['accuracy'], yLabel: '' })).toThrow(/"width"/);
  });
});

describe('createSchedule', () => {
  it('guesses the rest once every row in it has been timed', () => {
    const schedule = createSchedule(['a', 'a', 'b', 'a']);
    expect(schedule.estimate(0)).toBe('');
    schedule.note(0, 30);
    expect(schedule.estimate(1)).toBe('');
    schedule.note(2, 50);
    expect(schedule.estimate(3)).toBe(' (about 30 s for the rest)');
  });
});

describe('replaceTable', () => {
  it('keeps what people wrote around the markers', () => {
    const once = replaceTable(`before\n${BEGIN}\nold\n${END}\nafter\n`, 'new');
    expect(once).toBe(`before\n${BEGIN}\n\nnew\n\n${END}\nafter\n`);
    expect(replaceTable(once, 'new')).toBe(once);
  });

  it('refuses a text without markers', () => {
    expect(() => replaceTable('nothing here', 'new')).toThrow(/expected/);
  });
});
