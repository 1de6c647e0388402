import { messages } from '../messages.ts';
import type { PanelId } from './panels.ts';
import { PanelSlot } from './PanelSlot.tsx';
import { PanelTabs } from './PanelTabs.tsx';
import { ResizableGroup } from './ResizableGroup.tsx';

const RESULT_TABS: readonly PanelId[] = [
  'sample',
  'decision',
  'weights',
  'neuron',
  'layer',
  'output',
  'backward',
];
const NARROW_TABS: readonly PanelId[] = [
  'membranes',
  'curves',
  'sample',
  'decision',
  'weights',
  'neuron',
  'layer',
  'output',
  'backward',
];

/** The bottom of the page: what the network does now, the raster widest. */
export function Dock({ isNarrow }: { isNarrow: boolean }) {
  const raster = {
    id: 'raster',
    name: messages.panels.raster,
    minSize: '220px',
    content: <PanelSlot panel="raster" />,
  };
  return (
    <section className="dock" aria-label={messages.dock}>
      {isNarrow ? (
        <ResizableGroup
          id="dock-narrow"
          orientation="horizontal"
          panes={[
            { ...raster, size: '52%' },
            {
              id: 'results',
              name: messages.watchTabs,
              size: '48%',
              minSize: '260px',
              content: <PanelTabs group="narrow" panels={NARROW_TABS} />,
            },
          ]}
        />
      ) : (
        <ResizableGroup
          id="dock"
          orientation="horizontal"
          panes={[
            { ...raster, size: '29%' },
            {
              id: 'membranes',
              name: messages.panels.membranes,
              size: '24%',
              minSize: '200px',
              content: <PanelSlot panel="membranes" />,
            },
            {
              id: 'curves',
              name: messages.panels.curves,
              size: '19%',
              minSize: '200px',
              content: <PanelSlot panel="curves" />,
            },
            {
              id: 'results',
              name: messages.watchTabs,
              size: '28%',
              minSize: '220px',
              content: <PanelTabs group="results" panels={RESULT_TABS} />,
            },
          ]}
        />
      )}
    </section>
  );
}
