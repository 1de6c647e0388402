import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { editableNumber } from '../numbers/formatNumber.ts';
import type { NumberRange } from '../numbers/stepValue.ts';
import { stepValue } from '../numbers/stepValue.ts';
import { checkNumber } from './checkNumber.ts';
import './Field.css';

const SHIFT_FACTOR = 10;

/** How many arrow steps a key or wheel event means: Shift ten, Alt a tenth. */
export function stepCount(event: { shiftKey: boolean; altKey: boolean }): number {
  if (event.shiftKey) return SHIFT_FACTOR;
  return event.altKey ? 1 / SHIFT_FACTOR : 1;
}

export interface NumberInputProps {
  id: string;
  value: number;
  range: NumberRange;
  unit: string | undefined;
  disabled: boolean | undefined;
  /** Called with every accepted change. */
  onChange(value: number): void;
  /** Called when a gesture ends: Enter, blur, a released arrow key. */
  onCommit: ((value: number) => void) | undefined;
  /** Why the typed text cannot be taken; null when it can. */
  onProblem(reason: string | null): void;
}

/** A text box for a number: Enter and leaving commit, Esc restores, arrows and wheel step. */
export function NumberInput(props: NumberInputProps): ReactNode {
  const { id, value, range, unit, disabled, onChange, onCommit, onProblem } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [invalid, setInvalid] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function report(reason: string | null): void {
    setInvalid(reason !== null);
    onProblem(reason);
  }

  function commit(): void {
    if (draft === null) return;
    const checked = checkNumber(draft, range, unit);
    if (!checked.ok) {
      report(checked.reason);
      return;
    }
    report(null);
    setDraft(null);
    if (checked.value !== value) onChange(checked.value);
    onCommit?.(checked.value);
  }

  function restore(): void {
    setDraft(null);
    report(null);
  }

  function step(count: number): void {
    const checked = draft === null ? null : checkNumber(draft, range, unit);
    const next = stepValue(checked?.ok ? checked.value : value, count, range);
    restore();
    if (next !== value) onChange(next);
  }

  function key(event: KeyboardEvent): void {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape' && draft !== null) {
      restore();
      // Esc ends the edit, not the dialog around it.
      event.stopPropagation();
    } else if (event.key === 'ArrowUp') step(stepCount(event));
    else if (event.key === 'ArrowDown') step(-stepCount(event));
    else return;
    event.preventDefault();
  }

  const stepByWheel = useRef(step);
  useEffect(() => {
    stepByWheel.current = step;
  });
  useEffect(() => {
    const element = input.current;
    // React listens to wheel passively, and the page must not scroll while a focused number turns.
    const wheel = (event: WheelEvent): void => {
      if (document.activeElement !== element) return;
      event.preventDefault();
      stepByWheel.current(-Math.sign(event.deltaY || event.deltaX) * stepCount(event));
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, []);

  return (
    <div className="field-box" data-invalid={invalid}>
      <input
        ref={input}
        id={id}
        className="field-input"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        role="spinbutton"
        aria-valuenow={value}
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-valuetext={
          unit === undefined ? editableNumber(value) : `${editableNumber(value)} ${unit}`
        }
        aria-invalid={invalid}
        aria-describedby={`${id}-note`}
        disabled={disabled}
        value={draft ?? editableNumber(value)}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={key}
        onKeyUp={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') onCommit?.(value);
        }}
      />
      {unit !== undefined && (
        <span className="field-unit" aria-hidden="true">
          {unit}
        </span>
      )}
    </div>
  );
}
