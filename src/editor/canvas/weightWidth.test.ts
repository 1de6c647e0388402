import { expect, it } from 'vitest';
import type { StatisticsReport, WeightStatistics } from '#protocol/layerStatistics.ts';
import { weightNorm } from './weightWidth.ts';

const BINS = { low: 0, high: 1, counts: new Uint32Array(1), apart: 0 };

function layer(id: string, count: number, mean: number, deviation: number) {
  const weights: WeightStatistics = {
    ...{ count, mean, deviation, largest: 1, histogram: BINS, gradientNorm: 0, gradients: BINS },
  };
  return { id, size: 1, activity: null, weights };
}

const report = (layers: StatisticsReport['layers']): StatisticsReport => ({
  ...{ update: 1, samples: 1, gradientSamples: 1, hasGradient: true, clipNorm: 0, layers },
  ...{ labels: new Uint32Array(0), answers: new Uint32Array(0) },
});

it('is the Euclidean norm, and as wide as that beside the largest', () => {
  // Weights 1, 1, 1, 5: mean 2, deviation √3, norm √28.
  const layers = [layer('hidden', 4, 2, Math.sqrt(3)), layer('readout', 7, 1, 0)];
  const hidden = weightNorm(report(layers), 'hidden');
  const readout = weightNorm(report(layers), 'readout');
  expect(hidden?.norm).toBeCloseTo(Math.sqrt(28), 12);
  expect(hidden?.widthPx).toBeCloseTo(4.8, 12);
  expect(readout?.widthPx).toBeCloseTo(3, 12);
});

it('says nothing of layers without weights, and of norms that are no numbers', () => {
  const pool = { id: 'pool', size: 1, activity: null, weights: null };
  expect(weightNorm(report([pool, layer('readout', 4, 1, 0)]), 'pool')).toBeNull();
  expect(weightNorm(report([layer('readout', 4, NaN, 0)]), 'readout')).toBeNull();
});
