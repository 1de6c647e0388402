import { useEffect } from 'react';
import { IconButton } from '#ui/IconButton.tsx';
import { Menu } from '#ui/Menu.tsx';
import { Tabs } from '#ui/Tabs.tsx';
import { messages } from '../messages.ts';
import type { PanelId } from './panels.ts';
import { registerTabs, showPanel, useLayout } from './panels.ts';
import { PanelSlot } from './PanelSlot.tsx';

/** Panels that share a place; the one in front is drawn, the others are not. */
export function PanelTabs({ group, panels }: { group: string; panels: readonly PanelId[] }) {
  const front = useLayout((state) => state.front[group]) ?? panels[0] ?? 'sample';
  useEffect(() => registerTabs(group, panels), [group, panels]);
  return (
    <Tabs
      label={messages.watchTabs}
      value={front}
      onChange={(panel) => showPanel(group, panel)}
      end={
        <Menu
          trigger={<IconButton icon="chevronDown" size="small" label={messages.allPanels} />}
          items={panels.map((panel) => ({
            label: messages.panels[panel],
            checked: panel === front,
            onSelect: () => showPanel(group, panel),
          }))}
        />
      }
      tabs={panels.map((panel) => ({
        value: panel,
        label: messages.tabLabels[panel],
        content: <PanelSlot panel={panel} />,
      }))}
    />
  );
}
