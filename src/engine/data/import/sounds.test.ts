import { describe, expect, it } from 'vitest';
import { spokenDigits } from '#catalog/datasets/spokenDigits.ts';
import { defaultsOf } from '#model/params.ts';
import { bytesSource } from './byteSource.ts';
import { sounds } from './sounds.ts';
import { tone, wavFile } from './testing/files.ts';

const files = [
  bytesSource('low/1.wav', wavFile(tone(300, 3200))),
  bytesSource('high/1.wav', wavFile(tone(2500, 1600))),
];

async function opened(mapping: Record<string, string | number>) {
  const { train, choices } = await sounds.open(files, mapping, () => undefined);
  if (train.content.kind !== 'values') throw new Error('sounds are values');
  const { read } = train.content;
  const [frames, bands = 0] = train.shape;
  const values = async (index: number) => {
    const out = new Float32Array(frames * bands);
    await read(index, out);
    return out;
  };
  return { choices, values, frames, bands, where: train.where };
}

describe('imported sounds', () => {
  it.each(['mel', 'gammatone', 'lyon'])('tell pitch by filters of %s', async (filters) => {
    const { values, bands, where } = await opened({ filters, bands: 40, frames: 12 });
    const loudest = async (index: number): Promise<number> => {
      const row = (await values(index)).subarray(0, bands);
      return row.indexOf(Math.max(...row));
    };
    const [first, second] = [await loudest(0), await loudest(1)];
    const [low, high] = where(0).startsWith('low') ? [first, second] : [second, first];
    expect(high - low).toBeGreaterThan(5);
  });

  it('are followed by silence where they are short, or stretched', async () => {
    const short = async (timing: string) => {
      const { values, bands, frames, where } = await opened({
        timing,
        durationMs: 400,
        frames: 10,
      });
      const index = where(0).startsWith('high') ? 0 : 1;
      return Math.max(...(await values(index)).subarray((frames - 1) * bands));
    };
    expect(await short('recorded')).toBe(0);
    expect(await short('stretched')).toBeGreaterThan(0.5);
  });

  it('are the samples that the spoken digits would be made of', async () => {
    const { values, frames, bands, where } = await opened({ timing: 'stretched' });
    const params = { ...defaultsOf(spokenDigits.params), frames, bands };
    const isLow = where(0).startsWith('low');
    const sound = Float32Array.from(isLow ? tone(300, 3200) : tone(2500, 1600));
    const own = spokenDigits.sound.toInput(sound, 8000, params);
    // Those are kept in 255 steps.
    (await values(0)).forEach((value, i) => expect(Math.abs(value - own[i]!)).toBeLessThan(0.003));
  });
});
