import type { ComponentType } from 'react';
import { lazy, Suspense } from 'react';
import { messages } from '../messages.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import type { PanelId } from './panels.ts';
import { slotId } from './panels.ts';

/** Each panel is a chunk of its own: the page paints before the plots are there. */
const PANELS: Record<PanelId, ComponentType> = {
  raster: lazy(async () => ({
    default: (await import('#views/raster/RasterPanel.tsx')).RasterPanel,
  })),
  membranes: lazy(async () => ({
    default: (await import('#views/membranes/MembranePanel.tsx')).MembranePanel,
  })),
  curves: lazy(async () => ({
    default: (await import('#views/curves/CurvesPanel.tsx')).CurvesPanel,
  })),
  sample: lazy(async () => ({
    default: (await import('#views/sample/SamplePanel.tsx')).SamplePanel,
  })),
  decision: lazy(async () => ({
    default: (await import('#views/decision/DecisionPanel.tsx')).DecisionPanel,
  })),
  weights: lazy(async () => ({
    default: (await import('#views/weights/WeightsPanel.tsx')).WeightsPanel,
  })),
  backward: lazy(async () => ({
    default: (await import('#views/backward/BackwardPanel.tsx')).BackwardPanel,
  })),
  neuron: lazy(async () => ({
    default: (await import('#views/neuron/NeuronPanel.tsx')).NeuronPanel,
  })),
  layer: lazy(async () => ({
    default: (await import('#views/layer/LayerPanel.tsx')).LayerPanel,
  })),
  output: lazy(async () => ({
    default: (await import('#views/output/OutputPanel.tsx')).OutputPanel,
  })),
};

/** The place of a panel; the number keys move the focus here. */
export function PanelSlot({ panel }: { panel: PanelId }) {
  const Content = PANELS[panel];
  return (
    <div id={slotId(panel)} className="panel-slot" tabIndex={-1}>
      <ErrorBoundary name={messages.panels[panel]}>
        <Suspense fallback={null}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
