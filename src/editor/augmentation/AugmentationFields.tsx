import { catalog } from '#catalog/index.ts';
import type { AugmentationEntry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import {
  addAugmentation,
  augmentationOf,
  augmentationRefusal,
  removeAugmentation,
  setAugmentationParam,
} from '#model/edit/augmentation.ts';
import type { Experiment } from '#model/experiment.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { ToggleField } from '#ui/fields/ToggleField.tsx';
import { useEditor } from '../editorStore.ts';
import { EntryHelp } from '../inspector/EntryHelp.tsx';
import { ParamFields } from '../inspector/ParamFields.tsx';
import { messages as editorMessages } from '../messages.ts';
import { AugmentationPreview } from './AugmentationPreview.tsx';
import { messages } from './messages.ts';

/** Random changes of training samples: each with its strength, and what they make of a sample. */
export function AugmentationFields() {
  const isUsed = useExperiment(({ experiment }) => experiment.augmentation.length > 0);
  // The preview needs a sample, and so the data: nothing is fetched for a folded section.
  const isOpen = useEditor(({ openSections }) => openSections.includes('augmentation'));
  return (
    <>
      <p className="inspector-note">{messages.note}</p>
      {catalog.augmentations.map((entry) => (
        <Augmentation key={entry.id} entry={entry} />
      ))}
      {isUsed && isOpen && <AugmentationPreview />}
    </>
  );
}

function Augmentation({ entry }: { entry: AugmentationEntry }) {
  const experiment = useExperiment((state) => state.experiment);
  const { id, label, params } = entry;
  const chosen = augmentationOf(experiment, id);
  const refusal = augmentationRefusal(experiment, catalog, entry);
  return (
    <div className="effect">
      <ToggleField
        label={label}
        checked={chosen !== undefined}
        // What does not fit can be taken away, but not added.
        disabled={refusal !== null && chosen === undefined}
        help={<EntryHelp entry={entry} />}
        {...(refusal === null ? {} : { notice: editorMessages.because(refusal) })}
        onChange={(isOn) =>
          edit(
            isOn ? editorMessages.labelAdd(label) : editorMessages.labelDelete(label),
            (before) =>
              isOn ? addAugmentation(before, catalog, id) : removeAugmentation(before, id),
          )
        }
      />
      {chosen !== undefined && (
        <ParamFields
          owner={`augmentation ${id}`}
          specs={params}
          values={chosen.params}
          onChange={(name, value, gesture) =>
            edit(
              editorMessages.labelChange((params[name]?.label ?? name).toLowerCase()),
              (before) => setAugmentationParam(before, id, name, value),
              gesture,
            )
          }
        />
      )}
    </div>
  );
}

/** "shift, spike drop", or that there are none. */
export function augmentationSummary({ augmentation }: Experiment): string {
  const names = augmentation.map(({ id }) => entryOf(catalog.augmentations, id).label);
  return names.length === 0 ? messages.none : names.join(', ').toLowerCase();
}
