import { useId } from 'react';
import type { ReactNode } from 'react';
import type { FieldInfo } from './Field.tsx';
import './ToggleField.css';
import './Field.css';

export interface ToggleFieldProps extends Pick<FieldInfo, 'label' | 'notice' | 'disabled'> {
  checked: boolean;
  onChange(checked: boolean): void;
}

/** On or off, at once. */
export function ToggleField({
  label,
  notice,
  disabled,
  checked,
  onChange,
}: ToggleFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
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
      <div id={`${id}-note`} className="field-note" hidden={notice === undefined}>
        {notice}
      </div>
    </div>
  );
}
