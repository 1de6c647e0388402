import { describe, expect, it } from 'vitest';
import { spokenDigits } from '#catalog/datasets/spokenDigits.ts';
import { yinYang } from '#catalog/datasets/yinYang.ts';
import { encodingPictures } from './encodingPictures.ts';

const image = { dataset: {}, shape: [1, 2, 1] as const, steps: 10 };
const spikes = {
  kind: 'spikes' as const,
  nInputs: 2,
  steps: Uint32Array.of(0, 3),
  inputs: Uint32Array.of(1, 0),
  label: 0,
  decoded: null,
};

describe('the pictures of an encoding', () => {
  it('are the sample and its spikes, and how far the way back is off', () => {
    const decoded = Float32Array.of(0.5, 0.75);
    const pictures = encodingPictures(Float32Array.of(0.5, 1), { ...spikes, decoded }, image);
    expect(pictures.sample).toMatchObject({ kind: 'image', height: 1, width: 2 });
    expect(pictures.encoded).toEqual({
      kind: 'raster',
      size: 2,
      steps: 10,
      neurons: spikes.inputs,
      times: Float32Array.of(0, 3),
    });
    expect(pictures.decoded).toMatchObject({ kind: 'image', values: decoded });
    expect(pictures.error).toEqual({ mean: 0.125, largest: 0.25 });
  });

  it('have low pitch below, in sound and in its spikes', () => {
    const subject = { dataset: spokenDigits, shape: [2, 2, 1] as const, steps: 10 };
    const pictures = encodingPictures(Float32Array.of(1, 0, 0.5, 0.25), spikes, subject);
    // Rows are times, low bands first: the first column of the picture has the low band below.
    expect(pictures.sample).toMatchObject({ values: Float32Array.of(0, 0.25, 1, 0.5) });
    expect(pictures.encoded).toMatchObject({ neurons: Uint32Array.of(0, 1) });
    expect([pictures.decoded, pictures.error]).toEqual([null, null]);
  });

  it('show currents by size, and a point of the plane in its place', () => {
    const subject = { dataset: yinYang, shape: [4] as const, steps: 10 };
    const values = Float32Array.of(0.25, 1, 0.75, 0);
    const currents = values.map((value) => 4 * value);
    const still = { kind: 'static' as const, values: currents, label: 0, decoded: values };
    const pictures = encodingPictures(values, still, subject);
    expect(pictures.sample).toEqual({ kind: 'values', values, point: { x: 0.25, y: 1 } });
    expect(pictures.encoded).toEqual({ kind: 'values', values, point: null });
    expect(pictures.error).toEqual({ mean: 0, largest: 0 });
  });

  it('are of the spikes alone where a sample consists of them', () => {
    const subject = { ...image, dataset: { hasSpikes: true } };
    expect(encodingPictures(Float32Array.of(1, 0), spikes, subject).sample).toBeNull();
  });
});
