import type { ReactNode } from 'react';
import type { Unavailable } from '#model/edit/availability.ts';
import type { Experiment } from '#model/experiment.ts';
import { edit } from '#state/experimentStore.ts';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { messages } from '../messages.ts';
import { UnavailableOptions } from './UnavailableOptions.tsx';

export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
  /** Why it cannot be taken as things are; null when it can. */
  readonly unavailable: Unavailable | null;
}

export interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly ChoiceOption[];
  readonly help: ReactNode;
  readonly notice?: string;
  /** The experiment with this option taken. */
  choose(experiment: Experiment, value: string): Experiment;
}

/** A choice from the catalog. What cannot be taken is greyed out, with the reason and the way to it. */
export function ChoiceField({ options, choose, notice, ...field }: ChoiceFieldProps) {
  const labelOf = (value: string): string =>
    options.find((option) => option.value === value)?.label ?? value;
  return (
    <div className="choice-field">
      <SelectField
        {...field}
        options={options.map(({ value, label, unavailable }) => ({
          value,
          label,
          ...(unavailable === null ? {} : { unavailable: unavailable.reason }),
        }))}
        {...(notice === undefined ? {} : { notice })}
        onChange={(value) =>
          edit(messages.labelChoose(labelOf(value)), (experiment) => choose(experiment, value))
        }
      />
      <UnavailableOptions options={options} choose={choose} />
    </div>
  );
}
