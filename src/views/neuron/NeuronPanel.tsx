import { useEffect, useMemo, useRef, useState } from 'react';
import type { NeuronWeights } from '#protocol/frame.ts';
import { createTraces } from '#plots/traces/createTraces.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { pointAt, useSubject } from '#state/pointed.ts';
import { setProbe, useRun } from '#state/runStore.ts';
import { TimeFitButton } from '../frames/TimeFitButton.tsx';
import { timeLink } from '../frames/timeLink.ts';
import { usePart } from '../frames/usePart.ts';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { useMarkedTrace } from '../membranes/useMarkedTrace.ts';
import { emptyReason } from '../panel/emptyReason.ts';
import { saveText } from '../panel/exportPlot.ts';
import { setText } from '../panel/setText.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { connectionsCsv } from './connections.ts';
import { messages } from './messages.ts';
import { MomentEquation } from './MomentEquation.tsx';
import './neuron.css';
import { NeuronConnections } from './NeuronConnections.tsx';
import { NeuronPicker } from './NeuronPicker.tsx';
import { focusTraces } from './neuronTrace.ts';
import { useMoment } from './useMoment.ts';

/**
 * One neuron: current and membrane through the shown sample, its equation at the time cursor, and the
 * weights into and out of it. It is the neuron chosen last, or the one that is pointed at.
 */
export function NeuronPanel() {
  const panel = useRef<HTMLElement>(null);
  const context = useRef<HTMLSpanElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const { layerId, neurons } = useExperiment(({ experiment }) => experiment.view);
  const network = useExperiment(({ experiment }) => experiment.network);
  const simulation = useExperiment(({ experiment }) => experiment.simulation);
  const { focus, isPointed } = useSubject();
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const layer = infos.find(({ id }) => id === layerId);
  const focusLayer = infos.find(({ id }) => id === focus?.layerId);
  const hasMembrane = focusLayer?.hasNeuron === true;

  useEffect(() => {
    if (!isShown) return undefined;
    setProbe({ neuronWeights: true });
    return () => setProbe({ neuronWeights: false });
  }, [isShown]);

  const drawnLayer = useRef('');
  const { host, plot } = usePlot((container) =>
    createTraces(container, {
      link: timeLink,
      onHover: (mark) => pointAt(mark && { layerId: drawnLayer.current, ...mark }),
    }),
  );
  const mark = useMarkedTrace(plot, drawnLayer);
  const key = useMemo(() => ({ focus, network, simulation }), [focus, network, simulation]);
  const hasTraces = usePart(
    isShown && hasMembrane,
    ({ activity }) => (activity === null || activity.traces === null ? null : activity),
    (activity) => {
      if (activity === null) plot.current?.setData(null);
      const data = activity && focus && focusTraces(activity, focus, { network, simulation });
      // The trace of another neuron is on its way: the last one stays until then.
      if (data === null || focus === null) return;
      drawnLayer.current = focus.layerId;
      plot.current?.setData(data);
      mark();
    },
    key,
  );
  const moment = useMoment(hasMembrane ? focus : null, focusLayer?.name ?? '', isShown);

  const [weights, setWeights] = useState<NeuronWeights | null>(null);
  usePart(isShown, ({ neuron }) => neuron, setWeights, null);
  const ownWeights =
    weights?.layerId === focus?.layerId && weights?.neuron === focus?.neuron ? weights : null;

  const name = focusLayer?.name ?? '';
  const words =
    focus === null
      ? ''
      : isPointed
        ? messages.pointed(name, focus.neuron)
        : messages.chosen(name, focus.neuron);
  useEffect(() => setText(context, words), [words]);
  const empty = ((): string | null => {
    if (focus === null) {
      if (layer === undefined) return messages.noLayer;
      return layer.hasNeuron || layer.isInput ? messages.noNeuron : messages.noNeurons(layer.name);
    }
    const isWaiting = hasMembrane ? !hasTraces : weights === null;
    return isWaiting ? emptyReason({ phase, problem }) : null;
  })();
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      context={context}
      controls={<TimeFitButton panel={panel} />}
      menu={[
        {
          label: messages.saveWeights,
          icon: 'download',
          disabled: ownWeights === null,
          onSelect: () => {
            if (ownWeights !== null) {
              saveText(connectionsCsv(ownWeights, infos), messages.weightsTitle);
            }
          },
        },
      ]}
      strip={<NeuronPicker infos={infos} layer={layer} neuron={neurons.at(-1) ?? null} />}
      exported={() => (hasMembrane ? plot.current : null)}
      describe={() => (hasMembrane ? (plot.current?.summary() ?? '') : messages.isInput)}
      empty={empty}
    >
      <div className="neuron">
        <div hidden={!hasMembrane}>
          <MomentEquation moment={hasMembrane ? moment : null}>
            <div ref={host} className="neuron__traces" />
          </MomentEquation>
        </div>
        {!hasMembrane && <p className="neuron__note">{messages.isInput}</p>}
        <NeuronConnections weights={ownWeights} infos={infos} />
      </div>
    </ViewPanel>
  );
}
