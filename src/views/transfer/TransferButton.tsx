import { lazy, Suspense, useState } from 'react';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { messages } from './messages.ts';

const TransferDialog = lazy(async () => ({
  default: (await import('./TransferDialog.tsx')).TransferDialog,
}));

/** Runs the trained weights in continuous time; only where the rule trains them for that. */
export function TransferButton() {
  const ruleId = useExperiment(({ experiment }) => experiment.rule.id);
  const updates = useRun((run) => run.status.metrics.update);
  const [isOpen, setOpen] = useState(false);
  if (ruleId !== 'coarse-scale') return null;
  return (
    <>
      <div className="view-strip">
        <Button size="small" disabled={updates === 0} onClick={() => setOpen(true)}>
          {messages.open}
        </Button>
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <TransferDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
