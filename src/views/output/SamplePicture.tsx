import { useEffect, useRef } from 'react';
import { sizeOf } from '#model/shape.ts';
import { drawMiniSample } from '#plots/miniatures/drawMiniSample.ts';
import { readTheme, watchTheme } from '#plots/theme.ts';
import type { Split } from '#protocol/dataset.ts';
import { datasetClient } from '#state/datasetClient.ts';
import { useDataset, useSampleShape } from '../frames/useDataset.ts';
import { sampleData } from '../sample/sampleData.ts';

/** One sample as a small picture without words. */
export function SamplePicture({ split, index }: { readonly split: Split; readonly index: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dataset = useDataset();
  const shape = useSampleShape();
  useEffect(() => {
    const place = canvas.current;
    if (place === null) return undefined;
    let isStale = false;
    let draw = (): void => undefined;
    datasetClient
      .sample(split, index)
      .then((sample) => {
        if (isStale || sample.values.length !== sizeOf(shape)) return;
        const data = sampleData(sample, { ...dataset, shape });
        draw = () => drawMiniSample(place, data, readTheme(place));
        draw();
      })
      // A set's own validation samples are not among those the page can ask for: no picture then.
      .catch(() => undefined);
    const stopTheme = watchTheme(() => draw());
    return () => {
      isStale = true;
      stopTheme();
    };
  }, [split, index, dataset, shape]);
  return <canvas ref={canvas} className="output__picture" aria-hidden="true" />;
}
