import { useEffect, useRef } from 'react';
import { createRaster } from '#plots/raster/createRaster.ts';
import type { RasterPoint } from '#plots/raster/rasterData.ts';
import { experimentStore, setView, useExperiment } from '#state/experimentStore.ts';
import type { Pointed } from '#state/pointed.ts';
import { pointAt, pointedStore } from '#state/pointed.ts';
import { useRun } from '#state/runStore.ts';
import {
  closeSlowMotion,
  toggleSlowMotion,
  useSlowMotion,
} from '#state/slowMotion/slowMotionStore.ts';
import { TimeFitButton } from '../frames/TimeFitButton.tsx';
import { partsSource } from '#state/frames/partsSource.ts';
import { timeLink } from '../frames/timeLink.ts';
import { usePart } from '../frames/usePart.ts';
import { useRasterPainter } from '../backward/useRasterPainter.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { viewOfNeuron } from '#model/edit/chosen.ts';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { SamplePager } from '../pager/SamplePager.tsx';
import { emptyReason } from '../panel/emptyReason.ts';
import { setText } from '../panel/setText.ts';
import { useClassNames } from '../frames/useDataset.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { SlowMotionButton } from '../slowMotion/SlowMotionButton.tsx';
import { messages as slowMotionMessages } from '../slowMotion/messages.ts';
import { SlowMotionStrip } from '../slowMotion/SlowMotionStrip.tsx';
import { messages } from './messages.ts';
import { className, rasterData } from './rasterData.ts';

/** Every spike of the shown sample, all layers above each other, on the time axis of the membranes. */
export function RasterPanel() {
  const panel = useRef<HTMLElement>(null);
  const context = useRef<HTMLSpanElement>(null);
  const spoken = useRef<HTMLOutputElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const classes = useClassNames();
  const layerId = useExperiment(({ experiment }) => experiment.view.layerId);
  const neurons = useExperiment(({ experiment }) => experiment.view.neurons);
  const isSlow = useSlowMotion((state) => state.isOn);
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const latestInfos = useRef(infos);
  useEffect(() => {
    latestInfos.current = infos;
  }, [infos]);
  const { host, plot } = usePlot((container) =>
    createRaster(container, {
      link: timeLink,
      onHover: (point, by) => {
        pointAt(point === null ? null : pointedOf(point));
        const words =
          point === null || by === 'pointer' ? '' : spokenOf(point, latestInfos.current);
        setText(spoken, words);
      },
      onSelect: (point, add) => pick(point, add, latestInfos.current),
    }),
  );
  useEffect(
    () => pointedStore.subscribe(({ pointed }) => plot.current?.update({ pointed })),
    [plot],
  );
  useEffect(() => {
    plot.current?.update({ selected: neurons.map((neuron) => ({ layerId, neuron })) });
  }, [plot, layerId, neurons]);

  useRasterPainter(plot);
  const hasActivity = usePart(
    isShown,
    ({ activity }) => activity,
    (activity) => {
      plot.current?.setData(activity && rasterData(activity, infos));
      const { prediction, label } = activity?.sample ?? { prediction: 0, label: 0 };
      const words = messages.context(className(classes, prediction), className(classes, label));
      setText(context, activity === null ? '' : words);
    },
    infos,
  );

  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      context={context}
      controls={
        <>
          <TimeFitButton panel={panel} />
          <SlowMotionButton disabled={!hasActivity} />
          <SamplePager />
        </>
      }
      menu={[
        {
          label: slowMotionMessages.open,
          checked: isSlow,
          disabled: !hasActivity,
          onSelect: isSlow ? closeSlowMotion : toggleSlowMotion,
        },
      ]}
      strip={isSlow && <SlowMotionStrip infos={infos} />}
      exported={() => plot.current}
      describe={() => plot.current?.summary() ?? ''}
      empty={hasActivity ? null : emptyReason({ phase, problem })}
    >
      <div ref={host} className="view__plot" />
      <output ref={spoken} className="visually-hidden" />
    </ViewPanel>
  );
}

function pointedOf({ layerId, neuron, spikeStep }: RasterPoint): Pointed {
  return { layerId, neuron, spikeStep };
}

/** Where the keys have walked to, in words. */
function spokenOf(
  { layerId, neuron, spikeStep }: RasterPoint,
  infos: readonly LayerInfo[],
): string {
  const name = infos.find(({ id }) => id === layerId)?.name ?? layerId;
  const { dtMs = 1 } = partsSource.latest().activity?.sample ?? {};
  return messages.walked(name, neuron, spikeStep === null ? null : spikeStep * dtMs);
}

/** A neuron with a membrane, or an input, is chosen; of other layers only the layer is. */
function pick(point: RasterPoint, add: boolean, infos: readonly LayerInfo[]): void {
  const { view } = experimentStore.getState().experiment;
  const info = infos.find(({ id }) => id === point.layerId);
  if (info === undefined) return;
  if (info.hasNeuron || info.isInput) setView(viewOfNeuron(view, info.id, point.neuron, add));
  else setView({ layerId: info.id, neurons: [] });
}
