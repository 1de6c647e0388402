import { useEffect, useMemo, useRef } from 'react';
import { cancelPaint, onNextPaint } from '#plots/surface/paintPass.ts';
import { durationOf, spikesUpTo } from '#state/slowMotion/clock.ts';
import type { Presentation } from '#state/slowMotion/slowMotionStore.ts';
import { shownPresentation, slowMotionStore } from '#state/slowMotion/slowMotionStore.ts';
import { formatNumber } from '#ui/numbers/formatNumber.ts';
import { partsSource } from '#state/frames/partsSource.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { messages } from './messages.ts';

/** Slider and time follow the clock outside React: while it plays they move with every picture. */
export function useClockFace(infos: readonly LayerInfo[]) {
  const slider = useRef<HTMLInputElement>(null);
  const time = useRef<HTMLOutputElement>(null);
  const names = useMemo(() => namesOfSpiking(infos), [infos]);
  useEffect(() => {
    let start = { wallMs: 0, tMs: 0 };
    const draw = (): void => {
      const shown = shownPresentation();
      if (slider.current === null || time.current === null || shown === null) return;
      const { tMs, isPlaying, speed } = slowMotionStore.getState();
      const endMs = durationOf(shown);
      slider.current.max = String(endMs);
      slider.current.step = String(shown.dtMs / 100);
      slider.current.value = String(tMs);
      const decimals = shown.dtMs < 1 || !Number.isInteger(shown.dtMs) ? 2 : 1;
      const text = tMs.toFixed(decimals);
      const ratio = (tMs - start.tMs) / (performance.now() - start.wallMs);
      // At a speed that was chosen the choice itself says it.
      const measured = speed === Infinity && isPlaying && ratio > 0;
      const words = measured ? messages.ratio(formatNumber(ratio)) : messages.time(text);
      if (time.current.textContent !== words) time.current.textContent = words;
      // Words that change with every picture cannot be listened to.
      if (isPlaying) return;
      const layers = spikesNow(shown, tMs, names);
      slider.current.ariaValueText = messages.moment(text, String(endMs), layers);
    };
    const request = (): void => onNextPaint(draw);
    request();
    const stopClock = slowMotionStore.subscribe((now, before) => {
      if (now.isPlaying && !before.isPlaying) start = { wallMs: performance.now(), tMs: now.tMs };
      request();
    });
    const stopParts = partsSource.subscribe(request);
    return () => {
      stopClock();
      stopParts();
      cancelPaint(draw);
    };
  }, [names]);
  return { slider, time };
}

/** The layers with spikes of their own, by id. */
const namesOfSpiking = (infos: readonly LayerInfo[]): ReadonlyMap<string, string> =>
  new Map(
    infos
      .filter(({ silentModel, onlyReshapes }) => silentModel === null && !onlyReshapes)
      .map(({ id, name }) => [id, name]),
  );

/** How many spikes each layer that spikes at all has at a moment. */
function spikesNow(
  { layers, dtMs }: Presentation,
  tMs: number,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  return layers
    .filter(({ id, values }) => names.has(id) && values.length === 0)
    .map(({ id, times }) => {
      const { from, to } = spikesUpTo(times, tMs, 0, dtMs);
      return messages.layer(names.get(id) ?? id, to - from);
    });
}
