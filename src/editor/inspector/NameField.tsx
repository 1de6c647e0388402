import { useState } from 'react';
import { NAME_MAX_CHARS } from '#model/bounds.ts';
import { rename } from '../editorCommands.ts';
import { messages } from '../messages.ts';

/** The layer's name as a heading that can be written in: Enter and leaving take it, Escape restores. */
export function NameField({ layerId, name }: { layerId: string; name: string }) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    if (draft !== null) rename(layerId, draft);
    setDraft(null);
  };
  return (
    <input
      className="name-field"
      aria-label={messages.layerName}
      maxLength={NAME_MAX_CHARS}
      value={draft ?? name}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') setDraft(null);
        else return;
        event.preventDefault();
      }}
    />
  );
}
