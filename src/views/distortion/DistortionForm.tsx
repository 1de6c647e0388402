import { useMemo, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { axisProblem, axisValues, CELL_LIMIT } from '#state/compare/sweep/grid.ts';
import { distortion, useDistortion } from '#state/distortion/distortionStore.ts';
import { distortionTargets, isRandom } from '#state/distortion/study.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { NumberField } from '#ui/fields/NumberField.tsx';
import type { AxisWish } from '../sweep/AxisFields.tsx';
import { AxisFields, axisOf } from '../sweep/AxisFields.tsx';
import { messages } from './messages.ts';

export function DistortionForm() {
  const experiment = useExperiment((state) => state.experiment);
  const isWhole = useExperiment((state) => state.analysis.issues.length === 0);
  const update = useRun((run) => run.status.metrics.update);
  const isRunning = useDistortion((state) => state.isRunning);
  const hasCells = useDistortion((state) => state.cells.length > 0);
  const targets = useMemo(() => distortionTargets(experiment, catalog), [experiment]);
  const [wish, setWish] = useState<AxisWish>({ id: targets[0]?.id ?? '' });
  const [hardware, setHardware] = useState(3);
  const [samples, setSamples] = useState(500);
  const axis = axisOf(wish, targets);
  const varies =
    axis !== null && isRandom(axis.target.apply(experiment, axisValues(axis)[0] ?? 0), catalog);
  const count = axis === null ? 0 : axisValues(axis).length * (varies ? hardware : 1);
  const problem =
    (axis === null ? null : axisProblem(axis)) ??
    (count > CELL_LIMIT ? messages.tooMany(count, CELL_LIMIT) : null);
  return (
    <section className="compare__form" aria-label={messages.form}>
      <AxisFields title={messages.effect} targets={targets} wish={wish} onWish={setWish} />
      <div className="sweep__pair">
        <NumberField
          label={messages.hardware}
          value={hardware}
          {...{ min: 1, max: 20, integer: true, disabled: !varies }}
          onChange={setHardware}
        />
        <NumberField
          label={messages.samples}
          value={samples}
          {...{ min: 10, max: 2000, hardMax: 100000, integer: true }}
          onChange={setSamples}
        />
      </div>
      {axis !== null && !varies && <p className="compare__note">{messages.fixed}</p>}
      {update === 0 && <p className="compare__note">{messages.untrained}</p>}
      <output className="compare__note">{problem ?? messages.evaluations(count)}</output>
      <Button
        variant="primary"
        disabled={!isWhole || problem !== null || axis === null}
        onClick={() => axis !== null && void distortion.start({ axis, hardware, samples })}
      >
        {hasCells ? messages.replace : messages.start}
      </Button>
      {isRunning && <Button onClick={distortion.end}>{messages.end}</Button>}
    </section>
  );
}
