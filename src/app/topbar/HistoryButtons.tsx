import { redo, undo, useHistoryLabels } from '#state/experimentStore.ts';
import { BarButton } from '../BarButton.tsx';
import { messages } from '../messages.ts';

/** Undo and redo, each saying what it would do. */
export function HistoryButtons() {
  const labels = useHistoryLabels();
  const undoName = labels.undo === null ? messages.nothingToUndo : messages.undo(labels.undo);
  const redoName = labels.redo === null ? messages.nothingToRedo : messages.redo(labels.redo);
  return (
    <div className="history-buttons">
      <BarButton name={undoName} icon="undo" aria-disabled={labels.undo === null} onClick={undo} />
      <BarButton name={redoName} icon="redo" aria-disabled={labels.redo === null} onClick={redo} />
    </div>
  );
}
