import type { ReactNode } from 'react';
import type {
  ChoiceSpec,
  NumberSpec,
  ParamSpec,
  ParamSpecs,
  ParamValue,
  ParamValues,
} from '#model/params.ts';
import { hardRange, isVisible } from '#model/params.ts';
import type { Unavailable } from '#model/edit/availability.ts';
import type { Experiment } from '#model/experiment.ts';
import { endGesture } from '#state/experimentStore.ts';
import { NumberField } from '#ui/fields/NumberField.tsx';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { SliderField } from '#ui/fields/SliderField.tsx';
import { ToggleField } from '#ui/fields/ToggleField.tsx';
import { messages } from '../messages.ts';
import { Tex } from '../tex/Tex.tsx';
import { ChoiceField } from './ChoiceField.tsx';

export interface ParamFieldsProps {
  readonly specs: ParamSpecs;
  readonly values: ParamValues;
  /** Takes a change; all changes with one gesture key are one entry of the history. */
  onChange(name: string, value: ParamValue, gesture: string): void;
  /** Whether a change of any of them starts training again. */
  readonly resetsTraining?: boolean;
  /** Which options of choices cannot be taken, and what taking one means. */
  readonly choices?: ParamChoices;
  /** Says whose parameters these are, so that gestures of two sets do not merge. */
  readonly owner: string;
}

export interface ParamChoices {
  unavailable(name: string, value: string): Unavailable | null;
  choose(experiment: Experiment, name: string, value: string): Experiment;
}

/** Controls for all parameters in play, made from their descriptors: advanced ones under "More". */
export function ParamFields({
  specs,
  values,
  onChange,
  owner,
  choices,
  resetsTraining = false,
}: ParamFieldsProps) {
  const visible = Object.entries(specs).filter(([, spec]) => isVisible(spec, values));
  const field = ([name, spec]: [string, ParamSpec]): ReactNode =>
    spec.kind === 'choice' && choices !== undefined ? (
      <ChoiceField
        key={`${owner} ${name}`}
        label={spec.label}
        value={String(values[name] ?? spec.default)}
        options={optionsOf(spec).map((option) => ({
          ...option,
          unavailable: choices.unavailable(name, option.value),
        }))}
        help={<p>{spec.help}</p>}
        {...(spec.changesShape === true || resetsTraining
          ? { notice: messages.resetsTraining }
          : {})}
        choose={(experiment, value) => choices.choose(experiment, name, value)}
      />
    ) : (
      <ParamField
        key={`${owner} ${name}`}
        spec={spec}
        value={values[name] ?? spec.default}
        resetsTraining={resetsTraining}
        onChange={(value) => onChange(name, value, `${owner} ${name}`)}
      />
    );
  const advanced = visible.filter(([, spec]) => spec.advanced === true);
  return (
    <>
      {visible.filter(([, spec]) => spec.advanced !== true).map(field)}
      {advanced.length > 0 && (
        <details className="inspector-more">
          <summary>{messages.more}</summary>
          <div className="inspector-fields">{advanced.map(field)}</div>
        </details>
      )}
    </>
  );
}

export interface ParamFieldProps {
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  /** A box alone, for numbers no slider makes sense for. */
  readonly isPlain?: boolean;
  readonly resetsTraining?: boolean;
  onChange(value: ParamValue): void;
}

/** One control; an edit ends when the slider or key is let go. */
export function ParamField(props: ParamFieldProps): ReactNode {
  const { spec, value, isPlain = false, resetsTraining = false, onChange } = props;
  const notice =
    spec.changesShape === true || resetsTraining ? { notice: messages.resetsTraining } : {};
  switch (spec.kind) {
    case 'number': {
      const Control = isPlain ? NumberField : SliderField;
      return (
        <Control
          label={spec.label}
          value={Number(value)}
          {...rangeOf(spec)}
          {...(spec.symbol === undefined ? {} : { symbol: <Tex tex={spec.symbol} /> })}
          {...unitOf(spec)}
          {...notice}
          help={<p>{spec.help}</p>}
          onChange={onChange}
          onCommit={endGesture}
        />
      );
    }
    case 'choice':
      return (
        <SelectField
          label={spec.label}
          value={String(value)}
          options={optionsOf(spec)}
          {...notice}
          help={<p>{spec.help}</p>}
          onChange={(next) => {
            onChange(next);
            endGesture();
          }}
        />
      );
    case 'flag':
      return (
        <ToggleField
          label={spec.label}
          checked={value === true}
          {...notice}
          help={<p>{spec.help}</p>}
          onChange={(next) => {
            onChange(next);
            endGesture();
          }}
        />
      );
  }
}

/** A number of neurons under the name "Neurons" needs no unit. */
function unitOf({ unit, label }: NumberSpec): { unit?: string } {
  return unit === '1' || unit === label.toLowerCase() ? {} : { unit };
}

function rangeOf(spec: NumberSpec) {
  return {
    ...hardRange(spec),
    softMin: spec.min,
    softMax: spec.max,
    ...(spec.integer === undefined ? {} : { integer: spec.integer }),
    ...(spec.scale === undefined ? {} : { scale: spec.scale }),
  };
}

const optionsOf = (spec: ChoiceSpec) => spec.oneOf.map(({ value, label }) => ({ value, label }));
