import { closeLive } from '#state/live/liveStore.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { useDataset, useSampleShape } from '../frames/useDataset.ts';
import { DrawView } from './DrawView.tsx';
import './live.css';
import { inputKind } from './inputKind.ts';
import { messages } from './messages.ts';
import { SpeakView } from './SpeakView.tsx';

/** A person draws or speaks a sample, and the network answers. */
export function LiveScreen() {
  const dataset = useDataset();
  const shape = useSampleShape();
  const kind = inputKind(dataset, shape);
  return (
    <Dialog full open onOpenChange={(open) => open || closeLive()} title={messages.title}>
      <div className="live">
        {kind === 'drawing' && <DrawView key={dataset.id} />}
        {kind === 'sound' && <SpeakView key={dataset.id} />}
        {kind === null && <EmptyState icon="info">{messages.unfit(dataset.label)}</EmptyState>}
      </div>
    </Dialog>
  );
}
