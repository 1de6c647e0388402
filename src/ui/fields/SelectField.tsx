import { useId } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { Field } from './Field.tsx';
import type { FieldInfo } from './Field.tsx';
import { optional } from './optional.ts';
import './SelectField.css';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** Why the option cannot be taken now; it is then greyed out with the reason behind its name. */
  unavailable?: string;
}

export interface SelectFieldProps<Value extends string> extends FieldInfo {
  value: Value;
  options: readonly SelectOption<Value>[];
  onChange(value: Value): void;
}

/** One of several named options: the browser's own list, which works on every touch device and screen reader. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactNode {
  const { value, options, onChange, label, symbol, help, notice, disabled } = props;
  const id = useId();
  return (
    <Field {...{ id, label }} {...optional({ symbol, help, notice, disabled })}>
      <div className="select-box">
        <select
          id={id}
          className="select"
          value={value}
          disabled={disabled}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option
              key={option.value}
              value={option.value}
              disabled={option.unavailable !== undefined}
            >
              {option.unavailable === undefined
                ? option.label
                : `${option.label} – ${option.unavailable}`}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" sizePx={16} />
      </div>
    </Field>
  );
}
