import type { ReactNode } from 'react';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { unavailableChoice } from '#model/edit/availability.ts';
import type { Slot } from '#model/edit/settings.ts';
import { chosenIn, entriesFor, setChosen, setChosenParam } from '#model/edit/settings.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { messages } from '../messages.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { EntryHelp } from './EntryHelp.tsx';
import { ParamFields } from './ParamFields.tsx';

export interface ChosenFieldsProps {
  readonly slot: Slot;
  readonly label: string;
  readonly resetsTraining?: boolean;
  /** What comes between the choice and its parameters. */
  readonly children?: ReactNode;
}

/** The entry in a slot of the document, what else could be there, and its parameters. */
export function ChosenFields({ slot, label, resetsTraining = false, children }: ChosenFieldsProps) {
  const experiment = useExperiment((state) => state.experiment);
  const chosen = chosenIn(experiment, slot);
  const entries = entriesFor(catalog, slot);
  const entry = entryOf(entries, chosen.id);
  return (
    <>
      <ChoiceField
        label={label}
        value={entry.id}
        options={entries.map((other) => ({
          value: other.id,
          label: other.label,
          unavailable: unavailableChoice(experiment, catalog, slot, other.id),
        }))}
        help={<EntryHelp entry={entry} />}
        {...(resetsTraining ? { notice: messages.resetsTraining } : {})}
        choose={(before, id) => setChosen(before, catalog, slot, id)}
      />
      {children}
      <ParamFields
        owner={`${slot} ${entry.id}`}
        specs={entry.params}
        values={chosen.params}
        resetsTraining={resetsTraining}
        onChange={(name, value, gesture) =>
          edit(
            messages.labelChange((entry.params[name]?.label ?? name).toLowerCase()),
            (before) => setChosenParam(before, slot, name, value),
            gesture,
          )
        }
      />
    </>
  );
}
