import { afterEach, expect, it } from 'vitest';
import type { TestHost } from '../surface/testHost.ts';
import { createTestHost } from '../surface/testHost.ts';
import type { ConfusionCell, ConfusionData } from './confusionData.ts';
import { createConfusion } from './createConfusion.ts';
import { layoutConfusion } from './drawConfusion.ts';

let host: TestHost;
afterEach(() => host.remove());

const data: ConfusionData = {
  classNames: ['a', 'b'],
  counts: [
    [9, 0, 0],
    [1, 4, 2],
  ],
  recalls: [1, 4 / 7],
  precisions: [0.9, 1],
};

function confusion(onCell: (cell: ConfusionCell | null) => void) {
  const plot = createConfusion(host.container, {
    ...{ label: 'matrix', rowsTitle: 'label', columnsTitle: 'answer', noAnswer: 'none' },
    ...{ recall: 'recall', precision: 'precision', csvColumns: ['label', 'answer', 'samples'] },
    summary: () => 'words',
    onCell,
  });
  plot.setData(data);
  plot.flush();
  return plot;
}

it('colours cells by their count, zero apart, and saves them', () => {
  host = createTestHost(600, 400);
  const plot = confusion(() => undefined);
  const { area, columns } = layoutConfusion(600, 400, data);
  // Somebody was not answered: a third column.
  expect(columns).toBe(3);
  const style = getComputedStyle(host.container);
  const corner = (row: number, column: number) => ({
    x: Math.round(area.leftPx + (column * area.widthPx) / 3 + 6),
    y: Math.round(area.topPx + (row * area.heightPx) / 2 + 6),
    ...{ width: 20, height: 20 },
  });
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  expect(host.count(colour('--sequential-4'), corner(0, 0))).toBe(400);
  expect(host.count(colour('--sunken'), corner(0, 1))).toBe(400);
  expect(plot.toCsv().split('\n').slice(0, 4)).toEqual([
    'label,answer,samples',
    'a,a,9',
    'a,b,0',
    'a,none,0',
  ]);
  plot.destroy();
});

it('is walked through with arrow keys and clicks, and left with Escape', () => {
  host = createTestHost(600, 400);
  const seen: (string | null)[] = [];
  const plot = confusion((cell) => seen.push(cell && `${cell.label} ${cell.answer}`));
  const canvas = host.container.querySelectorAll('canvas')[1]!;
  const press = (key: string): void =>
    void canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Escape']) {
    press(key);
  }
  expect(seen).toEqual(['0 0', '0 1', '0 2', '0 2', '1 2', null]);
  const { area } = layoutConfusion(600, 400, data);
  host.point('click', area.leftPx + 5, area.topPx + 0.75 * area.heightPx);
  host.point('click', 5, 5);
  expect(seen.slice(6)).toEqual(['1 0', null]);
  plot.destroy();
});
