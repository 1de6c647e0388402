import { useEffect, useMemo, useRef } from 'react';
import { createClassBars } from '#plots/classBars/createClassBars.ts';
import { createSample } from '#plots/sample/createSample.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { sizeOf } from '#model/shape.ts';
import { useDataset, useSampleShape } from '../frames/useDataset.ts';
import { usePart } from '../frames/usePart.ts';
import { LiveButton } from '../live/LiveButton.tsx';
import { SamplePager } from '../pager/SamplePager.tsx';
import { emptyReason } from '../panel/emptyReason.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { messages } from './messages.ts';
import './sample.css';
import { sampleData } from './sampleData.ts';
import { scoreTitle } from './scoreTitle.ts';
import { useSample } from './useSample.ts';

/** The shown sample as people know it, and what the network says it is. */
export function SamplePanel() {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const dataset = useDataset();
  const shape = useSampleShape();
  const sample = useSample(isShown);
  const title = useExperiment(({ experiment }) => scoreTitle(experiment.network));
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const { host: pictureHost, plot: picture } = usePlot((container) => createSample(container));
  const { host: barsHost, plot: bars } = usePlot((container) =>
    createClassBars(container, { scoreTitle: title }),
  );
  useEffect(() => {
    const fits = sample !== null && sample.values.length === sizeOf(shape);
    picture.current?.setData(fits ? sampleData(sample, { ...dataset, shape }) : null);
  }, [picture, sample, dataset, shape]);
  useEffect(() => bars.current?.update({ scoreTitle: title }), [bars, title]);

  const key = useMemo(() => ({ dataset }), [dataset]);
  const hasScores = usePart(
    isShown,
    ({ activity }) => activity?.sample ?? null,
    (result) => {
      const fits = result !== null && result.scores.length === dataset.classes.length;
      bars.current?.setData(
        fits
          ? {
              classNames: dataset.classes,
              scores: result.scores,
              predicted: result.prediction,
              trueClass: result.label,
            }
          : null,
      );
    },
    key,
  );

  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      controls={<SamplePager />}
      strip={<LiveButton />}
      exported={() => picture.current}
      describe={() => [picture, bars].map((plot) => plot.current?.summary() ?? '').join(' ')}
      empty={hasScores || sample !== null ? null : emptyReason({ phase, problem })}
    >
      <div className="sample">
        <div ref={pictureHost} className="sample__picture" />
        <div ref={barsHost} className="sample__scores" />
      </div>
    </ViewPanel>
  );
}
