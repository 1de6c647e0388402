import { useEffect } from 'react';
import {
  backwardStore,
  positionOf,
  setPlaying,
  useBackward,
  walkTo,
} from '#state/backward/backwardStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { messages } from './messages.ts';

/** Two positions a second can be read, and stay below three flashes a second. */
const PLAY_PERIOD_MS = 500;

/** First, back, play, on, last, and a slider whose arrow keys go position by position. */
export function WalkControls() {
  const position = useBackward((state) => state.position);
  const count = useBackward(({ pass }) => pass?.walk.length ?? 0);
  const all = useBackward(({ pass }) => pass?.walkLength ?? 0);
  const isPlaying = useBackward((state) => state.isPlaying);
  const title = useBackward((state) => positionOf(state)?.title ?? '');
  usePlaying(isPlaying);
  const last = count - 1;
  const go = (to: number): void => {
    setPlaying(false);
    walkTo(to);
  };
  return (
    <div className="walk">
      <div className="walk__buttons">
        <IconButton
          icon="stepBack"
          size="small"
          label={messages.first}
          disabled={position === 0}
          onClick={() => go(0)}
        />
        <IconButton
          icon="chevronLeft"
          size="small"
          label={messages.back}
          disabled={position === 0}
          onClick={() => go(position - 1)}
        />
        <IconButton
          icon={isPlaying ? 'pause' : 'play'}
          size="small"
          label={isPlaying ? messages.pause : messages.play}
          onClick={() => setPlaying(!isPlaying)}
        />
        <IconButton
          icon="chevronRight"
          size="small"
          label={messages.forward}
          disabled={position >= last}
          onClick={() => go(position + 1)}
        />
        <IconButton
          icon="step"
          size="small"
          label={messages.last}
          disabled={position >= last}
          onClick={() => go(last)}
        />
      </div>
      <input
        className="walk__slider"
        type="range"
        min={0}
        max={Math.max(0, last)}
        value={position}
        aria-label={messages.walk}
        aria-valuetext={`${messages.place(position + 1, count)}. ${title}`}
        onChange={(event) => go(Number(event.target.value))}
      />
      <output className="walk__place" title={all > count ? messages.capped(count, all) : undefined}>
        {messages.place(position + 1, count)}
      </output>
    </div>
  );
}

function usePlaying(isPlaying: boolean): void {
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => {
      const { pass, position } = backwardStore.getState();
      if (position >= (pass?.walk.length ?? 0) - 1) setPlaying(false);
      else walkTo(position + 1);
    }, PLAY_PERIOD_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
}
