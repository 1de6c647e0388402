import type { ComponentType } from 'react';
import { Suspense, useState } from 'react';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';

interface RuleDialogButtonProps {
  /** The rule whose trained weights the dialog is about; under others there is no button. */
  readonly ruleId: string;
  readonly label: string;
  /** Loaded when it is first opened. */
  readonly dialog: ComponentType<{ onClose: () => void }>;
}

/** A line with one button, which opens what can be done with weights that a rule has trained. */
export function RuleDialogButton({ ruleId, label, dialog: Dialog }: RuleDialogButtonProps) {
  const isOfRule = useExperiment(({ experiment }) => experiment.rule.id === ruleId);
  const updates = useRun((run) => run.status.metrics.update);
  const [isOpen, setOpen] = useState(false);
  if (!isOfRule) return null;
  return (
    <>
      <div className="view-strip">
        <Button size="small" disabled={updates === 0} onClick={() => setOpen(true)}>
          {label}
        </Button>
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
