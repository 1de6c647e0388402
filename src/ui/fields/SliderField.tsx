import { useId, useState } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { messages } from '../messages.ts';
import { editableNumber } from '../numbers/formatNumber.ts';
import { shareFromValue, stepValue, valueFromShare } from '../numbers/stepValue.ts';
import { unusualNote } from './checkNumber.ts';
import { Field } from './Field.tsx';
import { optional } from './optional.ts';
import type { NumberFieldProps } from './NumberField.tsx';
import { NumberInput, stepCount } from './NumberInput.tsx';
import './SliderField.css';

/** Places on the slider; the value itself is kept exactly. */
const POSITIONS = 1000;
const PAGE_STEPS = 10;

const KEY_STEPS: Record<string, number> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: PAGE_STEPS,
  PageDown: -PAGE_STEPS,
};

/** A slider over the sensible range and a number box for the same value. */
export function SliderField(props: NumberFieldProps): ReactNode {
  const { value, unit, onChange, onCommit, label, symbol, help, notice, disabled, ...range } =
    props;
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const share = shareFromValue(value, range);
  const note =
    problem === null
      ? unusualNote(value, range, unit)
      : ({ kind: 'error', text: problem } as const);

  function key(event: KeyboardEvent): void {
    const steps = KEY_STEPS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    onChange(
      stepValue(value, (sideways && rightToLeft ? -steps : steps) * stepCount(event), range),
    );
  }

  return (
    <Field
      {...{ id, label, note }}
      {...optional({ symbol, help, notice, disabled })}
      {...(range.scale === 'log' ? { mark: messages.log } : {})}
    >
      <div className="field-row">
        <input
          type="range"
          className="slider"
          style={{ '--share': `${share * 100}%` } as CSSProperties}
          aria-labelledby={`${id}-label`}
          aria-valuetext={
            unit === undefined ? editableNumber(value) : `${editableNumber(value)} ${unit}`
          }
          min={0}
          max={POSITIONS}
          step="any"
          value={share * POSITIONS}
          disabled={disabled}
          onChange={(event) =>
            onChange(valueFromShare(Number(event.target.value) / POSITIONS, range))
          }
          onKeyDown={key}
          onKeyUp={(event) => {
            if (event.key in KEY_STEPS) onCommit?.(value);
          }}
          onPointerUp={() => onCommit?.(value)}
        />
        <NumberInput
          {...{ id, value, range, unit, disabled, onChange, onCommit }}
          onProblem={setProblem}
        />
      </div>
    </Field>
  );
}
