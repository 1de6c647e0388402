import type { ReactNode } from 'react';
import './Field.css';
import { FieldHelp } from './FieldHelp.tsx';

/** What every field can say about itself. */
export interface FieldInfo {
  /** Name of the quantity. */
  label: string;
  /** Symbol before the name, such as "τₘ". */
  symbol?: ReactNode;
  /** Meaning, effect of raising it, equation: opens on a click. */
  help?: ReactNode;
  /** A consequence shown under the control, such as "Resets training". */
  notice?: string;
  disabled?: boolean;
}

export interface FieldNote {
  kind: 'notice' | 'warning' | 'error';
  text: string;
}

interface FieldProps extends FieldInfo {
  /** Id of the control that the label names; a group is named by `${id}-label`. */
  id: string;
  /** Small word after the name, such as "log". */
  mark?: string;
  /** Warning or error instead of the notice. */
  note?: FieldNote | null;
  children: ReactNode;
}

/** Name, symbol, help and note around a control. The note has the id `${id}-note`. */
export function Field({
  id,
  label,
  symbol,
  help,
  notice,
  note,
  mark,
  disabled,
  children,
}: FieldProps): ReactNode {
  const shown = note ?? (notice === undefined ? null : { kind: 'notice', text: notice });
  return (
    <div className="field" data-disabled={disabled === true}>
      <div className="field-head">
        {symbol !== undefined && <span className="field-symbol">{symbol}</span>}
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        {mark !== undefined && <span className="field-mark">{mark}</span>}
        {help !== undefined && <FieldHelp label={label}>{help}</FieldHelp>}
      </div>
      {children}
      <div
        id={`${id}-note`}
        className="field-note"
        data-kind={shown?.kind}
        role={note ? 'status' : undefined}
        hidden={shown === null}
      >
        {shown?.text}
      </div>
    </div>
  );
}
