import { openLive } from '#state/live/liveStore.ts';
import { Button } from '#ui/Button.tsx';
import { useDataset, useSampleShape } from '../frames/useDataset.ts';
import { inputKind } from './inputKind.ts';
import { messages } from './messages.ts';

/** The way to a sample of one's own; only where one can be made. */
export function LiveButton() {
  const kind = inputKind(useDataset(), useSampleShape());
  if (kind === null) return null;
  return (
    <div className="view-strip">
      <Button size="small" onClick={openLive}>
        {kind === 'drawing' ? messages.openPad : messages.openMicrophone}
      </Button>
    </div>
  );
}
