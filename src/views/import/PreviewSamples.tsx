import { useEffect, useRef } from 'react';
import type { ImportPreview, PreviewSample } from '#protocol/import.ts';
import { drawSample } from './drawSample.ts';
import { messages } from './messages.ts';

const WIDTH_PX = 112;
const HEIGHT_PX = 84;

/** Some samples as pictures: images, lines of values, or spikes in time. */
export function PreviewSamples({ preview }: { readonly preview: ImportPreview }) {
  return (
    <section aria-label={messages.first}>
      <h3>{messages.first}</h3>
      <ul className="import-samples">
        {preview.samples.map((sample, index) => (
          <li key={index}>
            <SamplePicture sample={sample} preview={preview} />
            <span aria-hidden="true">{sample.label}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SamplePicture(props: { readonly sample: PreviewSample; readonly preview: ImportPreview }) {
  const { sample, preview } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    // A canvas has no role of its own.
    canvas.current?.setAttribute('role', 'img');
    if (canvas.current !== null) drawSample(canvas.current, sample, preview);
  }, [sample, preview]);
  return (
    <canvas
      ref={canvas}
      aria-label={messages.sampleLabel(sample.label)}
      width={2 * WIDTH_PX}
      height={2 * HEIGHT_PX}
    />
  );
}
