import { describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import type { Samples } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Chosen } from '#model/experiment.ts';
import { defaultsOf } from '#model/params.ts';
import type { AugmentedDocument } from './augment.ts';
import { createAugmenter } from './augment.ts';
import type { BatchSource } from './batch.ts';
import { encodeBatch, encodeTimes, gatherValues, presentedValues } from './batch.ts';

/** 28 × 28 pictures with a bright bar, one place further right in each. */
function pictures(count: number): Samples {
  const values = new Uint8Array(count * 784);
  for (let i = 0; i < count; i++) {
    for (let row = 8; row < 20; row++) {
      for (let column = 12 + (i % 4); column < 15 + (i % 4); column++)
        values[i * 784 + row * 28 + column] = 255;
    }
  }
  return { count, values, scale: 1 / 255, labels: new Uint8Array(count) };
}

/** Recordings of three spikes on the four inputs of the toy task. */
const RECORDINGS: Samples = {
  count: 2,
  values: new Float32Array(8).fill(1),
  scale: 1,
  labels: new Uint8Array(2),
  spikes: {
    offsets: Uint32Array.of(0, 3, 6),
    timesMs: Float32Array.of(2, 10, 40, 0, 20, 30),
    inputs: Uint16Array.of(0, 2, 3, 1, 2, 0),
  },
};

const chosen = (id: string, params: Chosen['params'] = {}): Chosen => ({ id, params });

function document(
  augmentation: readonly Chosen[],
  { dataset = 'mnist', encoder = 'constant', seed = 3 } = {},
): AugmentedDocument {
  return { dataset: chosen(dataset), encoder: chosen(encoder), seed, augmentation };
}

function source(given: AugmentedDocument, part: Partial<BatchSource> = {}): BatchSource {
  const encoder = entryOf(catalog.encoders, given.encoder.id);
  return {
    samples: given.dataset.id === 'mnist' ? pictures(8) : RECORDINGS,
    split: 'train',
    encoder,
    encoderParams: defaultsOf(encoder.params),
    steps: 40,
    dtMs: 1,
    seed: given.seed,
    training: true,
    augmenter: createAugmenter(given),
    ...part,
  };
}

const VALUES = ['elastic', 'rotation', 'shift'];
const SPIKES = ['spikeJitter', 'spikeDrop'];

describe.each(catalog.augmentations)('$id', (entry) => {
  const isOfSpikes = entry.acts === 'spikes';
  const data = entry.acts === 'time' ? { dataset: 'toyConvergence', encoder: 'directSpikes' } : {};
  const fitting = { ...data, ...(isOfSpikes ? { encoder: 'poisson' } : {}) };

  it('changes nothing, to the bit, at strength 0', () => {
    const idle = document([chosen(entry.id, { [entry.strength]: 0 })], fitting);
    expect(createAugmenter(idle)).toBeNull();
    const none = document([], fitting);
    expect(encodeBatch(source(idle), [0, 1], 4)).toEqual(encodeBatch(source(none), [0, 1], 4));
  });

  it('changes training samples alone, otherwise in every epoch, alike for a seed', () => {
    const own = document([chosen(entry.id)], fitting);
    const encode = (epoch: number, part: Partial<BatchSource> = {}): Float32Array =>
      encodeBatch(source(own, part), [1, 0], epoch);
    const plain = { encoderParams: { ...source(own).encoderParams, frozen: true } };
    expect(encode(5, plain)).toEqual(encode(5, plain));
    expect(encode(6, plain)).not.toEqual(encode(5, plain));
    expect(encode(5, { ...plain, augmenter: null })).not.toEqual(encode(5, plain));
    const evaluated = { ...plain, training: false };
    expect(encode(5, evaluated)).toEqual(encode(5, { ...evaluated, augmenter: null }));
    const other = source(document([chosen(entry.id)], { ...fitting, seed: 4 }), plain);
    expect(encodeBatch(other, [1, 0], 5)).not.toEqual(encode(5, plain));
  });

  it('gives a sample the same change in any batch', () => {
    const own = source(document([chosen(entry.id)], fitting));
    const size = gatherValues(own.samples, [0]).length;
    const [alone, among] = [encodeBatch(own, [1], 2), encodeBatch(own, [0, 1], 2)];
    const steps = alone.length / size;
    const row = Array.from({ length: steps }, (_, t) => [
      ...among.subarray((2 * t + 1) * size, (2 * t + 2) * size),
    ]);
    expect(row.flat()).toEqual([...alone]);
  });
});

it('keeps the draws of an entry when another is added', () => {
  const values = (augmentation: readonly Chosen[]): Float32Array =>
    presentedValues(source(document(augmentation)), [2], 1);
  const shifted = values([chosen('shift')]);
  const both = values([chosen('rotation', { degrees: 1e-9 }), chosen('shift')]);
  expect(both.every((value, i) => Math.abs(value - shifted[i]!) < 1e-5)).toBe(true);
});

it.each(VALUES)('%s keeps the ink of a picture in its middle', (id) => {
  const own = source(document([chosen(id)]));
  const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
  const before = sum(gatherValues(own.samples, [0]));
  let total = 0;
  for (let epoch = 0; epoch < 40; epoch++) {
    const after = presentedValues(own, [0], epoch);
    expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...after)).toBeLessThanOrEqual(1 + 1e-6);
    total += sum(after) / before / 40;
  }
  // One deformation stretches or shrinks a narrow bar by up to a half; many do neither.
  expect(Math.abs(total - 1)).toBeLessThan(0.15);
});

it('shifts by whole pixels, as far as it says, and lets background in', () => {
  const own = source(document([chosen('shift', { pixels: 3 })]));
  const before = gatherValues(own.samples, [0]);
  const seen = new Set<string>();
  for (let epoch = 0; epoch < 400; epoch++) {
    const after = presentedValues(own, [0], epoch);
    const top = Math.floor(after.findIndex((value) => value > 0) / 28) - 8;
    const left = Array.from({ length: 28 }, (_, c) => c).findIndex((c) =>
      Array.from({ length: 28 }, (_, r) => after[r * 28 + c]!).some((value) => value > 0),
    );
    seen.add(`${top},${left - 12}`);
    expect(after.filter((value) => value === 1).length).toBe(
      before.filter((value) => value === 1).length,
    );
  }
  expect(seen.size).toBe(49);
});

it.each(SPIKES)('%s acts on steps, on spike times and on recordings', (id) => {
  const given = document([chosen(id)], { encoder: 'spikeTime' });
  const { encoder } = source(given);
  if (encoder.output !== 'times') throw new Error('not an encoder of times');
  const times = (augmenter: BatchSource['augmenter']): number[] => [
    ...encodeTimes({ ...source(given), encoder, augmenter: augmenter ?? null }, [0], 0),
  ];
  const [plain, changed] = [times(null), times(source(given).augmenter)];
  expect(changed).not.toEqual(plain);
  const recorded = document([chosen(id, { probability: 1, sigmaMs: 5 })], {
    dataset: 'toyConvergence',
    encoder: 'directSpikes',
  });
  const spikes = (own: BatchSource): number =>
    encodeBatch(own, [0], 0).reduce((sum, spike) => sum + spike, 0);
  expect(spikes({ ...source(recorded), augmenter: null })).toBe(2);
  if (id === 'spikeDrop') expect(spikes(source(recorded))).toBe(0);
  else
    expect(encodeBatch(source(recorded), [0], 0)).not.toEqual(
      encodeBatch({ ...source(recorded), augmenter: null }, [0], 0),
    );
});

it('drops as many spikes as it says, and jitters by as much', () => {
  const many: Samples = { ...pictures(60), values: new Uint8Array(60 * 784).fill(255) };
  const indices = Array.from({ length: 60 }, (_, i) => i);
  const timesOf = (augmentation: readonly Chosen[]): Float64Array => {
    const given = document(augmentation, { encoder: 'spikeTime' });
    const own = source(given, {
      samples: many,
      encoderParams: { ...source(given).encoderParams, earlyMs: 50 },
    });
    if (own.encoder.output !== 'times') throw new Error('not an encoder of times');
    return encodeTimes({ ...own, encoder: own.encoder }, indices, 0);
  };
  const all = 60 * 784;
  const dropped = timesOf([chosen('spikeDrop', { probability: 0.3 })]).filter(
    (t) => t === Infinity,
  );
  expect(Math.abs(dropped.length - 0.3 * all)).toBeLessThan(5 * Math.sqrt(0.21 * all));
  const moved = timesOf([chosen('spikeJitter', { sigmaMs: 2 })]).map((time) => time - 50);
  const variance = moved.reduce((sum, shift) => sum + shift * shift, 0) / all;
  // Standard error of a variance of normal numbers: σ²·√(2/n).
  expect(Math.abs(variance - 4)).toBeLessThan(5 * 4 * Math.sqrt(2 / all));
});

it('is left out where data or encoder do not allow it', () => {
  for (const { id } of catalog.augmentations) {
    expect(createAugmenter(document([chosen(id)], { dataset: 'yinYang' })), id).toBeNull();
  }
  const spikes = { dataset: 'spikePatterns', encoder: 'directSpikes' };
  for (const id of VALUES) expect(createAugmenter(document([chosen(id)], spikes)), id).toBeNull();
  expect(createAugmenter(document([chosen('timeWarp')]))).toBeNull();
});

it('warps time between its ends, and never back', () => {
  const recorded = { dataset: 'toyConvergence', encoder: 'directSpikes' };
  const augmenter = createAugmenter(document([chosen('timeWarp', { share: 0.4 })], recorded));
  const spikes = {
    timesMs: Float32Array.from({ length: 101 }, (_, i) => i),
    inputs: new Uint16Array(101),
    dtMs: 1,
  };
  let largest = 0;
  for (let epoch = 0; epoch < 50; epoch++) {
    const { timesMs } = augmenter!.recording!(spikes, { streamId: 1, epoch });
    expect([timesMs[0], timesMs[100]]).toEqual([0, 100]);
    for (let i = 1; i < 101; i++) {
      expect(timesMs[i]!).toBeGreaterThanOrEqual(timesMs[i - 1]!);
      largest = Math.max(largest, Math.abs(timesMs[i]! - i));
    }
  }
  expect(largest).toBeGreaterThan(20);
  expect(largest).toBeLessThanOrEqual(40);
});
