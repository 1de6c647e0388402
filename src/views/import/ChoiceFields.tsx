import type { ImportChoice } from '#protocol/import.ts';
import { answer } from '#state/import/importStore.ts';
import { NumberField } from '#ui/fields/NumberField.tsx';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { ToggleField } from '#ui/fields/ToggleField.tsx';
import { messages } from './messages.ts';

/** Questions about how the files are to be read; each answer reads them again. */
export function ChoiceFields({ choices }: { readonly choices: readonly ImportChoice[] }) {
  return (
    <section aria-label={messages.reading}>
      <h3>{messages.reading}</h3>
      {choices.map((choice) => (
        <ChoiceField key={choice.id} choice={choice} />
      ))}
    </section>
  );
}

function ChoiceField({ choice }: { readonly choice: ImportChoice }) {
  const { id, label, help } = choice;
  switch (choice.kind) {
    case 'select':
      return (
        <SelectField
          {...{ label, help }}
          value={choice.value}
          options={[...choice.options]}
          onChange={(value) => void answer(id, value)}
        />
      );
    case 'number':
      return (
        <NumberField
          {...{ label, help }}
          value={choice.value}
          min={choice.min}
          max={choice.max}
          integer
          unit={choice.unit}
          onChange={() => undefined}
          onCommit={(value) => void answer(id, value)}
        />
      );
    case 'flag':
      return (
        <ToggleField
          {...{ label, help }}
          checked={choice.value}
          onChange={(value) => void answer(id, value)}
        />
      );
  }
}
