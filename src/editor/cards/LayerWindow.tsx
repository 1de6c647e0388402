import { useEffect, useRef } from 'react';
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';
import { createPacedPaint } from '#plots/surface/pacedPaint.ts';
import { readTheme, watchTheme } from '#plots/theme.ts';
import { wishDecisionMap } from '#state/decisionWish.ts';
import { partsSource } from '#state/frames/partsSource.ts';
import { messages } from '../messages.ts';
import { cardActivity, formatRate } from './activity.ts';
import { drawPicture } from './drawPicture.ts';
import { neuronPointing } from './neuronPointing.ts';
import { PointedMark } from './PointedMark.tsx';
import { SpikesNow } from './SpikesNow.tsx';

/** Points a side of the map on a readout's card. */
const DECISION_GRID = 32;

/** A card is small: more pictures a second nobody can read. Under the period of the frames. */
const PACE = { leastMs: 80, share: 0.05 };

interface LayerWindowProps {
  readonly layerId: string;
  readonly role: 'input' | 'weighted' | 'transform' | 'readout';
  readonly shape: Shape;
  readonly isSpiking: boolean;
  /** Whether the first two values of a sample are a point in the plane. */
  readonly isPlane: boolean;
  readonly isUnfolded: boolean;
}

/** The live picture of a layer and its rate; drawn outside React, ten times a second at most. */
export function LayerWindow(props: LayerWindowProps) {
  const { layerId, role, shape, isSpiking, isPlane, isUnfolded } = props;
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const rateRef = useRef<HTMLSpanElement>(null);
  const barRef = useRef<HTMLSpanElement>(null);
  const shapeKey = shape.join(' ');
  const latestShape = useRef(shape);
  useEffect(() => {
    latestShape.current = shape;
  });

  useEffect(() => {
    const canvas = canvasRef.current;
    if (canvas === null) return undefined;
    let theme = readTheme(canvas);
    const showsDecision = role === 'readout' && isPlane;
    const draw = (): void => {
      const { activity: shown, decision } = partsSource.latest();
      const subject = { layerId, role, shape: latestShape.current, isSpiking, isPlane, isUnfolded };
      const activity = cardActivity(shown, subject, showsDecision ? decision : null);
      drawPicture(canvas, activity?.picture ?? null, theme);
      canvas.dataset['drawn'] = activity?.picture.kind ?? 'nothing';
      const rateHz = activity?.rateHz ?? null;
      const rate =
        rateHz === null ? '' : rateHz === 0 ? messages.silent : messages.rate(formatRate(rateHz));
      // Equal texts and widths are not written: each would lay out and paint the card again.
      if (rateRef.current !== null && rateRef.current.textContent !== rate) {
        rateRef.current.textContent = rate;
      }
      const width = `${(100 * (activity?.share ?? 0)).toFixed(0)}%`;
      if (barRef.current !== null && barRef.current.style.inlineSize !== width) {
        barRef.current.style.inlineSize = width;
      }
    };
    const paint = createPacedPaint(draw, PACE);
    draw();
    const stopParts = partsSource.subscribe(paint.request);
    const endWish = showsDecision ? wishDecisionMap(DECISION_GRID) : null;
    const stopTheme = watchTheme(() => {
      theme = readTheme(canvas);
      paint.request();
    });
    const observer = new ResizeObserver(paint.request);
    observer.observe(canvas);
    return () => {
      paint.cancel();
      stopParts();
      endWish?.();
      stopTheme();
      observer.disconnect();
    };
  }, [layerId, role, shapeKey, isSpiking, isPlane, isUnfolded]);

  return (
    <>
      <div className="layer-card__picture" aria-hidden="true">
        <canvas
          ref={canvasRef}
          className="layer-card__window"
          {...(isUnfolded ? neuronPointing(layerId, sizeOf(shape)) : {})}
        />
        <span ref={rateRef} className="layer-card__rate" />
        {isSpiking && <SpikesNow layerId={layerId} shape={shape} />}
        <PointedMark layerId={layerId} shape={shape} />
      </div>
      <span className="layer-card__rate-track" aria-hidden="true">
        <span ref={barRef} className="layer-card__rate-bar" />
      </span>
    </>
  );
}
