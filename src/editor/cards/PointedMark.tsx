import { useEffect, useRef } from 'react';
import { neuronPlace } from '#plots/miniatures/neuronPlace.ts';
import type { Shape } from '#model/shape.ts';
import { partsSource } from '#state/frames/partsSource.ts';
import { pointedStore } from '#state/pointed.ts';
import { messages } from '../messages.ts';
import { MAPS_SHOWN } from './drawPicture.ts';

interface PointedMarkProps {
  readonly layerId: string;
  readonly shape: Shape;
}

/** Marks on its card the neuron that the pointer or the keys rest on in a view; outside React. */
export function PointedMark({ layerId, shape }: PointedMarkProps) {
  const label = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLSpanElement>(null);
  const dot = useRef<HTMLSpanElement>(null);
  const shapeKey = shape.join(' ');
  useEffect(() => {
    const card = label.current?.closest<HTMLElement>('.layer-card') ?? null;
    let isMarked = false;
    const show = (): void => {
      const { pointed } = pointedStore.getState();
      const own = pointed?.layerId === layerId ? pointed : null;
      // Most changes are about another card.
      if (card === null || label.current === null || (own === null && !isMarked)) return;
      isMarked = own !== null;
      if (own === null) delete card.dataset['pointed'];
      else card.dataset['pointed'] = String(own.neuron);
      label.current.textContent = own === null ? '' : messages.pointedNeuron(own.neuron);
      const canvas = card.querySelector<HTMLCanvasElement>('canvas.layer-card__window');
      const kind = canvas?.dataset['drawn'];
      const picture = { kind, shape: shapeKey.split(' ').map(Number), channelsShown: MAPS_SHOWN };
      const [width, height] = [canvas?.clientWidth ?? 0, canvas?.clientHeight ?? 0];
      const place = own && neuronPlace(picture, own.neuron, width, height);
      lay(box.current, place && [place.leftPx, place.topPx, place.widthPx, place.heightPx]);
      const steps = partsSource.latest().activity?.sample.steps ?? 0;
      const at = kind === 'raster' && steps > 0 ? (own?.spikeStep ?? null) : null;
      lay(
        dot.current,
        place === null || at === null
          ? null
          : [(at / steps) * width - 4, place.topPx + place.heightPx / 2 - 4, 8, 8],
      );
    };
    show();
    const stop = pointedStore.subscribe(show);
    return () => {
      stop();
      if (card !== null) delete card.dataset['pointed'];
    };
  }, [layerId, shapeKey]);
  return (
    <>
      <span ref={box} className="layer-card__place" hidden />
      <span ref={dot} className="layer-card__spike" hidden />
      <span ref={label} className="layer-card__pointed" />
    </>
  );
}

/** Left, top, width and height in pixels of its card's picture. */
function lay(
  element: HTMLElement | null,
  place: readonly [number, number, number, number] | null,
): void {
  if (element === null) return;
  element.hidden = place === null;
  if (place === null) return;
  const [left, top, width, height] = place;
  element.style.translate = `${left}px ${top}px`;
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
}
