import { useEffect } from 'react';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/icons/Icon.tsx';
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
      more={(hidden) => (
        <Menu
          trigger={
            <Button variant="ghost" size="small" title={messages.allPanels}>
              {messages.morePanels(hidden)}
              <Icon name="chevronDown" sizePx={16} />
            </Button>
          }
          items={panels.map((panel) => ({
            label: messages.panels[panel],
            checked: panel === front,
            onSelect: () => showPanel(group, panel),
          }))}
        />
      )}
      tabs={panels.map((panel) => ({
        value: panel,
        label: messages.tabLabels[panel],
        content: <PanelSlot panel={panel} />,
      }))}
    />
  );
}
