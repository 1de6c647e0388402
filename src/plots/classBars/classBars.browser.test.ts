import { afterEach, expect, it } from 'vitest';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createClassBars, layoutClassBars } from './createClassBars.ts';

let host: TestHost;
afterEach(() => host.remove());

it('draws bars to scale and marks the predicted class in spike colour and words', () => {
  host = createTestHost(500, 160);
  const plot = createClassBars(host.container, { scoreTitle: 'Probability', domain: [0, 1] });
  plot.setData({
    classNames: ['yin', 'yang', 'dot'],
    scores: Float32Array.of(0.25, 0.5, 0),
    predicted: 1,
    trueClass: 0,
  });
  plot.flush();
  const area = layoutClassBars(500, 160);
  const row = (index: number): number => area.topPx + ((index + 0.5) / 3) * area.heightPx;
  const x = (value: number): number => area.leftPx + value * area.widthPx;
  expect(host.pixel(x(0.48), row(1))).toEqual([255, 0, 0]);
  expect(host.pixel(x(0.52), row(1) + 6)).not.toEqual([255, 0, 0]);
  expect(host.pixel(x(0.23), row(0))).not.toEqual(host.pixel(x(0.27), row(0) + 6));
  expect(host.pixel(x(0.2), row(0))).not.toEqual([255, 0, 0]);
  expect(plot.summary()).toBe('Predicted yang with score 0.5; the true class is yin.');
  expect(plot.toCsv()).toBe('class,score\nyin,0.25\nyang,0.5\ndot,0\n');
  plot.destroy();
});
