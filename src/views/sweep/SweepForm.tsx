import { useMemo, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { axisProblem, axisValues, CELL_LIMIT } from '#state/compare/sweep/grid.ts';
import { sweep, useSweep } from '#state/compare/sweep/sweepStore.ts';
import { sweepTargets } from '#state/compare/sweep/targets.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { pause } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { NumberField } from '#ui/fields/NumberField.tsx';
import type { AxisWish } from './AxisFields.tsx';
import { AxisFields, axisOf } from './AxisFields.tsx';
import { messages } from './messages.ts';

export function SweepForm() {
  const experiment = useExperiment((state) => state.experiment);
  const isWhole = useExperiment((state) => state.analysis.issues.length === 0);
  const isRunning = useSweep((state) => state.isRunning);
  const hasCells = useSweep((state) => state.cells.length > 0);
  const targets = useMemo(() => sweepTargets(experiment, catalog), [experiment]);
  const [first, setFirst] = useState<AxisWish>({ id: 'optimiser learningRate' });
  const [second, setSecond] = useState<AxisWish>({ id: '' });
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
