import { useMemo, useRef, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { createTraces } from '#plots/traces/createTraces.ts';
import { useBackward } from '#state/backward/backwardStore.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { useRun } from '#state/runStore.ts';
import { ghostSource } from '../backward/ghostSource.ts';
import { timeLink } from '../frames/timeLink.ts';
import { usePart } from '../frames/usePart.ts';
import { LayerSelect } from '../layers/LayerSelect.tsx';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { emptyReason } from '../panel/emptyReason.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { messages } from './messages.ts';
import { NeuronChips } from './NeuronChips.tsx';
import type { Quantity } from './tracesData.ts';
import { tracesData } from './tracesData.ts';

const QUANTITIES: readonly Quantity[] = ['membrane', 'current'];
const NO_RESET = { resetKind: 'none', resetSize: 0 } as const;

/** Membranes or synaptic currents of the chosen neurons, on the time axis of the raster. */
export function MembranePanel() {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const [quantity, setQuantity] = useState<Quantity>('membrane');
  const [isOverlaid, setOverlaid] = useState(false);
  const layerId = useExperiment(({ experiment }) => experiment.view.layerId);
  const neuronCount = useExperiment(({ experiment }) => experiment.view.neurons.length);
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const reset = useReset(layerId);
  const { host, plot } = usePlot((container) => createTraces(container, { link: timeLink }));
  const showsGhost = useBackward((state) => state.showsGhost);
  const key = useMemo(
    () => ({ layerId, quantity, reset, showsGhost }),
    [layerId, quantity, reset, showsGhost],
  );
  const hasTraces = usePart(
    isShown,
    ({ activity }) => (activity?.traces?.layerId === layerId ? activity : null),
    (activity) => {
      const ghost = showsGhost ? (ghostSource.latest().before?.activity ?? null) : null;
      plot.current?.setData(activity && tracesData(activity, layerId, reset, quantity, ghost));
    },
    key,
  );

  const layer = infos.find(({ id }) => id === layerId);
  const withMembranes = infos.filter(({ hasNeuron }) => hasNeuron);
  const empty = ((): string | null => {
    if (layer === undefined) return messages.noLayer;
    if (!layer.hasNeuron) return messages.noMembrane(layer.name);
    if (neuronCount === 0) return messages.noNeurons;
    return hasTraces ? null : emptyReason({ phase, problem });
  })();
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      controls={
        <ViewSelect<Quantity>
          label={messages.quantity}
          value={quantity}
          options={QUANTITIES.map((value) => ({ value, label: messages.quantities[value] }))}
          onChange={setQuantity}
        />
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

/** What a spike does to the membranes of a layer. */
function useReset(layerId: string) {
  const neuron = useExperiment(
    ({ experiment }) => experiment.network.layers.find(({ id }) => id === layerId)?.neuron,
  );
  const dtMs = useExperiment(({ experiment }) => experiment.simulation.dtMs);
  return useMemo(() => {
    if (neuron === undefined) return NO_RESET;
    return entryOf(catalog.neurons, neuron.id).coefficients?.(neuron.params, dtMs) ?? NO_RESET;
  }, [neuron, dtMs]);
}
