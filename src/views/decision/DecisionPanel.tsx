import { useEffect, useMemo, useRef, useState } from 'react';
import { shapeLabel } from '#model/shape.ts';
import { createDecisionMap } from '#plots/decisionMap/createDecisionMap.ts';
import { setView, useExperiment } from '#state/experimentStore.ts';
import { wishDecisionMap } from '#state/decisionWish.ts';
import { useRun } from '#state/runStore.ts';
import { useDataset } from '../frames/useDataset.ts';
import { usePart } from '../frames/usePart.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { decisionData } from './decisionData.ts';
import { messages } from './messages.ts';
import { usePlanePoints } from './usePlanePoints.ts';

/** Points a side of the map: a coarse one while training, which is paid for in updates. */
const TRAINING_GRID = 40;
const RESTING_GRID = 72;

/** Which class the network gives to each place of the plane, with the samples on it. */
export function DecisionPanel() {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const dataset = useDataset();
  const { plane } = dataset;
  const isWanted = isShown && plane !== undefined;
  const points = usePlanePoints(isWanted);
  const split = useExperiment(({ experiment }) => experiment.view.split);
  const sample = useExperiment(({ experiment }) => experiment.view.sampleIndex);
  const isRunning = useRun(({ phase }) => phase === 'training' || phase === 'evaluating');
  const [hasTrain, setTrain] = useState(true);
  const [hasTest, setTest] = useState(true);
  const { host, plot } = usePlot((container) =>
    createDecisionMap(container, {
      onSelect: (point) => setView({ split: point.split, sampleIndex: point.sample }),
    }),
  );

  useEffect(() => {
    if (!isWanted) return undefined;
    return wishDecisionMap(isRunning ? TRAINING_GRID : RESTING_GRID);
  }, [isWanted, isRunning]);
  useEffect(() => {
    plot.current?.update({
      showTrain: hasTrain,
      showTest: hasTest,
      selected: { split, sample },
    });
  }, [plot, hasTrain, hasTest, split, sample]);

  const key = useMemo(() => ({ dataset, points, split, sample }), [dataset, points, split, sample]);
  usePart(
    isWanted,
    ({ decision }) => decision,
    (map) => {
      if (plane === undefined) return;
      const { classes } = dataset;
      const sets = points ?? { train: null, test: null };
      const selected = { split, sample };
      const data = decisionData(map, sets, selected, { classes, domain: plane.domain });
      plot.current?.setData(data);
    },
    key,
  );

  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      menu={[
        { label: messages.showTrain, checked: hasTrain, onSelect: () => setTrain(!hasTrain) },
        { label: messages.showTest, checked: hasTest, onSelect: () => setTest(!hasTest) },
      ]}
      exported={() => plot.current}
      describe={() => plot.current?.summary() ?? ''}
      empty={
        plane === undefined ? messages.noPlane(dataset.label, shapeLabel(dataset.shape)) : null
      }
    >
      <div ref={host} className="view__plot" />
    </ViewPanel>
  );
}
