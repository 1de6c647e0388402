import { useMemo, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { hardRange } from '#model/params.ts';
import type { SweepAxis } from '#state/compare/sweep/grid.ts';
import { axisProblem, axisValues, CELL_LIMIT, defaultAxis } from '#state/compare/sweep/grid.ts';
import { sweep, useSweep } from '#state/compare/sweep/sweepStore.ts';
import type { SweepTarget } from '#state/compare/sweep/targets.ts';
import { sweepTargets } from '#state/compare/sweep/targets.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { pause } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { NumberField } from '#ui/fields/NumberField.tsx';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { SegmentedControl } from '#ui/SegmentedControl.tsx';
import { messages } from './messages.ts';

const POINTS = 5;
const MOST_POINTS = 50;
const UNIT_CHARS = 3;
const SCALES: readonly SweepAxis['scale'][] = ['linear', 'log'];

/** What of an axis a person has changed; the rest follows from the parameter. */
type Wish = Partial<Pick<SweepAxis, 'from' | 'to' | 'count' | 'scale'>> & { readonly id: string };

export function SweepForm() {
  const experiment = useExperiment((state) => state.experiment);
  const isWhole = useExperiment((state) => state.analysis.issues.length === 0);
  const isRunning = useSweep((state) => state.isRunning);
  const hasCells = useSweep((state) => state.cells.length > 0);
  const targets = useMemo(() => sweepTargets(experiment, catalog), [experiment]);
  const [first, setFirst] = useState<Wish>({ id: 'optimiser learningRate' });
  const [second, setSecond] = useState<Wish>({ id: '' });
  const [seeds, setSeeds] = useState(3);
  const [epochs, setEpochs] = useState(3);
  const axes = [axisOf(first, targets), axisOf(second, targets)].flatMap((axis) => axis ?? []);
  const count = axes.reduce((product, axis) => product * axisValues(axis).length, seeds);
  const problem =
    axes.map(axisProblem).find((own) => own !== null) ??
    (axes.length === 2 && axes[0]?.target.id === axes[1]?.target.id ? messages.same : null) ??
    (count > CELL_LIMIT ? messages.tooMany(count, CELL_LIMIT) : null);
  return (
    <section className="compare__form" aria-label={messages.form}>
      <p className="compare__explain">{messages.explain}</p>
      <AxisFields title={messages.first} {...{ targets, wish: first }} onWish={setFirst} />
      <AxisFields
        title={messages.second}
        {...{ targets, wish: second }}
        onWish={setSecond}
        isOptional
      />
      <div className="sweep__pair">
        <NumberField
          label={messages.seeds}
          value={seeds}
          {...{ min: 1, max: 20, integer: true }}
          onChange={setSeeds}
        />
        <NumberField
          label={messages.epochs}
          value={epochs}
          {...{ min: 1, max: 100, hardMax: 1000, integer: true }}
          onChange={setEpochs}
        />
      </div>
      <output className="compare__note">{problem ?? messages.cells(count)}</output>
      <Button
        variant="primary"
        disabled={!isWhole || problem !== null || axes.length === 0}
        onClick={() => {
          // The open document's run would take a core from the sweep.
          pause().catch(() => undefined);
          void sweep.start({ experiment, axes, seeds, epochs });
        }}
      >
        {hasCells ? messages.replace : messages.start}
      </Button>
      {isRunning && <Button onClick={sweep.end}>{messages.end}</Button>}
    </section>
  );
}

function axisOf({ id, ...wish }: Wish, targets: readonly SweepTarget[]): SweepAxis | null {
  const target = targets.find((own) => own.id === id);
  return target === undefined ? null : { ...defaultAxis(target, POINTS), ...wish };
}

interface AxisFieldsProps {
  readonly title: string;
  readonly targets: readonly SweepTarget[];
  readonly wish: Wish;
  readonly isOptional?: boolean;
  onWish(wish: Wish): void;
}

function AxisFields({ title, targets, wish, isOptional = false, onWish }: AxisFieldsProps) {
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
