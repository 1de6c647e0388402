import { useEffect, useMemo, useRef, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { findEntry } from '#model/catalog.ts';
import type { ConfusionData, ConfusionOptions } from '#plots/confusion/confusionData.ts';
import { createOutput } from '#plots/output/createOutput.ts';
import type { Plot } from '#plots/plot.ts';
import type { OutputTrace } from '#protocol/frame.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { usePredictions } from '#state/output/predictionStore.ts';
import { setProbe, useRun } from '#state/runStore.ts';
import { timeLink } from '../frames/timeLink.ts';
import { useClassNames } from '../frames/useDataset.ts';
import { usePart } from '../frames/usePart.ts';
import { SamplePager } from '../pager/SamplePager.tsx';
import { emptyReason } from '../panel/emptyReason.ts';
import { saveCsv, savePng } from '../panel/exportPlot.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { scoreTitle } from '../sample/scoreTitle.ts';
import { messages } from './messages.ts';
import './output.css';
import { outputData, outputSummary, verdictOf } from './outputData.ts';
import { SplitAnswers } from './SplitAnswers.tsx';

/** What the network says: of the shown sample as time passes, and of every sample of a split. */
export function OutputPanel() {
  const panel = useRef<HTMLElement>(null);
  const matrixRef = useRef<Plot<ConfusionData, ConfusionOptions>>(null);
  const isShown = useIsShown(panel);
  const classNames = useClassNames();
  const split = useExperiment(({ experiment }) => experiment.view.split);
  const index = useExperiment(({ experiment }) => experiment.view.sampleIndex);
  const title = useExperiment(({ experiment }) => scoreTitle(experiment.network));
  const ruleId = useExperiment(({ experiment }) => experiment.rule.id);
  const hasMatrix = usePredictions(({ result }) => result !== null);
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const [trace, setTrace] = useState<OutputTrace | null>(null);
  const latest = useRef(trace);
  const describe = (): string => {
    const shown = latest.current;
    return shown === null ? '' : outputSummary(shown, classNames);
  };
  const { host, plot } = usePlot((container) =>
    createOutput(container, {
      link: timeLink,
      ...{ label: messages.plot, timeTitle: messages.time, scoreTitle: title },
      ...{ classTitle: messages.classAxis, decisionMark: messages.decides },
      ...{ labelMark: messages.labelMark, summary: describe },
    }),
  );

  useEffect(() => {
    if (!isShown) return undefined;
    setProbe({ output: true });
    return () => setProbe({ output: false });
  }, [isShown]);

  const key = useMemo(
    () => ({ split, index, classNames, title }),
    [split, index, classNames, title],
  );
  const hasTrace = usePart(
    isShown,
    ({ output }) =>
      output?.split === split && output.index === index && output.classes === classNames.length
        ? output
        : null,
    (output) => {
      latest.current = output;
      plot.current?.setData(output && outputData(output, classNames));
      plot.current?.update({
        scoreTitle: output?.quantity === 'count' ? messages.count : title,
        summary: describe,
      });
      setTrace(output);
    },
    key,
  );
  const isStatic = findEntry(catalog.rules, ruleId)?.time === 'static';
  const saved = messages.matrix;
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      controls={<SamplePager />}
      menu={[
        {
          label: messages.matrixPng,
          icon: 'picture',
          disabled: !hasMatrix,
          onSelect: () => {
            if (matrixRef.current !== null) void savePng(matrixRef.current, saved, '');
          },
        },
        {
          label: messages.matrixCsv,
          icon: 'download',
          disabled: !hasMatrix,
          onSelect: () => {
            if (matrixRef.current !== null) saveCsv(matrixRef.current, saved);
          },
        },
      ]}
      exported={() => plot.current}
      describe={describe}
      empty={hasTrace ? null : emptyReason({ phase, problem })}
    >
      <div className="output">
        <p className="output__verdict">{trace !== null && verdictOf(trace, classNames)}</p>
        <div ref={host} className="output__scores" />
        {isStatic && <p className="output__note">{messages.rates}</p>}
        <SplitAnswers matrixRef={matrixRef} />
      </div>
    </ViewPanel>
  );
}
