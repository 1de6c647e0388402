import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { documentPath, documentsOf, documentText, runsOf } from './documents.ts';
import { earlierRows } from './earlier.ts';
import { readEarlierRecord, trainedDocument } from './records.ts';
import { rows } from './rows/index.ts';

describe('rows', () => {
  it('have names of their own, which links and files can carry', () => {
    const names = [...rows, ...earlierRows].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('name rules of the catalog', () => {
    const known = catalog.rules.map(({ id }): string => id);
    for (const { rule } of rows) expect(known).toContain(rule);
  });
});

const documents = rows.flatMap((row) =>
  [...documentsOf(row)].map(([name, experiment]) => ({ name, experiment, row })),
);

describe.each(documents)('document $name', ({ name, experiment, row }) => {
  it('can be trained, holds samples back and ends by itself', () => {
    expect(analyseNetwork(experiment, catalog).issues).toEqual([]);
    expect(experiment.rule.id).toBe(row.rule);
    expect(experiment.stopping.validation).toBe(true);
    expect(experiment.stopping.epochs).toBeGreaterThan(0);
  });

  it('lies where the page finds it: npm run results -- --tables', async () => {
    expect(await readFile(documentPath(name), 'utf8')).toBe(documentText(experiment));
  });
});

describe('runs', () => {
  it('differ in what decides their numbers', () => {
    for (const row of rows) {
      const keys = runsOf(row).map(({ experiment }) => JSON.stringify(trainedDocument(experiment)));
      expect(new Set(keys).size, row.name).toBe(keys.length);
    }
  });
});

describe('earlier rows', () => {
  it.each(earlierRows)('$name keeps its records', async ({ name, seeds, bounds }) => {
    for (const seed of seeds) {
      const record = await readEarlierRecord(name, seed);
      expect(record?.seed).toBe(seed);
      for (const { epoch } of bounds) {
        expect(record?.epochs.map((row) => row.epoch)).toContain(epoch);
      }
    }
  });
});
