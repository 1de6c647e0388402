import { describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { readDocument } from '../headless/readDocument.ts';
import { documentPath, exampleOf } from './documents.ts';
import type { ResultRecord } from './records.ts';
import { trainedDocument } from './records.ts';
import type { ResultRow } from './rows.ts';
import { rows } from './rows.ts';
import { BEGIN, END, replaceTable, resultsTable } from './table.ts';

const ROW: ResultRow = {
  name: 'tiny',
  title: 'Tiny',
  document: 'tiny.json',
  example: null,
  seeds: [1, 2],
  bounds: [{ epoch: 1, accuracy: 0.9 }],
};

function record(seed: number, accuracies: readonly number[]): ResultRecord {
  return {
    row: ROW.name,
    seed,
    document: {},
    backend: 'wasm',
    machine: { node: 'v20', platform: 'linux x64', cpu: 'a processor', cores: 2, load: 1.5 },
    finishedOn: '2025-01-01',
    seconds: 120,
    msPerUpdate: 4,
    epochs: accuracies.map((testAccuracy, index) => ({
      epoch: index + 1,
      update: 10 * (index + 1),
      seconds: 60 * (index + 1),
      trainLoss: 0.5,
      trainAccuracy: 0.8,
      testLoss: 0.6,
      testAccuracy,
    })),
  };
}

describe('resultsTable', () => {
  it('reports the last epoch as mean and deviation, and the best beside it', () => {
    const records = [record(1, [0.89, 0.97, 0.95]), record(2, [0.93, 0.94, 0.96])];
    const text = resultsTable([{ row: ROW, records }]);
    expect(text).toContain('95.50 ± 0.71 %');
    expect(text).toContain('yes, 91.00 % after 1');
    expect(text).toContain('97.00 (2)');
    expect(text).toContain('2.0 minutes a seed, 4.0 ms an update');
  });

  it('holds a target against its own epoch, not the best one', () => {
    const records = [record(1, [0.85, 0.99]), record(2, [0.85, 0.99])];
    expect(resultsTable([{ row: ROW, records }])).toContain('no, 85.00 % after 1');
  });

  it('does not judge a row before all its seeds are trained', () => {
    const text = resultsTable([{ row: ROW, records: [record(1, [0.95])] }]);
    expect(text).toContain('not all trained');
    expect(text).toContain('1 of 2');
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

describe.each(rows)('row $name', (row) => {
  it('has a document that can be trained to each of its bounds', async () => {
    const experiment = await readDocument(documentPath(row));
    expect(analyseNetwork(experiment, catalog).issues).toEqual([]);
    expect(experiment.stopping.targetAccuracy).toBe(0);
    const last = Math.max(1, ...row.bounds.map(({ epoch }) => epoch));
    expect(experiment.stopping.epochs).toBeGreaterThanOrEqual(last);
  });

  it.skipIf(row.example === null)('trains what the example it names trains', async () => {
    const example = exampleOf(row);
    const stored = await readDocument(documentPath(row));
    // Places of cards may differ until `npm run results` writes the file again.
    expect(trainedDocument(stored)).toEqual(example === null ? null : trainedDocument(example));
  });
});
