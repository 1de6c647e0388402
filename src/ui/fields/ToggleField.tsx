import { useId } from 'react';
import type { ReactNode } from 'react';
import type { FieldInfo } from './Field.tsx';
import { FieldHelp } from './FieldHelp.tsx';
import './ToggleField.css';
import './Field.css';

export interface ToggleFieldProps extends Pick<
  FieldInfo,
  'label' | 'help' | 'notice' | 'disabled'
> {
  checked: boolean;
  onChange(checked: boolean): void;
}

/** On or off, at once. */
export function ToggleField({
  label,
  help,
  notice,
  disabled,
  checked,
  onChange,
}: ToggleFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <div className="toggle-row">
        <label className="toggle">
          <input
            type="checkbox"
            role="switch"
            aria-checked={checked}
            className="toggle-input"
            checked={checked}
            disabled={disabled}
            aria-describedby={`${id}-note`}
            onChange={(event) => onChange(event.target.checked)}
          />
          <span className="toggle-label">{label}</span>
        </label>
        {help !== undefined && <FieldHelp label={label}>{help}</FieldHelp>}
      </div>
      <div id={`${id}-note`} className="field-note" hidden={notice === undefined}>
        {notice}
      </div>
    </div>
  );
}
