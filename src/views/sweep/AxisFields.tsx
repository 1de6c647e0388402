import { hardRange } from '#model/params.ts';
import type { SweepAxis } from '#state/compare/sweep/grid.ts';
import { defaultAxis } from '#state/compare/sweep/grid.ts';
import type { SweepTarget } from '#state/compare/sweep/targets.ts';
import { NumberField } from '#ui/fields/NumberField.tsx';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { SegmentedControl } from '#ui/SegmentedControl.tsx';
import { messages } from './messages.ts';

const POINTS = 5;
const MOST_POINTS = 50;
const UNIT_CHARS = 3;
const SCALES: readonly SweepAxis['scale'][] = ['linear', 'log'];

/** What of an axis a person has changed; the rest follows from the parameter. */
export type AxisWish = Partial<Pick<SweepAxis, 'from' | 'to' | 'count' | 'scale'>> & {
  readonly id: string;
};

/** The axis that is wished for, or null where there is no such number. */
export function axisOf(
  { id, ...wish }: AxisWish,
  targets: readonly SweepTarget[],
): SweepAxis | null {
  const target = targets.find((own) => own.id === id);
  return target === undefined ? null : { ...defaultAxis(target, POINTS), ...wish };
}

interface AxisFieldsProps {
  readonly title: string;
  readonly targets: readonly SweepTarget[];
  readonly wish: AxisWish;
  readonly isOptional?: boolean;
  onWish(wish: AxisWish): void;
}

/** Which number is varied, from where to where, at how many points. */
export function AxisFields({ title, targets, wish, isOptional = false, onWish }: AxisFieldsProps) {
  const axis = axisOf(wish, targets);
  const options = targets.map(({ id, label }) => ({ value: id, label }));
  const spec = axis?.target.spec;
  const range = spec && {
    ...hardRange(spec),
    // A long unit would cover the number; the parameter's name is above it.
    ...(spec.unit === '1' || spec.unit.length > UNIT_CHARS ? {} : { unit: spec.unit }),
    integer: spec.integer === true,
  };
  return (
    <fieldset className="sweep__axis">
      <legend className="visually-hidden">{title}</legend>
      <SelectField
        label={title}
        value={axis?.target.id ?? ''}
        options={[
          ...(isOptional || axis === null ? [{ value: '', label: messages.none }] : []),
          ...options,
        ]}
        onChange={(id) => onWish({ id })}
      />
      {axis !== null && range !== undefined && (
        <>
          <div className="sweep__triple">
            <NumberField
              label={messages.from}
              value={axis.from}
              {...range}
              onChange={(from) => onWish({ ...wish, from })}
            />
            <NumberField
              label={messages.to}
              value={axis.to}
              {...range}
              onChange={(to) => onWish({ ...wish, to })}
            />
            <NumberField
              label={messages.count}
              value={axis.count}
              {...{ min: 1, max: MOST_POINTS, integer: true }}
              onChange={(count) => onWish({ ...wish, count })}
            />
          </div>
          <SegmentedControl<SweepAxis['scale']>
            label={messages.scale}
            value={axis.scale}
            options={SCALES.map((value) => ({ value, label: messages.scales[value] }))}
            onChange={(scale) => onWish({ ...wish, scale })}
          />
        </>
      )}
    </fieldset>
  );
}
