import { useRef, useState } from 'react';
import { filesOf } from '#state/import/collectFiles.ts';
import { bringFiles } from '#state/import/importStore.ts';
import { Button } from '#ui/Button.tsx';
import { messages } from './messages.ts';
import { StoredSets } from './StoredSets.tsx';

/** Where files come in, and what is there already. */
export function ChooseView() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [hasFolders] = useState(() => 'webkitdirectory' in HTMLInputElement.prototype);
  return (
    <>
      <div className="import-drop">
        <p className="import-drop__title">{messages.dropHere}</p>
        <div className="import-drop__buttons">
          <Button variant="primary" onClick={() => files.current?.click()}>
            {messages.chooseFiles}
          </Button>
          {hasFolders && (
            <Button onClick={() => folder.current?.click()}>{messages.chooseFolder}</Button>
          )}
        </div>
        <p className="import-note">{messages.formats}</p>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          data-import="files"
          onChange={(event) => void bringFiles(filesOf(event.target.files))}
        />
        <input
          ref={(node) => {
            folder.current = node;
            // React knows no property of this name.
            node?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          multiple
          hidden
          data-import="folder"
          onChange={(event) => void bringFiles(filesOf(event.target.files))}
        />
      </div>
      <StoredSets />
    </>
  );
}
