import { useEffect, useRef } from 'react';
import type { Shape } from '#model/shape.ts';
import { drawSpikesNow } from '#plots/miniatures/drawSpikesNow.ts';
import { cancelPaint, onNextPaint } from '#plots/surface/paintPass.ts';
import type { PlotTheme } from '#plots/theme.ts';
import { readTheme, watchTheme } from '#plots/theme.ts';
import { frameSource } from '#state/frameSource.ts';
import { glowSpanMs, spikesUpTo } from '#state/slowMotion/clock.ts';
import { shownPresentation, slowMotionStore } from '#state/slowMotion/slowMotionStore.ts';
import { messages } from '../messages.ts';
import { MAPS_SHOWN } from './drawPicture.ts';
import './spikesNow.css';

interface SpikesNowProps {
  readonly layerId: string;
  readonly shape: Shape;
}

/** In slow motion: the neurons of a card that fire at the moment, and how many; outside React. */
export function SpikesNow({ layerId, shape }: SpikesNowProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const label = useRef<HTMLSpanElement>(null);
  const shapeKey = shape.join(' ');
  useEffect(() => {
    let theme: PlotTheme | null = null;
    const draw = (): void => {
      if (canvas.current === null || label.current === null) return;
      const { isOn, tMs, speed } = slowMotionStore.getState();
      const shown = shownPresentation();
      const layer = shown?.layers.find(({ id }) => id === layerId);
      const isLit = isOn && shown !== null && layer !== undefined && layer.values.length === 0;
      canvas.current.hidden = !isLit;
      if (!isLit) {
        label.current.textContent = '';
        return;
      }
      const { neurons, times } = layer;
      const { steps, dtMs } = shown;
      const spanMs = glowSpanMs(speed ?? 0, dtMs);
      const lit = spikesUpTo(times, tMs, spanMs, dtMs);
      const now = spikesUpTo(times, tMs, 0, dtMs);
      const picture = canvas.current.parentElement?.querySelector<HTMLElement>('[data-drawn]');
      drawSpikesNow(
        canvas.current,
        {
          kind: picture?.dataset['drawn'],
          shape: shapeKey.split(' ').map(Number),
          channelsShown: MAPS_SHOWN,
        },
        {
          steps,
          at: tMs / dtMs,
          glowSteps: spanMs / dtMs,
          neurons: neurons.subarray(lit.from, lit.to),
          times: times.subarray(lit.from, lit.to),
        },
        (theme ??= readTheme(canvas.current)),
      );
      label.current.textContent = messages.firesNow(now.to - now.from);
    };
    const request = (): void => onNextPaint(draw);
    request();
    const stopClock = slowMotionStore.subscribe(request);
    // Training moves the spikes while somebody watches them.
    const stopFrames = frameSource.subscribe(() => {
      if (slowMotionStore.getState().isOn) request();
    });
    const stopTheme = watchTheme(() => {
      theme = null;
      request();
    });
    return () => {
      stopTheme();
      stopClock();
      stopFrames();
      cancelPaint(draw);
    };
  }, [layerId, shapeKey]);
  return (
    <>
      <canvas ref={canvas} className="layer-card__now" hidden />
      <span ref={label} className="layer-card__fires" />
    </>
  );
}
