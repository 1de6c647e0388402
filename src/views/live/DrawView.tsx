import { useCallback, useEffect, useState } from 'react';
import { createSample } from '#plots/sample/createSample.ts';
import { useDataset, useSampleShape } from '../frames/useDataset.ts';
import { usePlot } from '../panel/usePlot.ts';
import { AskView } from './answer/AskView.tsx';
import { messages } from './messages.ts';
import { DrawPad } from './pad/DrawPad.tsx';
import type { Stroke } from './pad/inkImage.ts';
import { inkImage } from './pad/inkImage.ts';

/** Draws a picture like those of the data set; the network answers while one draws. */
export function DrawView() {
  const { drawing } = useDataset();
  const [height = 1, width = 1] = useSampleShape();
  const [image, setImage] = useState<Float32Array | null>(null);
  const draw = useCallback(
    (strokes: readonly Stroke[]) => setImage(inkImage(strokes, [height, width], drawing)),
    [drawing, height, width],
  );
  return (
    <AskView values={image} invitation={messages.draw}>
      <DrawPad onChange={draw} />
      <SeenPicture image={image} height={height} width={width} />
    </AskView>
  );
}

interface SeenPictureProps {
  readonly image: Float32Array | null;
  readonly height: number;
  readonly width: number;
}

/** The drawing, scaled and centred. */
function SeenPicture({ image, height, width }: SeenPictureProps) {
  const { host, plot } = usePlot((container) => createSample(container));
  useEffect(() => {
    const blank = new Float32Array(height * width);
    const values = image ?? blank;
    plot.current?.setData({ kind: 'image', height, width, channels: 1, values, trueClass: null });
  }, [plot, image, height, width]);
  return (
    <figure className="live-seen">
      <div ref={host} className="live-seen__picture" />
      <figcaption>
        {messages.seen} <span className="live-soft">{messages.seenSize(height, width)}</span>
      </figcaption>
    </figure>
  );
}
