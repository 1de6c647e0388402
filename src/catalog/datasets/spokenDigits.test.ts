import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeDatasetIo } from '../../../scripts/nodeDatasetIo.ts';
import { pack } from '../../../scripts/pack-recordings.mjs';
import { createStream } from '#model/random/stream.ts';
import { defaultsOf } from '#model/params.ts';
import { readRecordings } from './recordings.ts';
import { spokenDigits } from './spokenDigits.ts';

const PATH = 'free-spoken-digits/recordings.bin.gz';
const EXPECTED = { count: 3000, nClasses: 10 };
/** Of all samples, from the README beside the file. */
const SHA_256 = '4e0317650d9c876eeda8788b4d4132af747e323d495a3da12c9bce9bc456a45f';

describe('the shipped recordings', () => {
  it('are those of the collection, sample by sample', async () => {
    const { sampleRateHz, recordings } = readRecordings(
      await nodeDatasetIo().read(PATH),
      PATH,
      EXPECTED,
    );
    expect(sampleRateHz).toBe(8000);
    const sorted = recordings.toSorted(
      (a, b) => a.speaker - b.speaker || a.label - b.label || a.number - b.number,
    );
    const hash = createHash('sha256');
    for (const { sound } of sorted) hash.update(new Uint8Array(sound.buffer));
    expect(hash.digest('hex')).toBe(SHA_256);
    expect(sorted[0]).toMatchObject({ label: 0, speaker: 0, number: 0 });
    expect(sorted[0]?.sound.length).toBe(2384);
  });

  it('become spectrograms of all speakers in both splits, validation included', async () => {
    const params = { ...defaultsOf(spokenDigits.params), bands: 16, frames: 10 };
    const { train, test } = await spokenDigits.load(nodeDatasetIo(), params);
    expect([train.count, test.count]).toEqual([2700, 300]);
    expect(train.values.length).toBe(2700 * 160);
    const countsOf = (labels: Uint8Array) =>
      Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
    expect(countsOf(train.labels)).toEqual(Array.from({ length: 10 }, () => 270));
    expect(countsOf(test.labels)).toEqual(Array.from({ length: 10 }, () => 30));
    // The last sixth is held back for validation: every digit is in it as often.
    expect(countsOf(train.labels.subarray(2250))).toEqual(Array.from({ length: 10 }, () => 45));
    expect(train.values.includes(255)).toBe(true);
  });

  it('are heard like sound from elsewhere', async () => {
    const params = { ...defaultsOf(spokenDigits.params), bands: 16, frames: 10 };
    const { test } = await spokenDigits.load(nodeDatasetIo(), params);
    const bytes = await nodeDatasetIo().read(PATH);
    const { recordings } = readRecordings(bytes, PATH, EXPECTED);
    const sound = Float32Array.from(recordings[7]!.sound, (value) => value / 32768);
    const heard = spokenDigits.sound.toInput(sound, 8000, params);
    const own = Float32Array.from(test.values.subarray(7 * 160, 8 * 160), (v) => v / 255);
    expect(heard).toEqual(own);
  });
});

describe('packing', () => {
  const random = createStream(1, 'dataset');
  const recordings = [3, 1].flatMap((label) =>
    ['b', 'a'].map((speaker) => ({
      label,
      speaker,
      number: label,
      rate: 8000,
      // Jumps between the ends of the range wrap around.
      sound: Int16Array.from({ length: 50 }, (_, t) =>
        t % 7 === 0 ? [-32768, 32767][t % 2]! : random.below(65536) - 32768,
      ),
    })),
  );
  const bytes = new Uint8Array(pack(recordings));

  it('comes back whole, in order of number, speaker and label', () => {
    const read = readRecordings(bytes, 'x', { count: 4, nClasses: 10 });
    expect(read.recordings.map(({ label, speaker }) => [label, speaker])).toEqual([
      [1, 0],
      [1, 1],
      [3, 0],
      [3, 1],
    ]);
    expect(read.recordings[0]?.sound).toEqual(recordings[3]?.sound);
    expect(read.recordings[3]?.sound).toEqual(recordings[0]?.sound);
  });

  it('names offset, got and expected of what is damaged', () => {
    const damaged = (
      change: (copy: Uint8Array) => void,
      length = bytes.length,
    ): (() => unknown) => {
      const copy = bytes.slice(0, length);
      change(copy);
      return () => readRecordings(copy, 'x', { count: 4, nClasses: 10 });
    };
    const same = (): void => undefined;
    expect(damaged(same, 20)).toThrow('x, offset 20: got the end of the file');
    expect(damaged(same, bytes.length - 1)).toThrow(
      'offset 44: got 399 bytes of sound, expected 400',
    );
    expect(damaged((copy) => copy.set([0], 0))).toThrow('offset 0: got another format');
    expect(damaged((copy) => copy.set([9], 8))).toThrow('offset 8: got 9 recordings, expected 4');
    expect(damaged((copy) => copy.set([10], 12))).toThrow(
      'offset 12: got label 10, expected at most 9',
    );
  });
});
