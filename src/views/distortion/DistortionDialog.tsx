import { Dialog } from '#ui/Dialog.tsx';
import { distortion } from '#state/distortion/distortionStore.ts';
import '../compare/compare.css';
import '../sweep/sweep.css';
import './distortion.css';
import { DistortionForm } from './DistortionForm.tsx';
import { DistortionResults } from './DistortionResults.tsx';
import { messages } from './messages.ts';

/** One effect of the hardware, from weak to strong, on the trained network; over the page. */
export function DistortionDialog() {
  return (
    <Dialog
      open
      full
      onOpenChange={(open) => open || distortion.close()}
      title={messages.title}
      description={messages.description}
    >
      <div className="compare distortion">
        <DistortionForm />
        <div className="compare__results">
          <DistortionResults />
        </div>
      </div>
    </Dialog>
  );
}
