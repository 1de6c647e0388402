import { useState } from 'react';
import { experimentStore, setView, useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { messages } from './messages.ts';
import { clampIndex, parseIndex } from './sampleIndex.ts';

const SPLITS = ['test', 'train'] as const;

/** Chooses the sample that is shown: its set, its number, the one before and after. */
export function SamplePager() {
  const split = useExperiment(({ experiment }) => experiment.view.split);
  const index = useExperiment(({ experiment }) => experiment.view.sampleIndex);
  const count = useRun(({ load }) =>
    load === null ? null : split === 'train' ? load.trainCount : load.testCount,
  );
  const move = (by: number): void => {
    const { sampleIndex } = experimentStore.getState().experiment.view;
    if (count !== null) setView({ sampleIndex: clampIndex(sampleIndex + by, count) });
  };
  return (
    <>
      <ViewSelect
        label={messages.split}
        value={split}
        options={SPLITS.map((value) => ({ value, label: messages.splits[value] }))}
        onChange={(next) => setView({ split: next, sampleIndex: 0 })}
      />
      <IconButton
        icon="chevronLeft"
        size="small"
        label={messages.previous}
        shortcut="["
        disabled={count === null || index === 0}
        onClick={() => move(-1)}
      />
      <IndexField index={index} count={count} />
      <IconButton
        icon="chevronRight"
        size="small"
        label={messages.next}
        shortcut="]"
        disabled={count === null || index >= count - 1}
        onClick={() => move(1)}
      />
    </>
  );
}

/** The number of the sample; Enter and leaving take it, Esc restores. */
function IndexField({ index, count }: { index: number; count: number | null }) {
  const [draft, setDraft] = useState<string | null>(null);
  const parsed = draft === null || count === null ? index : parseIndex(draft, count);
  const commit = (): void => {
    if (draft === null || parsed === null) return;
    setDraft(null);
    if (parsed !== index) setView({ sampleIndex: parsed });
  };
  return (
    <input
      className="view-number"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      aria-label={messages.index}
      aria-invalid={parsed === null}
      title={count === null ? messages.index : messages.range(count - 1)}
      disabled={count === null}
      value={draft ?? String(index)}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => {
        commit();
        setDraft(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
