import { useEffect, useMemo, useRef, useState } from 'react';
import { createDistribution } from '#plots/distribution/createDistribution.ts';
import type { LayerStatistics, StatisticsReport } from '#protocol/layerStatistics.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { statisticsHistory } from '#state/statistics/historySource.ts';
import { wishStatistics } from '#state/statisticsWish.ts';
import { SegmentedControl } from '#ui/SegmentedControl.tsx';
import { usePart } from '../frames/usePart.ts';
import { LayerSelect } from '../layers/LayerSelect.tsx';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { emptyReason } from '../panel/emptyReason.ts';
import { setText } from '../panel/setText.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { axisOf, formatOf, summaryOf } from './axes.ts';
import './layer.css';
import { LayerNotes } from './LayerNotes.tsx';
import { messages } from './messages.ts';
import { NeuronLists } from './NeuronLists.tsx';
import type { Quantity } from './quantities.ts';
import { distributionOf, factsOf, QUANTITIES } from './quantities.ts';

interface Shown {
  readonly report: StatisticsReport;
  readonly layer: LayerStatistics;
}

/** How the selected layer is doing: activity, weights and gradients, now and through training. */
export function LayerPanel() {
  const panel = useRef<HTMLElement>(null);
  const context = useRef<HTMLSpanElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const layerId = useExperiment(({ experiment }) => experiment.view.layerId);
  const [quantity, setQuantity] = useState<Quantity>('activity');
  const [shown, setShown] = useState<Shown | null>(null);
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const info = infos.find(({ id }) => id === layerId);
  const name = info?.name ?? '';
  const describe = (): string =>
    shown === null ? '' : summaryOf(name, shown.layer, shown.report, quantity, statisticsHistory());
  const latest = useRef(describe);
  const { host, plot } = usePlot((container) =>
    createDistribution(container, {
      ...{ label: messages.plot, columns: messages.columns, hover: messages.hover },
      ...{ updatesTitle: messages.updates, nowTitle: messages.now },
      ...{ valueTitle: messages.axes.rate, format: formatOf('activity') },
      summary: () => latest.current(),
    }),
  );
  useEffect(() => {
    latest.current = describe;
  });

  useEffect(() => {
    if (!isShown) return undefined;
    return wishStatistics();
  }, [isShown]);

  const key = useMemo(() => ({ layerId, quantity }), [layerId, quantity]);
  const hasReport = usePart(
    isShown,
    ({ statistics }) => statistics,
    (report) => {
      const layer = report?.layers.find(({ id }) => id === layerId);
      setShown(report === null || layer === undefined ? null : { report, layer });
      plot.current?.setData(distributionOf(statisticsHistory(), layerId, quantity));
      plot.current?.update({
        valueTitle: axisOf(quantity, layer ?? null),
        format: formatOf(quantity),
      });
      const { samples = 0, gradientSamples = 0, update = 0 } = report ?? {};
      const text = messages.context(samples, gradientSamples, update);
      setText(context, report === null ? '' : text);
    },
    key,
  );

  const isOfLayer = shown?.layer.id === layerId;
  const empty = ((): string | null => {
    if (info === undefined) return messages.noLayer;
    if (!info.hasNeuron && !info.hasWeights) return messages.nothing(name);
    if (!hasReport || !isOfLayer) return emptyReason({ phase, problem });
    if (quantity === 'activity' && shown.layer.activity === null) {
      return messages.neverFires(name, info.silentModel ?? '');
    }
    return null;
  })();
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      context={context}
      strip={
        <div className="view-strip">
          <LayerSelect layers={infos.filter((own) => own.hasWeights || own.hasNeuron)} />
          <SegmentedControl<Quantity>
            label={messages.what}
            options={QUANTITIES.map((value) => ({ value, label: messages.quantities[value] }))}
            value={quantity}
            onChange={setQuantity}
          />
        </div>
      }
      exported={() => plot.current}
      describe={describe}
      revision={`${layerId} ${quantity}`}
      empty={empty}
    >
      <div className="layer">
        <div className="layer__first">
          {isOfLayer && (
            <dl className="layer__facts">
              {factsOf(shown.layer, quantity, shown.report).map((fact) => (
                <div key={fact.name}>
                  <dt>{fact.name}</dt>
                  <dd>{fact.value}</dd>
                </div>
              ))}
            </dl>
          )}
          <div ref={host} className="layer__plot" />
        </div>
        {isOfLayer && (
          <>
            {quantity === 'activity' && <NeuronLists layer={shown.layer} />}
            <LayerNotes quantity={quantity} layer={shown.layer} report={shown.report} />
          </>
        )}
      </div>
    </ViewPanel>
  );
}
