import type { RefObject } from 'react';
import { useEffect } from 'react';
import { createErrorPainter } from '#plots/backward/paintErrors.ts';
import { createGhostPainter } from '#plots/backward/paintGhost.ts';
import type { RasterPainter, RasterPlot } from '#plots/raster/createRaster.ts';
import { backwardStore, positionOf } from '#state/backward/backwardStore.ts';
import { partsSource } from '#state/frames/partsSource.ts';
import { compareSpikes } from './ghost.ts';
import { ghostSource } from './ghostSource.ts';
import { rasterErrors } from './passData.ts';

/** Draws errors and ghosts over a raster while they are wanted. */
export function useRasterPainter(plot: RefObject<RasterPlot | null>): void {
  useEffect(() => {
    let drawn: RasterPainter | null = null;
    const repaint = (): void => {
      const painters = [errorPainter(), ghostPainter()].filter((own) => own !== null);
      const next: RasterPainter | null =
        painters.length === 0
          ? null
          : (canvas) => {
              for (const paint of painters) paint(canvas);
            };
      if (next === null && drawn === null) return;
      drawn = next;
      plot.current?.update({ paintOver: next });
    };
    repaint();
    const stopStore = backwardStore.subscribe((now, before) => {
      const isSame =
        now.pass === before.pass &&
        now.position === before.position &&
        now.showsErrors === before.showsErrors &&
        now.showsGhost === before.showsGhost;
      if (!isSame) repaint();
    });
    const stopParts = partsSource.subscribe(() => {
      if (backwardStore.getState().showsGhost) repaint();
    });
    return () => {
      stopStore();
      stopParts();
    };
  }, [plot]);
}

/** Nothing over another sample than the one that was explained. */
function errorPainter(): RasterPainter | null {
  const state = backwardStore.getState();
  const { activity } = partsSource.latest();
  const { pass, showsErrors } = state;
  if (!showsErrors || pass === null || activity === null) return null;
  const { split, index } = pass.sample;
  if (activity.sample.split !== split || activity.sample.index !== index) return null;
  return createErrorPainter(rasterErrors(pass, activity.layers, positionOf(state)));
}

function ghostPainter(): RasterPainter | null {
  const { before, after } = ghostSource.latest();
  if (!backwardStore.getState().showsGhost || before === null || after === null) return null;
  const { layers, sample } = after.activity;
  return createGhostPainter(compareSpikes(before.activity.layers, layers, sample.steps).changes);
}
