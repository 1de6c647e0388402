import { useEffect, useState } from 'react';
import { droppedFiles } from '#state/import/collectFiles.ts';
import { bringFiles } from '#state/import/importStore.ts';
import { openFile } from '#state/share/files.ts';
import { messages } from '../messages.ts';

const carriesFile = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false;

/** Opens an experiment file that is dropped anywhere on the page, and imports any other files. */
export function DropTarget() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      // Leaving one element for another has a related target; leaving the page has none.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const data = event.dataTransfer;
      const file = data?.files[0];
      if (data === null || file === undefined) return;
      event.preventDefault();
      if (data.files.length === 1 && /\.json$/i.test(file.name)) void openFile(file);
      else void droppedFiles(data).then(bringFiles);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return isOver ? <div className="drop-target">{messages.dropHere}</div> : null;
}
