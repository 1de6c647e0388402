import { useEffect, useRef, useState } from 'react';
import type { CurvesPlot } from '#plots/curves/createCurves.ts';
import { createCurves } from '#plots/curves/createCurves.ts';
import { curveStore } from '#state/curveStore.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { runTest, useRun } from '#state/runStore.ts';
import { SegmentedControl } from '#ui/SegmentedControl.tsx';
import { ConversionButton } from '../conversion/ConversionButton.tsx';
import { emptyReason } from '../panel/emptyReason.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { TransferButton } from '../transfer/TransferButton.tsx';
import type { Measure } from './curvesData.ts';
import { curvesData } from './curvesData.ts';
import './curves.css';
import { messages } from './messages.ts';
import { useCurve } from './useCurve.ts';

const MEASURES: readonly Measure[] = ['loss', 'accuracy'];
const SMOOTHINGS = [1, 10, 50] as const;

/** What goes wrong is in the store and in a notice. */
const ignored = (): void => undefined;

/** Loss and accuracy of the run; side by side where there is room, else one of the two. */
export function CurvesPanel() {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const [measure, setMeasure] = useState<Measure>('loss');
  const [isAgainstTime, setAgainstTime] = useState(false);
  const [isLog, setLog] = useState(false);
  const [smoothing, setSmoothing] = useState<number>(10);
  const holdsBack = useExperiment(({ experiment }) => experiment.stopping.validation);
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const { host: lossHost, plot: lossPlot } = usePlot((container) =>
    createCurves(container, { yTitle: messages.lossTitle, better: 'lower', smoothing: 10 }),
  );
  const { host: accuracyHost, plot: accuracyPlot } = usePlot((container) =>
    createCurves(container, {
      yTitle: messages.accuracyTitle,
      better: 'higher',
      smoothing: 10,
      yDomain: [0, 1],
      format: messages.percent,
    }),
  );
  useEffect(() => {
    const shared = { x: isAgainstTime ? 'seconds' : 'updates', smoothing } as const;
    lossPlot.current?.update({ ...shared, logY: isLog });
    accuracyPlot.current?.update(shared);
  }, [lossPlot, accuracyPlot, isAgainstTime, isLog, smoothing]);

  const hasCurve = useCurve(
    isShown,
    () => {
      for (const each of MEASURES) {
        // The one of the two that the panel has no room for costs nothing.
        if (!isDrawn(each)) continue;
        const data = curveStore.count() > 0 ? curvesData(curveStore.column, each) : null;
        plotOf(each)?.setData(data);
      }
    },
    measure,
  );

  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      controls={
        <div className="curves__measure">
          <SegmentedControl<Measure>
            label={messages.measure}
            options={MEASURES.map((value) => ({ value, label: messages.measures[value] }))}
            value={measure}
            onChange={setMeasure}
          />
        </div>
      }
      strip={
        <>
          <TransferButton />
          <ConversionButton />
        </>
      }
      menu={[
        {
          label: messages.seconds,
          checked: isAgainstTime,
          onSelect: () => setAgainstTime(!isAgainstTime),
        },
        { label: messages.logLoss, checked: isLog, onSelect: () => setLog(!isLog) },
        ...SMOOTHINGS.map((window) => ({
          label: messages.smoothing(window),
          checked: smoothing === window,
          separated: window === 1,
          onSelect: () => setSmoothing(window),
        })),
        ...(holdsBack
          ? [
              {
                label: messages.test,
                separated: true,
                onSelect: () => void runTest().catch(ignored),
              },
            ]
          : []),
        {
          label: messages.fit,
          separated: true,
          onSelect: () => {
            lossPlot.current?.fit();
            accuracyPlot.current?.fit();
          },
        },
      ]}
      exported={() => plotOf(measure)}
      describe={() =>
        MEASURES.filter(isDrawn)
          .map((each) => `${messages.measures[each]}: ${plotOf(each)?.summary() ?? ''}`)
          .join(' ')
      }
      empty={hasCurve ? null : problem === null ? messages.empty : emptyReason({ phase, problem })}
    >
      <div className="curves" data-measure={measure}>
        <div ref={lossHost} className="curves__plot" data-measure="loss" />
        <div ref={accuracyHost} className="curves__plot" data-measure="accuracy" />
      </div>
    </ViewPanel>
  );

  function plotOf(each: Measure): CurvesPlot | null {
    return (each === 'loss' ? lossPlot : accuracyPlot).current;
  }

  function isDrawn(each: Measure): boolean {
    const host = (each === 'loss' ? lossHost : accuracyHost).current;
    return host !== null && host.clientWidth > 0;
  }
}
