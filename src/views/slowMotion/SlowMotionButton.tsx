import {
  closeSlowMotion,
  toggleSlowMotion,
  useSlowMotion,
} from '#state/slowMotion/slowMotionStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { messages } from './messages.ts';
import './slowMotion.css';

/** Opens slow motion and starts it, or leaves it. */
export function SlowMotionButton({ disabled }: { disabled: boolean }) {
  const isOn = useSlowMotion((state) => state.isOn);
  return (
    <IconButton
      icon="stopwatch"
      size="small"
      label={isOn ? messages.close : messages.open}
      shortcut="P"
      className="slow-motion-button"
      aria-pressed={isOn}
      disabled={disabled}
      onClick={isOn ? closeSlowMotion : toggleSlowMotion}
    />
  );
}
