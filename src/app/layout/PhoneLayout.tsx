import { Tabs } from 'radix-ui';
import { Inspector } from '#editor/Inspector.tsx';
import { NetworkEditor } from '#editor/NetworkEditor.tsx';
import { BarButton } from '../BarButton.tsx';
import { openDialog } from '../dialogs/dialogStore.ts';
import type { IconName } from '#ui/icons/iconPaths.ts';
import { Icon } from '#ui/icons/Icon.tsx';
import { messages } from '../messages.ts';
import { BackendBadge } from '../topbar/BackendBadge.tsx';
import { CompareButton } from '../topbar/CompareButton.tsx';
import { ProgressStatus } from '../topbar/ProgressStatus.tsx';
import { ShareButtons } from '../topbar/ShareButtons.tsx';
import { TourOffer } from '../tour/TourOffer.tsx';
import { ThemeMenu } from '../topbar/ThemeMenu.tsx';
import { Transport } from '../topbar/Transport.tsx';
import { InspectorDrawer } from './InspectorDrawer.tsx';
import type { PanelId, PhoneTab } from './panels.ts';
import { showPhoneTab, useLayout } from './panels.ts';
import { PanelSlot } from './PanelSlot.tsx';

const TABS: readonly { id: PhoneTab; icon: IconName }[] = [
  { id: 'network', icon: 'layout' },
  { id: 'train', icon: 'sliders' },
  { id: 'watch', icon: 'picture' },
];
const WATCHED: readonly PanelId[] = [
  'raster',
  'membranes',
  'sample',
  'decision',
  'weights',
  'neuron',
  'layer',
  'output',
  'backward',
];

/** One screen at a time; the run's controls stay under the thumb. */
export function PhoneLayout() {
  const tab = useLayout((state) => state.phoneTab);
  return (
    <Tabs.Root
      className="phone"
      value={tab}
      onValueChange={(value) => {
        const next = TABS.find(({ id }) => id === value);
        if (next !== undefined) showPhoneTab(next.id);
      }}
    >
      <Tabs.Content value="network" className="phone__screen phone__screen--network" tabIndex={-1}>
        <NetworkEditor />
        <InspectorDrawer />
      </Tabs.Content>
      <Tabs.Content value="train" className="phone__screen" tabIndex={-1}>
        <div className="phone__tools">
          <BackendBadge />
          <CompareButton />
          <ShareButtons />
          <ThemeMenu />
          <BarButton name={messages.help} icon="help" onClick={() => openDialog('shortcuts')} />
        </div>
        <div className="phone__sheet">
          <PanelSlot panel="curves" />
        </div>
        <Inspector />
      </Tabs.Content>
      <Tabs.Content value="watch" className="phone__screen" tabIndex={-1}>
        {WATCHED.map((panel) => (
          <div key={panel} className="phone__sheet">
            <PanelSlot panel={panel} />
          </div>
        ))}
      </Tabs.Content>
      <footer className="phone__foot">
        <div className="phone__status">
          <ProgressStatus />
          <TourOffer />
        </div>
        <Transport />
        <Tabs.List className="phone__tabs" aria-label={messages.phoneTabs}>
          {TABS.map(({ id, icon }) => (
            <Tabs.Trigger key={id} value={id} className="phone__tab">
              <Icon name={icon} />
              {messages.tabs[id]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </footer>
    </Tabs.Root>
  );
}
