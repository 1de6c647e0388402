import { useState } from 'react';
import { NAME_MAX_CHARS } from '#model/bounds.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { messages } from '../messages.ts';

/** The name of the experiment, edited in place; Enter or leaving takes it, Esc restores it. */
export function ExperimentName() {
  const name = useExperiment((state) => state.experiment.name);
  const [draft, setDraft] = useState<string | null>(null);

  const commit = (): void => {
    const next = draft?.trim() ?? '';
    if (next !== '' && next !== name) {
      edit(messages.rename, (experiment) => ({ ...experiment, name: next }));
    }
    setDraft(null);
  };

  return (
    <span className="experiment-name">
      <span className="experiment-name__ghost" aria-hidden="true">
        {draft ?? name}
      </span>
      <input
        aria-label={messages.nameField}
        maxLength={NAME_MAX_CHARS}
        spellCheck={false}
        value={draft ?? name}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    </span>
  );
}
