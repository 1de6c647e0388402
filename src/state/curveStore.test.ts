import { describe, expect, it } from 'vitest';
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { Frame } from '#protocol/frame.ts';
import { createCurveStore, curveStore, followCurve } from './curveStore.ts';
import { publishFrame } from './frameSource.ts';

const row = (update: number, loss: number): number[] =>
  CURVE_COLUMNS.map((name) => (name === 'update' ? update : name === 'trainLoss' ? loss : NaN));

const frame = (run: number, ...rows: number[][]) => ({
  run,
  curve: { values: Float64Array.from(rows.flat()) },
});

describe('the training curve', () => {
  it('grows past its first size and keeps every row', () => {
    const curve = createCurveStore();
    for (let update = 0; update < 3000; update++)
      curve.append(frame(1, row(update, 1 / (1 + update))));
    expect(curve.count()).toBe(3000);
    expect(curve.column('update').at(-1)).toBe(2999);
    expect(curve.column('trainLoss')[9]).toBe(0.1);
    expect(curve.column('testLoss').every(Number.isNaN)).toBe(true);
  });

  it('starts empty with another run', () => {
    const curve = createCurveStore();
    curve.append(frame(1, row(0, 5), row(1, 4)));
    curve.append(frame(2, row(0, 3)));
    expect([...curve.column('trainLoss')]).toEqual([3]);
  });

  it('has the rows of frames that came before any panel asked for them', () => {
    followCurve();
    publishFrame(frame(3, row(0, 2), row(1, 1)) as unknown as Frame);
    expect([...curveStore.column('trainLoss')]).toEqual([2, 1]);
  });
});
