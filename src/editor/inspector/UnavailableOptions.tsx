import { useState } from 'react';
import { catalog } from '#catalog/index.ts';
import type { Unavailable } from '#model/edit/availability.ts';
import type { Experiment } from '#model/experiment.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { FixButton } from '../cards/FixButton.tsx';
import { messages } from '../messages.ts';
import { changeThatAllows } from '../method/changeThatAllows.ts';
import type { ChoiceFieldProps, ChoiceOption } from './ChoiceField.tsx';

/** The options that cannot be taken, each with its reason and the change that would allow it. */
export function UnavailableOptions({
  options,
  choose,
}: Pick<ChoiceFieldProps, 'options' | 'choose'>) {
  const [isOpen, setOpen] = useState(false);
  const missing = options.filter(isUnavailable);
  if (missing.length === 0) return null;
  return (
    <details
      className="inspector-more unavailable"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{messages.unavailable(missing.length)}</summary>
      {isOpen && (
        <ul className="unavailable__list">
          {missing.map((option) => (
            <UnavailableOption key={option.value} option={option} choose={choose} />
          ))}
        </ul>
      )}
    </details>
  );
}

type MissingOption = ChoiceOption & { readonly unavailable: Unavailable };

function isUnavailable(option: ChoiceOption): option is MissingOption {
  return option.unavailable !== null;
}

function UnavailableOption({
  option: { value, label, unavailable },
  choose,
}: {
  option: MissingOption;
  choose: (experiment: Experiment, value: string) => Experiment;
}) {
  const experiment = useExperiment((state) => state.experiment);
  const change = changeThatAllows(experiment, catalog, unavailable);
  return (
    <li>
      <p>
        <strong>{label}</strong>: {unavailable.reason}.
      </p>
      {change !== null && (
        <FixButton
          remedy={change.label}
          onFix={() => change.make((changed) => choose(changed, value))}
        />
      )}
    </li>
  );
}
