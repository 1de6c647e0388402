import type { Ref } from 'react';
import { useImperativeHandle, useRef } from 'react';
import { messages } from '../messages.ts';
import { SILENCE_DB } from './take.ts';

const LOWEST_DB = -70;
/** From here on a loud syllable may overdrive the microphone. */
const LOUD_DB = -6;

export interface Level {
  show(levelDb: number): void;
}

/** How loud it is, many times a second and without React. */
export function LevelMeter({ ref }: { ref: Ref<Level> }) {
  const meter = useRef<HTMLMeterElement>(null);
  useImperativeHandle(
    ref,
    () => ({
      show: (levelDb) => {
        if (meter.current === null) return;
        const shown = Math.max(LOWEST_DB, Math.min(0, levelDb));
        meter.current.value = shown;
        meter.current.setAttribute('aria-valuetext', messages.levelText(shown));
      },
    }),
    [],
  );
  return (
    <meter
      ref={meter}
      className="live-level"
      aria-label={messages.level}
      min={LOWEST_DB}
      max={0}
      low={SILENCE_DB}
      high={LOUD_DB}
      optimum={(SILENCE_DB + LOUD_DB) / 2}
      defaultValue={LOWEST_DB}
    />
  );
}
