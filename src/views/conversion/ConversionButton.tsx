import { lazy, Suspense, useState } from 'react';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { messages } from './messages.ts';

const ConversionDialog = lazy(async () => ({
  default: (await import('./ConversionDialog.tsx')).ConversionDialog,
}));

/** Runs trained rates as spikes; only where the rule trains rates. */
export function ConversionButton() {
  const ruleId = useExperiment(({ experiment }) => experiment.rule.id);
  const updates = useRun((run) => run.status.metrics.update);
  const [isOpen, setOpen] = useState(false);
  if (ruleId !== 'soft-lif') return null;
  return (
    <>
      <div className="view-strip">
        <Button size="small" disabled={updates === 0} onClick={() => setOpen(true)}>
          {messages.open}
        </Button>
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <ConversionDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
