import { useEffect, useRef, useState } from 'react';
import type { CurvesPlot } from '#plots/curves/createCurves.ts';
import { createCurves } from '#plots/curves/createCurves.ts';
import type { CurvesOptions } from '#plots/curves/curvesData.ts';
import { createPacedPaint } from '#plots/surface/pacedPaint.ts';
import { comparison, useComparison } from '#state/compare/compareStore.ts';
import type { Exportable } from '../panel/exportPlot.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import type { ComparedMeasure } from './comparedCurves.ts';
import { comparedCurves } from './comparedCurves.ts';
import { messages } from './messages.ts';

const { curves: text } = messages;
const MEASURES = ['testAccuracy', 'trainAccuracy', 'testLoss', 'trainLoss'] as const;
const XS = ['epochs', 'updates', 'seconds'] as const;
/** Runs send a second apart; several may come at once. */
const PACE = { leastMs: 250, share: 0.05 };

/** One curve a run over each other; the table below is their legend. */
export function RunCurves() {
  const panel = useRef<HTMLElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  const [measure, setMeasure] = useState<ComparedMeasure>('testAccuracy');
  const [x, setX] = useState<(typeof XS)[number]>('epochs');
  const [isLog, setLog] = useState(false);
  const [isThere, setThere] = useState(false);
  const hasRuns = useComparison(({ runs }) => runs.length > 0);
  const { host, plot } = usePlot((container) =>
    createCurves(container, {
      ...optionsOf('testAccuracy'),
      ...{ x: 'epochs', legendRows: 0, marksBest: false },
    }),
  );
  const isLoss = measure.endsWith('Loss');
  useEffect(() => {
    plot.current?.update({ ...optionsOf(measure), x, logY: isLoss && isLog });
  }, [plot, measure, x, isLoss, isLog]);
  useEffect(() => {
    const paint = createPacedPaint(() => {
      const { runs } = comparison.store.getState();
      const data = comparedCurves(runs, comparison.curveOf, measure);
      plot.current?.setData(data);
      setThere(data.series.length > 0);
      if (summary.current !== null) summary.current.textContent = plot.current?.summary() ?? '';
    }, PACE);
    plot.current?.setData(null);
    paint.request();
    const stop = comparison.store.subscribe(paint.request);
    return () => {
      stop();
      paint.cancel();
    };
  }, [plot, measure]);
  return (
    <div className="compare__curves">
      <ViewPanel
        title={text.title}
        panel={panel}
        isShown={false}
        controls={
          <>
            <ViewSelect<ComparedMeasure>
              label={text.measure}
              value={measure}
              options={MEASURES.map((value) => ({ value, label: text.measures[value] }))}
              onChange={setMeasure}
            />
            <ViewSelect<(typeof XS)[number]>
              label={text.x}
              value={x}
              options={XS.map((value) => ({ value, label: text.xs[value] }))}
              onChange={setX}
            />
          </>
        }
        menu={[
          {
            label: text.logLoss,
            checked: isLog,
            disabled: !isLoss,
            onSelect: () => setLog(!isLog),
          },
        ]}
        exported={() => (plot.current === null ? null : withLegend(plot.current))}
        describe={() => ''}
        empty={isThere ? null : hasRuns ? text.waiting : text.empty}
      >
        <div ref={host} className="view__plot" />
        <p ref={summary} className="visually-hidden" />
      </ViewPanel>
    </div>
  );
}

const optionsOf = (measure: ComparedMeasure): CurvesOptions => ({
  yTitle: text.measures[measure],
  smoothing: measure.startsWith('train') ? 20 : 1,
  ...(measure.endsWith('Loss')
    ? { better: 'lower', format: plain }
    : { better: 'higher', yDomain: [0, 1], format: messages.percent }),
});

const plain = (value: number): string => String(Number(value.toPrecision(3)));

/** A picture that leaves the page takes its legend with it. */
function withLegend(plot: CurvesPlot): Exportable {
  const drawn = async (draw: Exportable['exportPng'], title: string, footnote?: string) => {
    const { runs } = comparison.store.getState();
    plot.update({ legendRows: Math.max(1, Math.ceil(runs.length / 2)) });
    plot.flush();
    try {
      return await draw(title, footnote);
    } finally {
      plot.update({ legendRows: 0 });
    }
  };
  return {
    toCsv: () => plot.toCsv(),
    exportPng: (title, footnote) => drawn(plot.exportPng, title, footnote),
    exportSvg: (title, footnote) => drawn(plot.exportSvg, title, footnote),
  };
}
