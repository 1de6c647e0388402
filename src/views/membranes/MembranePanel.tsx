import { useEffect, useMemo, useRef, useState } from 'react';
import { createTraces } from '#plots/traces/createTraces.ts';
import { useBackward } from '#state/backward/backwardStore.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { pointAt, useSubject } from '#state/pointed.ts';
import { useRun } from '#state/runStore.ts';
import { ghostSource } from '../backward/ghostSource.ts';
import type { Activity } from '#state/frames/parts.ts';
import { TimeFitButton } from '../frames/TimeFitButton.tsx';
import { timeLink } from '../frames/timeLink.ts';
import { usePart } from '../frames/usePart.ts';
import { LayerSelect } from '../layers/LayerSelect.tsx';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { emptyReason } from '../panel/emptyReason.ts';
import { setText } from '../panel/setText.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { messages } from './messages.ts';
import { NeuronChips } from './NeuronChips.tsx';
import { resetOf } from './resetOf.ts';
import type { Quantity } from './tracesData.ts';
import { tracesData } from './tracesData.ts';
import { useMarkedTrace } from './useMarkedTrace.ts';

const QUANTITIES: readonly Quantity[] = ['membrane', 'current'];

/**
 * Membranes or synaptic currents of the chosen neurons, and of the one that is pointed at, on the time
 * axis of the raster.
 */
export function MembranePanel() {
  const panel = useRef<HTMLElement>(null);
  const context = useRef<HTMLSpanElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const [quantity, setQuantity] = useState<Quantity>('membrane');
  const [isOverlaid, setOverlaid] = useState(false);
  const layerId = useExperiment(({ experiment }) => experiment.view.layerId);
  const network = useExperiment(({ experiment }) => experiment.network);
  const dtMs = useExperiment(({ experiment }) => experiment.simulation.dtMs);
  const subject = useSubject();
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  /** The layer whose traces are drawn: the chosen one, or the one that is pointed at. */
  const drawnLayer = useRef('');
  const { host, plot } = usePlot((container) =>
    createTraces(container, {
      link: timeLink,
      onHover: (mark) => pointAt(mark && { layerId: drawnLayer.current, ...mark }),
    }),
  );
  const mark = useMarkedTrace(plot, drawnLayer);
  const showsGhost = useBackward((state) => state.showsGhost);
  const key = useMemo(
    () => ({ network, dtMs, quantity, showsGhost }),
    [network, dtMs, quantity, showsGhost],
  );
  const ghost = (): Activity | null =>
    showsGhost ? (ghostSource.latest().before?.activity ?? null) : null;
  // Whatever was sent last is drawn: while the pointer moves, what comes next is already asked for.
  const hasTraces = usePart(
    isShown,
    ({ activity }) => (activity === null || activity.traces === null ? null : activity),
    (activity) => {
      const traces = activity?.traces ?? null;
      drawnLayer.current = traces?.layerId ?? '';
      plot.current?.setData(
        activity &&
          traces &&
          tracesData(activity, resetOf(network, traces, dtMs), quantity, ghost()),
      );
      mark();
    },
    key,
  );

  const layer = infos.find(({ id }) => id === layerId);
  const subjectLayer = infos.find(({ id }) => id === subject.layerId);
  const { focus, isPointed } = subject;
  const focusName = infos.find(({ id }) => id === focus?.layerId)?.name ?? '';
  const pointedWords = isPointed && focus ? messages.pointed(focusName, focus.neuron) : '';
  useEffect(() => setText(context, pointedWords), [pointedWords]);
  const withMembranes = infos.filter(({ hasNeuron }) => hasNeuron);
  const empty = ((): string | null => {
    if (subjectLayer === undefined) return messages.noLayer;
    if (!subjectLayer.hasNeuron) return messages.noMembrane(subjectLayer.name);
    if (subject.neurons.length === 0) return messages.noNeurons;
    return hasTraces ? null : emptyReason({ phase, problem });
  })();
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      context={context}
      controls={
        <>
          <TimeFitButton panel={panel} />
          <ViewSelect<Quantity>
            label={messages.quantity}
            value={quantity}
            options={QUANTITIES.map((value) => ({ value, label: messages.quantities[value] }))}
            onChange={setQuantity}
          />
        </>
      }
      menu={[
        {
          label: messages.overlay,
          checked: isOverlaid,
          onSelect: () => {
            setOverlaid(!isOverlaid);
            plot.current?.update({ mode: isOverlaid ? 'multiples' : 'overlay' });
          },
        },
        { label: messages.fit, onSelect: () => timeLink.fit() },
      ]}
      strip={
        <div className="view-strip">
          <LayerSelect layers={withMembranes} />
          {layer?.hasNeuron === true && <NeuronChips layer={layer} />}
        </div>
      }
      exported={() => plot.current}
      describe={() => plot.current?.summary() ?? ''}
      empty={empty}
    >
      <div ref={host} className="view__plot" />
    </ViewPanel>
  );
}
