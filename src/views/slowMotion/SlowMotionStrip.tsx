import type { KeyboardEvent } from 'react';
import { SPEEDS } from '#state/slowMotion/clock.ts';
import {
  seekSlowMotion,
  setSpeed,
  stepSlowMotion,
  toggleSlowMotion,
  useSlowMotion,
} from '#state/slowMotion/slowMotionStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { messages } from './messages.ts';
import { isMotionReduced, useClock } from './useClock.ts';
import { useClockFace } from './useClockFace.ts';
import { useTimeCursor } from './useTimeCursor.ts';

const SPEED_OPTIONS = SPEEDS.map((speed) => ({
  value: String(speed),
  label: speed === Infinity ? messages.fastest : messages.ratio(String(speed)),
}));

/** Step back, play or pause, step on, the moment, and the speed. */
export function SlowMotionStrip({ infos }: { infos: readonly LayerInfo[] }) {
  const isPlaying = useSlowMotion((state) => state.isPlaying);
  const speed = useSlowMotion((state) => state.speed);
  const { slider, time } = useClockFace(infos);
  useClock();
  useTimeCursor();
  return (
    <fieldset className="view-strip slow-motion" aria-label={messages.controls}>
      <IconButton
        icon="stepBack"
        size="small"
        label={messages.back}
        shortcut="<"
        onClick={() => stepSlowMotion(-1)}
      />
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        size="small"
        label={isPlaying ? messages.pause : messages.play}
        shortcut="P"
        onClick={toggleSlowMotion}
      />
      <IconButton
        icon="step"
        size="small"
        label={messages.on}
        shortcut=">"
        onClick={() => stepSlowMotion(1)}
      />
      <input
        ref={slider}
        className="slow-motion__slider"
        type="range"
        min={0}
        defaultValue={0}
        aria-label={messages.position}
        onChange={(event) => seekSlowMotion(Number(event.target.value))}
        onKeyDown={onSliderKey}
      />
      <output ref={time} className="slow-motion__time" aria-live="off" />
      {isMotionReduced() ? (
        <span className="slow-motion__note" title={messages.stepwiseHelp}>
          {messages.stepwise}
        </span>
      ) : (
        <ViewSelect
          label={messages.speed}
          value={String(speed)}
          options={SPEED_OPTIONS}
          onChange={(value) => setSpeed(Number(value))}
        />
      )}
    </fieldset>
  );
}

/** The arrow keys go by steps of the simulation, not of the slider. */
function onSliderKey(event: KeyboardEvent): void {
  const isBack = event.key === 'ArrowLeft' || event.key === 'ArrowDown';
  const isOn = event.key === 'ArrowRight' || event.key === 'ArrowUp';
  if (!isBack && !isOn) return;
  event.preventDefault();
  stepSlowMotion(isOn ? 1 : -1);
}
