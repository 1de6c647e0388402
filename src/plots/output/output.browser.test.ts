import { afterEach, expect, it } from 'vitest';
import type { TestHost } from '../surface/testHost.ts';
import { createTestHost } from '../surface/testHost.ts';
import { createOutput } from './createOutput.ts';
import { layoutOutput } from './drawOutput.ts';
import type { OutputData } from './outputData.ts';
import { scorePath } from './outputData.ts';

let host: TestHost;
afterEach(() => host.remove());

const data: OutputData = {
  ...{ classNames: ['a', 'b'], answer: 0, label: 1, durationMs: 20, decisionMs: 10 },
  activity: { kind: 'scores', values: Float32Array.of(0, 1, 2, 3, 0, 1, 1, 1), dtMs: 5 },
  firstMs: Float32Array.of(5, 12),
};

function output(given: OutputData) {
  const plot = createOutput(host.container, {
    ...{ label: 'scores', timeTitle: 't', scoreTitle: 's', classTitle: 'c' },
    ...{ decisionMark: 'decides', labelMark: 'label', summary: () => 'words' },
  });
  plot.setData(given);
  plot.flush();
  return plot;
}

const colour = (name: string): string =>
  getComputedStyle(host.container).getPropertyValue(name).trim();

it('draws the answer and the label over time, and the moment of the decision', () => {
  host = createTestHost(600, 300);
  const plot = output(data);
  const area = layoutOutput(600, 300);
  const whole = { x: area.leftPx, y: area.topPx, width: area.widthPx, height: area.heightPx };
  expect(host.count(colour('--category-line-5'), whole)).toBeGreaterThan(200);
  expect(host.count(colour('--category-line-6'), whole)).toBeGreaterThan(100);
  const middle = { x: Math.round(area.leftPx + area.widthPx / 2), y: area.topPx + 4 };
  expect(host.count(colour('--accent'), { ...middle, width: 1, height: 20 })).toBe(20);
  expect(plot.toCsv().split('\n').slice(0, 3)).toEqual(['class,time_ms,score', 'a,5,0', 'a,10,1']);
  plot.destroy();
});

it('draws first spikes where those decide, the answer filled', () => {
  host = createTestHost(600, 300);
  const plot = output({
    ...data,
    activity: { kind: 'firstSpikes' },
    firstMs: Float32Array.of(5, NaN),
  });
  const { leftPx, topPx, widthPx, heightPx } = layoutOutput(600, 300);
  const first = {
    x: Math.round(leftPx + widthPx / 4) - 3,
    y: Math.round(topPx + heightPx / 4) - 3,
  };
  expect(
    host.count(colour('--category-line-5'), { ...first, width: 6, height: 6 }),
  ).toBeGreaterThan(30);
  expect(plot.toCsv()).toBe('class,first_spike_ms\na,5\nb,\n');
  plot.destroy();
});

it('lets a count stand until its next spike', () => {
  host = createTestHost(600, 300);
  const classes = Uint32Array.of(0, 1, 0);
  const counts = { kind: 'counts', classes, timesMs: Float64Array.of(2.5, 3, 10) } as const;
  const given = { ...data, activity: counts };
  expect([...scorePath(given, 0)]).toEqual([0, 0, 2.5, 0, 2.5, 1, 10, 1, 10, 2, 20, 2]);
  const plot = output(given);
  expect(plot.toCsv().split('\n')[3]).toBe('a,2.5,1');
  plot.destroy();
});
