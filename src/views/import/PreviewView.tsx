import { useState } from 'react';
import type { ImportPreview } from '#protocol/import.ts';
import { closeImport, startOver, storeFiles, useImport } from '#state/import/importStore.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { ChoiceFields } from './ChoiceFields.tsx';
import { messages } from './messages.ts';
import type { PlanDraft } from './planDraft.ts';
import { firstDraft, isTooLarge } from './planDraft.ts';
import { PlanFields } from './PlanFields.tsx';
import { PreviewFacts } from './PreviewFacts.tsx';
import { PreviewSamples } from './PreviewSamples.tsx';

/** What the files hold and how they become a data set. */
export function PreviewView({ preview }: { readonly preview: ImportPreview }) {
  const files = useImport((state) => state.files);
  const [draft, setDraft] = useState<PlanDraft>(() => firstDraft(preview, files));
  const hasOwnTest = preview.counts.test !== null;
  const plan: PlanDraft = hasOwnTest ? draft : { ...draft, split: 'share' };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || closeImport()}
      title={messages.title}
      description={messages.description}
      actions={
        <>
          <Button variant="ghost" onClick={startOver}>
            {messages.otherFiles}
          </Button>
          <Button
            variant="primary"
            disabled={isTooLarge(preview, plan)}
            onClick={() => void storeFiles({ ...plan, name: plan.name.trim() || messages.unnamed })}
          >
            {messages.go}
          </Button>
        </>
      }
    >
      <div className="import-preview">
        <div>
          <PreviewFacts preview={preview} />
          <PreviewSamples preview={preview} />
        </div>
        <div>
          {preview.choices.length > 0 && <ChoiceFields choices={preview.choices} />}
          <PlanFields preview={preview} plan={plan} onChange={setDraft} />
        </div>
      </div>
    </Dialog>
  );
}
