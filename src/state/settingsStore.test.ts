import { describe, expect, it } from 'vitest';
import { parseSettings } from './settingsStore.ts';

const defaults = parseSettings(null);

describe('stored settings', () => {
  it('come back as they were', () => {
    const stored = {
      theme: 'dark',
      backend: 'wasm',
      stepUnit: 'moment',
      singleLetterKeys: false,
      isTourOffered: false,
      panels: { dock: { raster: 40, curves: 60 } },
    } as const;
    expect(parseSettings(JSON.stringify(stored))).toEqual(stored);
  });

  it.each(['', '{', '[]', '7', '"dark"', 'null'])('take defaults for %j', (text) => {
    expect(parseSettings(text)).toEqual(defaults);
  });

  it('take the default for what is not understood, and keep the rest', () => {
    const text = JSON.stringify({
      theme: 'sepia',
      stepUnit: 'leap',
      backend: 'webgpu',
      panels: { dock: { raster: 400 }, page: { upper: 60 }, broken: 3 },
    });
    expect(parseSettings(text)).toEqual({
      ...defaults,
      backend: 'webgpu',
      panels: { page: { upper: 60 } },
    });
  });
});
