import { closeImport, startOver, useImport } from '#state/import/importStore.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { BusyView } from './BusyView.tsx';
import { ChooseView } from './ChooseView.tsx';
import './import.css';
import { messages } from './messages.ts';
import { PreviewView } from './PreviewView.tsx';

/** Files of a person become a data set: chosen, looked at, then stored. */
export function ImportDialog() {
  const stage = useImport((state) => state.stage);
  if (stage.kind === 'preview') return <PreviewView preview={stage.preview} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || closeImport()}
      title={messages.title}
      description={messages.description}
      {...(stage.kind === 'choose'
        ? {}
        : {
            actions: (
              <Button variant="ghost" onClick={startOver}>
                {stage.kind === 'busy' ? messages.cancel : messages.otherFiles}
              </Button>
            ),
          })}
    >
      {stage.kind === 'choose' && <ChooseView />}
      {stage.kind === 'busy' && <BusyView phase={stage.phase} />}
      {stage.kind === 'problems' && (
        <div role="alert">
          <p>{messages.problems}</p>
          <ul className="import-problems">
            {stage.problems.map((problem, index) => (
              <li key={index}>
                {messages.problemHead(problem)} <strong>{problem.remedy}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
