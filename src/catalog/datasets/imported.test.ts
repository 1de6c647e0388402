import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import { examples } from '../examples/index.ts';
import {
  forgetImported,
  importedDataset,
  importedId,
  nameImported,
  parseImportedId,
} from './imported.ts';

const kind = {
  shape: [8, 8, 1] as const,
  nClasses: 10,
  hasSpikes: false,
  hash: '0123456789abcdef',
};
const id = importedId(kind);

it('says in its id what it holds', () => {
  expect(id).toBe('own-8x8x1-10-v-0123456789abcdef');
  expect(parseImportedId(id)).toEqual(kind);
  const spikes = { shape: [700] as const, nClasses: 20, hasSpikes: true, hash: 'ffff0000ffff0000' };
  expect(parseImportedId(importedId(spikes))).toEqual(spikes);
});

it.each([
  'own-',
  'mnist',
  'own-8x8-10-v-0123456789abcdef',
  'own-0-10-v-0123456789abcdef',
  'own-8-1-v-0123456789abcdef',
  'own-8-257-v-0123456789abcdef',
  'own-999x999x3-10-v-0123456789abcdef',
  'own-8-10-v-0123456789ABCDEF',
  'own-8-10-v-0123456789abcdef0',
])('takes %s for none', (other) => {
  expect(parseImportedId(other)).toBeNull();
  expect(importedDataset(other)).toBeUndefined();
});

it('is the same object until it is given names, and leaves the list when it is removed', () => {
  const other = importedId({ ...kind, hash: 'aaaaaaaaaaaaaaaa' });
  const entry = importedDataset(other);
  expect(importedDataset(other)).toBe(entry);
  expect(catalog.datasets).toContain(entry);
  expect(catalog.datasets).toBe(catalog.datasets);
  const classes = Array.from({ length: 10 }, (_, index) => `class ${index}`);
  nameImported(other, { name: 'Mine', classes });
  expect(importedDataset(other)).toMatchObject({ label: 'Mine', classes });
  nameImported(other, { name: 'Wrong', classes: ['a'] });
  expect(importedDataset(other)?.label).toBe('Mine');
  forgetImported(other);
  expect(catalog.datasets.some((known) => known.id === other)).toBe(false);
});

it('lets a document that names it be read, analysed and shared where its samples are not', async () => {
  const { experiment } = examples[0]!;
  const own = { ...experiment, dataset: { id, params: {} } };
  const read = parseExperiment(
    JSON.parse(JSON.stringify(compactExperiment(own, catalog))),
    catalog,
  );
  expect(read).toEqual({ ok: true, value: own });
  expect(analyseNetwork(own, catalog).shapes.size).toBeGreaterThan(0);
  const io = { read: () => Promise.reject(new Error('no files')) };
  await expect(importedDataset(id)?.load(io, {}, {} as never)).rejects.toMatchObject({
    name: 'DatasetUnavailable',
  });
});

it('calls an encoder of spikes an issue where the data have none, and says what to do', () => {
  const { experiment } = examples[0]!;
  const direct = { ...experiment, encoder: { id: 'directSpikes', params: {} } };
  const about = (document: typeof direct) =>
    analyseNetwork(document, catalog).issues.filter(({ reason }) => reason.includes('recorded'));
  expect(about(direct)).toHaveLength(1);
  expect(about(direct)[0]?.fix).toMatchObject({ kind: 'setEncoder' });
  const spikes = importedId({ ...kind, hasSpikes: true });
  expect(about({ ...direct, dataset: { id: spikes, params: {} } })).toEqual([]);
});
