/** What the dataset worker does, without the worker: the calls of `DatasetApi` on a cache. */
import { DatasetUnavailable } from '#catalog/datasets/errors.ts';
import { catalog } from '#catalog/index.ts';
import type { Dataset, DatasetEntry, DatasetIo, EncoderEntry } from '#model/catalog.ts';
import { datasetOf, datasetShape, entryOf } from '#model/catalog.ts';
import type { Chosen } from '#model/experiment.ts';
import { withDefaults } from '#model/params.ts';
import type {
  DatasetApi,
  DatasetRef,
  DownloadProgress,
  EncodedSample,
  Presentation,
  Split,
} from '#protocol/dataset.ts';
import { createAugmenter } from './augment.ts';
import type { BatchSource } from './batch.ts';
import {
  decodeSample,
  encodeBatch,
  gatherLabels,
  gatherValues,
  inputCount,
  presentedInputs,
  presentedRecordings,
  presentedValues,
} from './batch.ts';
import { createDatasetCache } from './loadDataset.ts';

/** Makes the reader of a data folder; called by `configure`. */
export type MakeIo = (
  dataUrl: string,
  onProgress: (progress: DownloadProgress) => void,
) => DatasetIo;

export function createDatasetService(makeIo: MakeIo): DatasetApi {
  const listeners: ((progress: DownloadProgress) => void)[] = [];
  let io: DatasetIo | null = null;
  const cache = createDatasetCache({
    read: (path) => {
      if (io === null) throw new Error(`${path}: configure() has to name the data folder first`);
      return io.read(path);
    },
    imported: async (id) => {
      if (io?.imported === undefined)
        throw new DatasetUnavailable(`${id}: no store of imported data`);
      return io.imported(id);
    },
  });
  const splits = (ref: DatasetRef): Promise<Dataset> =>
    cache.load(entryFor(ref), ref.params, ref.seed);

  return {
    configure: async (dataUrl) => {
      io = makeIo(dataUrl, (progress) => {
        for (const listener of listeners) listener(progress);
      });
    },
    watch: async (listener) => {
      listeners.push(listener);
    },
    splits,
    load: async (ref) => {
      const entry = entryFor(ref);
      const { classes } = entry;
      const { train, test } = await splits(ref);
      const trainClassCounts = Array.from(classes, () => 0);
      for (const label of train.labels) trainClassCounts[label]! += 1;
      const bytes = [train, test].reduce(
        (sum, { values, labels }) => sum + values.byteLength + labels.byteLength,
        0,
      );
      const counts = { train: train.count, test: test.count };
      return { counts, classes, trainClassCounts, shape: datasetShape(entry, ref.params), bytes };
    },
    sample: async (ref, split, index) => {
      const samples = (await splits(ref))[split];
      const values = gatherValues(samples, [index]);
      const view = { values, label: gatherLabels(samples, [index])[0]! };
      if (samples.spikes === undefined) return view;
      const { offsets, timesMs, inputs } = samples.spikes;
      const [from, to] = [offsets[index]!, offsets[index + 1]!];
      const spikes = { timesMs: timesMs.slice(from, to), inputs: inputs.slice(from, to) };
      return { ...view, spikes };
    },
    points: async (ref, split, max) => {
      if (entryFor(ref).plane === undefined) return null;
      const samples = (await splits(ref))[split];
      const n = inputCount(samples);
      const count = Math.min(max, samples.count);
      // The first two inputs of data in the plane are its coordinates.
      const axis = (offset: number) =>
        Float32Array.from({ length: count }, (_, i) => samples.values[i * n + offset]!);
      return { x: axis(0), y: axis(1), labels: samples.labels.slice(0, count) };
    },
    thumbnails: async (ref, split, indices) => {
      const shape = datasetShape(entryFor(ref), ref.params);
      if (shape.length === 1) return null;
      const samples = (await splits(ref))[split];
      const pixels = Uint8Array.from(gatherValues(samples, indices), (v) => Math.round(255 * v));
      const [height, width, channels] = shape;
      return { width, height, channels, pixels, labels: gatherLabels(samples, indices) };
    },
    encodeSample: async (ref, split, index, chosen, presentation) => {
      const source = sourceOf(await splits(ref), ref, split, chosen, presentation);
      return encodedView(source, index, presentation.epoch);
    },
    augmentedBatch: async (ref, indices, { encoder, augmentation }, epoch) => {
      const { seed } = ref;
      const dataset = { id: ref.datasetId, params: ref.params };
      const augmenter = createAugmenter({ dataset, encoder, seed, augmentation });
      const { train: samples } = await splits(ref);
      const source = { samples, split: 'train', training: true, augmenter } as const;
      return samples.spikes === undefined
        ? { kind: 'values', values: presentedValues(source, indices, epoch) }
        : { kind: 'spikes', spikes: presentedRecordings(source, samples.spikes, indices, epoch) };
    },
    augmentedSamples: async (ref, index, { encoder, augmentation }, presentation, draws) => {
      const { seed, epoch } = presentation;
      const dataset = { id: ref.datasetId, params: ref.params };
      const source: BatchSource = {
        ...sourceOf(await splits(ref), ref, 'train', encoder, presentation),
        training: true,
        augmenter: createAugmenter({ dataset, encoder, seed, augmentation }),
      };
      return Array.from({ length: draws }, (_, draw) => ({
        values: presentedValues(source, [index], epoch + draw),
        encoded: encodedView(source, index, epoch + draw),
      }));
    },
  };
}

function sourceOf(
  dataset: Dataset,
  ref: DatasetRef,
  split: Split,
  { id, params }: Chosen,
  { steps, dtMs, seed }: Presentation,
): BatchSource {
  const encoder: EncoderEntry = entryOf(catalog.encoders, id);
  const encoderParams = withDefaults(encoder.params, params);
  const shape = datasetShape(entryFor(ref), ref.params);
  const samples = dataset[split];
  return { samples, split, encoder, encoderParams, shape, steps, dtMs, seed, training: false };
}

function encodedView(source: BatchSource, index: number, epoch: number): EncodedSample {
  const encoded = encodeBatch(source, [index], epoch);
  const label = gatherLabels(source.samples, [index])[0]!;
  const decoded = decodeSample(source, encoded, index, epoch);
  if (source.encoder.output === 'static')
    return { kind: 'static', values: encoded, label, decoded };
  return { ...eventsOf(encoded, presentedInputs(source).n), label, decoded };
}

function entryFor(ref: DatasetRef): DatasetEntry {
  return datasetOf(catalog, ref.datasetId);
}

/** The events of an encoded sample `[steps, nInputs]`. */
function eventsOf(
  encoded: Float32Array,
  nInputs: number,
): Omit<Extract<EncodedSample, { kind: 'spikes' }>, 'label' | 'decoded'> {
  const active: number[] = [];
  for (let i = 0; i < encoded.length; i++) if (encoded[i] !== 0) active.push(i);
  const steps = Uint32Array.from(active, (i) => Math.floor(i / nInputs));
  const inputs = Uint32Array.from(active, (i) => i % nInputs);
  return { kind: 'spikes', nInputs, steps, inputs };
}
