import type { ReactNode } from 'react';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Slot } from '#model/edit/settings.ts';
import { chosenIn, entriesFor, setChosen, setChosenParam } from '#model/edit/settings.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { messages } from '../messages.ts';
import { EntryHelp } from './EntryHelp.tsx';
import { ParamFields } from './ParamFields.tsx';
import { unavailableReason } from './unavailable.ts';

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
      <SelectField
        label={label}
        value={entry.id}
        options={entries.map((other) => {
          const unavailable = unavailableReason(experiment, slot, other.id);
          return {
            value: other.id,
            label: other.label,
            ...(unavailable === null ? {} : { unavailable }),
          };
        })}
        help={<EntryHelp entry={entry} />}
        {...(resetsTraining ? { notice: messages.resetsTraining } : {})}
        onChange={(id) =>
          edit(messages.labelChoose(entryOf(entries, id).label), (before) =>
            setChosen(before, catalog, slot, id),
          )
        }
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
