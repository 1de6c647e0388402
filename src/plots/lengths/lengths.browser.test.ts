import { afterEach, expect, it } from 'vitest';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createLengths, layoutLengths, lowestShare } from './createLengths.ts';

let host: TestHost;
afterEach(() => host.remove());

const data = {
  lengths: [4, 8, 16, 32],
  series: [
    { label: 'coarse', values: [0.9, 0.94, 0.95, 0.95] },
    { label: 'continuous', values: [0.62, 0.85, 0.92, 0.95] },
  ],
};

it('puts doubled lengths at even distances and starts the axis below the lowest share', () => {
  host = createTestHost(420, 220);
  const plot = createLengths(host.container, { xTitle: 'steps', yTitle: 'accuracy' });
  plot.setData(data);
  plot.flush();
  expect(lowestShare(data)).toBe(0.5);
  const area = layoutLengths(420, 220);
  const x = (index: number): number => area.leftPx + (index / 3) * area.widthPx;
  const y = (share: number): number => area.topPx + (1 - (share - 0.5) / 0.5) * area.heightPx;
  const ground = host.pixel(x(0.5), y(0.55));
  data.lengths.forEach((_, index) => {
    for (const { values } of data.series) {
      expect(host.pixel(x(index), y(values[index]!))).not.toEqual(ground);
    }
  });
  // Where the second line would run on a linear axis of lengths there is nothing.
  expect(host.pixel(x(0.5), y(0.8))).toEqual(ground);
  expect(plot.summary()).toBe('After 32 steps: coarse 95.0 %, continuous 95.0 %.');
  expect(plot.toCsv()).toBe(
    'steps,coarse,continuous\n4,0.9,0.62\n8,0.94,0.85\n16,0.95,0.92\n32,0.95,0.95\n',
  );
  plot.destroy();
});
