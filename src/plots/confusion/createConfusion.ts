import { csvLines } from '../csv.ts';
import type { Plot } from '../plot.ts';
import { createBasicPlot } from '../surface/basicPlot.ts';
import type { ConfusionCell, ConfusionData, ConfusionOptions } from './confusionData.ts';
import { drawCell, drawConfusion, layoutConfusion } from './drawConfusion.ts';

/** Row and column that each arrow key adds. */
const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A confusion matrix whose cells are chosen by pointer or arrow keys; Escape leaves them. */
export function createConfusion(
  container: HTMLElement,
  initial: ConfusionOptions,
): Plot<ConfusionData, ConfusionOptions> {
  let cell: ConfusionCell | null = null;

  const {
    surface,
    signal,
    data: shown,
    options,
    outlets,
  } = createBasicPlot<ConfusionData, ConfusionOptions>(container, initial, {
    label: initial.label,
    draw: drawConfusion,
    drawOverlay(frame, data) {
      if (cell === null) return;
      drawCell(frame, layoutConfusion(surface.widthPx, surface.heightPx, data), cell);
    },
    describe: (): string => options().summary(),
    onData() {
      cell = null;
    },
  });

  function choose(next: ConfusionCell | null): void {
    cell = next;
    surface.invalidateOverlay();
    options().onCell?.(cell);
  }

  function click(event: MouseEvent): void {
    const data = shown();
    if (data === null) return;
    const { area, columns, rows } = layoutConfusion(surface.widthPx, surface.heightPx, data);
    const answer = Math.floor(((event.offsetX - area.leftPx) / area.widthPx) * columns);
    const label = Math.floor(((event.offsetY - area.topPx) / area.heightPx) * rows);
    const isInside = answer >= 0 && answer < columns && label >= 0 && label < rows;
    choose(isInside ? { label, answer } : null);
  }

  function key(event: KeyboardEvent): void {
    const data = shown();
    if (data === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (event.key === 'Escape' && cell !== null) choose(null);
    else if (step === undefined) return;
    else if (cell === null) choose({ label: 0, answer: 0 });
    else {
      const { columns, rows } = layoutConfusion(surface.widthPx, surface.heightPx, data);
      const [row, column] = step;
      choose({
        label: Math.max(0, Math.min(rows - 1, cell.label + row)),
        answer: Math.max(0, Math.min(columns - 1, cell.answer + column)),
      });
    }
    event.preventDefault();
    event.stopPropagation();
  }

  surface.element.addEventListener('click', click, { signal });
  surface.element.addEventListener('keydown', key, { signal });

  return {
    ...outlets,
    toCsv: () => csvLines(options().csvColumns, confusionRows(shown(), options().noAnswer)),
    summary: () => options().summary(),
  };
}

function* confusionRows(
  data: ConfusionData | null,
  noAnswer: string,
): Iterable<[string, string, number]> {
  const { classNames = [], counts = [] } = data ?? {};
  for (const [label, row] of counts.entries()) {
    for (const [answer, count] of row.entries()) {
      yield [classNames[label] ?? '', classNames[answer] ?? noAnswer, count];
    }
  }
}
