import { useExperiment } from '#state/experimentStore.ts';
import type { Incoming } from '#state/share/incoming.ts';
import { keepMine, openBeside, replaceBy } from '#state/share/incoming.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { messages } from '../messages.ts';

/** Asks what shall happen with a document that would take the place of edited work. */
export function IncomingDialog({ incoming }: { incoming: Incoming }) {
  const mine = useExperiment((state) => state.experiment.name);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || keepMine()}
      title={messages.incomingTitle}
      actions={
        <>
          <Button variant="ghost" onClick={keepMine}>
            {messages.keepMine}
          </Button>
          <Button onClick={() => replaceBy(incoming.experiment, incoming.label)}>
            {messages.replace}
          </Button>
          <Button variant="primary" onClick={() => void openBeside(incoming)}>
            {messages.openBeside}
          </Button>
        </>
      }
    >
      <p>{messages.incomingBody(incoming.experiment.name, mine)}</p>
    </Dialog>
  );
}
