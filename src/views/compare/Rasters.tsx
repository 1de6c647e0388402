import { useEffect, useRef, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { createRaster } from '#plots/raster/createRaster.ts';
import { createAxisLink } from '#plots/axis/axisLink.ts';
import type { AxisLink } from '#plots/axis/axisLink.ts';
import { entryOf } from '#model/catalog.ts';
import type { SpikeRecord } from '#protocol/training.ts';
import { useComparison } from '#state/compare/compareStore.ts';
import type { Finished } from '#state/compare/inspect.ts';
import { isFinished, recordSample } from '#state/compare/inspect.ts';
import { Button } from '#ui/Button.tsx';
import { NumberField } from '#ui/fields/NumberField.tsx';
import { usePlot } from '../panel/usePlot.ts';
import { CurveMark } from './CurveMark.tsx';
import { messages } from './messages.ts';
import { recordedRaster } from './recordedRaster.ts';

const { rasters: text } = messages;

interface Shown {
  readonly records: ReadonlyMap<string, SpikeRecord>;
  /** Runs that are still to be asked. */
  readonly left: number;
  readonly problem: string | null;
}

/** The same test sample in every finished run. */
export function Rasters() {
  const runs = useComparison((state) => state.runs);
  const finished = runs.filter(isFinished);
  const [index, setIndex] = useState(0);
  const [shown, setShown] = useState<Shown>({ records: new Map(), left: 0, problem: null });
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const testCount = Math.min(...finished.map(({ load }) => load?.testCount ?? 1));

  const record = async (): Promise<void> => {
    asking.current?.abort();
    const own = new AbortController();
    asking.current = own;
    let records: ReadonlyMap<string, SpikeRecord> = new Map();
    const tell = (problem: string | null, left: number): void => {
      if (!own.signal.aborted) setShown({ records, left, problem });
    };
    tell(null, finished.length);
    const given = (id: string, own: SpikeRecord): void => {
      records = new Map([...records, [id, own]]);
      tell(null, finished.length - records.size);
    };
    await recordSample(finished, { split: 'test', index }, given, own.signal).catch(
      (error: unknown) => tell(error instanceof Error ? error.message : String(error), 0),
    );
  };

  if (runs.length === 0) return null;
  return (
    <section className="compare__section" aria-label={text.title}>
      <h3 className="compare__subtitle">{text.title}</h3>
      {finished.length === 0 ? (
        <p className="compare__soft">{text.needsOne}</p>
      ) : (
        <div className="compare__row">
          <div className="compare__index">
            <NumberField
              label={text.index}
              value={index}
              min={0}
              max={Math.max(0, testCount - 1)}
              integer
              onChange={setIndex}
            />
          </div>
          <Button size="small" busy={shown.left > 0} onClick={() => void record()}>
            {shown.left > 0 ? text.running(shown.records.size, finished.length) : text.show}
          </Button>
        </div>
      )}
      {shown.problem !== null && <p role="alert">{text.failed(shown.problem)}</p>}
      <SmallMultiples runs={finished} records={shown.records} />
    </section>
  );
}

interface SmallMultiplesProps {
  readonly runs: readonly Finished[];
  readonly records: ReadonlyMap<string, SpikeRecord>;
}

function SmallMultiples({ runs, records }: SmallMultiplesProps) {
  // Presentations differ in length, so each has a time axis of its own.
  return (
    <div className="compare__rasters">
      {runs.map((run) => {
        const record = records.get(run.id);
        return record === undefined ? null : <Multiple key={run.id} run={run} record={record} />;
      })}
    </div>
  );
}

function Multiple({ run, record }: { run: Finished; record: SpikeRecord }) {
  const [link] = useState<AxisLink>(createAxisLink);
  const { host, plot } = usePlot((container) => createRaster(container, { link }));
  const summary = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    plot.current?.setData(recordedRaster(run.experiment, record));
    if (summary.current !== null) summary.current.textContent = plot.current?.summary() ?? '';
  }, [plot, run, record]);
  const { classes } = entryOf(catalog.datasets, run.experiment.dataset.id);
  const nameOf = (index: number): string => classes[index] ?? String(index);
  return (
    <figure className="compare__raster">
      <figcaption>
        <CurveMark mark={run.mark} /> {run.name}
        <span className="compare__soft">
          {text.answer(nameOf(record.prediction), nameOf(record.label))}
        </span>
      </figcaption>
      <div ref={host} className="compare__raster-plot" />
      <p ref={summary} className="visually-hidden" />
    </figure>
  );
}
