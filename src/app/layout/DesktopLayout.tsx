import { Inspector } from '#editor/Inspector.tsx';
import { NetworkEditor } from '#editor/NetworkEditor.tsx';
import { messages } from '../messages.ts';
import { TourOffer } from '../tour/TourOffer.tsx';
import { Dock } from './Dock.tsx';
import { InspectorDrawer } from './InspectorDrawer.tsx';
import { ResizableGroup } from './ResizableGroup.tsx';

/** Network above, activity below; the inspector beside the network, or as a drawer over it. */
export function DesktopLayout({ hasDrawer }: { hasDrawer: boolean }) {
  const network = (
    <div className="network-pane">
      <NetworkEditor />
      <TourOffer />
    </div>
  );
  const upper = hasDrawer ? (
    <div className="stage">
      {network}
      <InspectorDrawer />
    </div>
  ) : (
    <ResizableGroup
      id="upper"
      orientation="horizontal"
      panes={[
        { id: 'network', name: '', size: '78%', minSize: '420px', content: network },
        {
          id: 'inspector',
          name: messages.inspector,
          size: '320px',
          minSize: '260px',
          isFixed: true,
          content: (
            <aside className="inspector-pane" aria-label={messages.inspector}>
              <Inspector />
            </aside>
          ),
        },
      ]}
    />
  );
  return (
    <ResizableGroup
      id="page"
      orientation="vertical"
      panes={[
        { id: 'upper', name: '', size: '62%', minSize: '240px', content: upper },
        {
          id: 'dock',
          name: messages.dock,
          size: '344px',
          minSize: '140px',
          isFixed: true,
          content: <Dock isNarrow={hasDrawer} />,
        },
      ]}
    />
  );
}
