import { useState } from 'react';
import { documentParams } from '#model/bounds.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { Tooltip } from '#ui/Tooltip.tsx';
import { messages } from '../messages.ts';

/** The seed, always visible. Enter or leaving takes it, Esc restores it. */
export function SeedField() {
  const seed = useExperiment((state) => state.experiment.seed);
  const [draft, setDraft] = useState<string | null>(null);
  const { min, max } = documentParams.seed;

  const commit = (): void => {
    const next = Number(draft);
    const isSeed = draft !== null && /^\d+$/.test(draft) && next >= min && next <= max;
    if (isSeed && next !== seed) {
      edit(messages.setSeed, (experiment) => ({ ...experiment, seed: next }));
    }
    setDraft(null);
  };

  return (
    <Tooltip text={messages.seedHelp}>
      <label className="seed-field">
        <span>{messages.seed}</span>
        <input
          aria-label={messages.seed}
          inputMode="numeric"
          maxLength={10}
          size={5}
          value={draft ?? String(seed)}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setDraft(null);
          }}
        />
      </label>
    </Tooltip>
  );
}
