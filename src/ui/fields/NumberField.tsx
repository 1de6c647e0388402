import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { messages } from '../messages.ts';
import type { NumberRange } from '../numbers/stepValue.ts';
import { unusualNote } from './checkNumber.ts';
import { Field } from './Field.tsx';
import type { FieldInfo } from './Field.tsx';
import { NumberInput } from './NumberInput.tsx';
import { optional } from './optional.ts';

export interface NumberFieldProps extends FieldInfo, NumberRange {
  value: number;
  /** Shown inside the box: "ms", "Hz". */
  unit?: string;
  onChange(value: number): void;
  /** Ends a gesture: one undo entry. */
  onCommit?(value: number): void;
}

/** A number with its name and unit; soft limits warn, hard limits refuse with the reason. */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { value, unit, onChange, onCommit, label, symbol, help, notice, disabled, ...range } =
    props;
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const note =
    problem === null
      ? unusualNote(value, range, unit)
      : ({ kind: 'error', text: problem } as const);
  return (
    <Field
      {...{ id, label, note }}
      {...optional({ symbol, help, notice, disabled })}
      {...(range.scale === 'log' ? { mark: messages.log } : {})}
    >
      <NumberInput
        {...{ id, value, range, unit, disabled, onChange, onCommit }}
        onProblem={setProblem}
      />
    </Field>
  );
}
