import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { changeSettings, settingsStore } from '#state/settingsStore.ts';
import { messages } from '../messages.ts';

export interface Pane {
  readonly id: string;
  /** What the border before this pane resizes, in words. */
  readonly name: string;
  /** CSS length or share of the group, e.g. "320px" or "36%". */
  readonly size: string;
  readonly minSize: string;
  readonly content: ReactNode;
  /** Keeps its pixels when the window grows; otherwise its share. */
  readonly isFixed?: boolean;
}

interface ResizableGroupProps {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly panes: readonly Pane[];
}

/** Panes with borders that drag; sizes are remembered, a double-click on a border resets them. */
export function ResizableGroup({ id, orientation, panes }: ResizableGroupProps) {
  const remembered = settingsStore.getState().panels[id];
  const fits = remembered !== undefined && panes.every((pane) => remembered[pane.id] !== undefined);
  return (
    <Group
      id={id}
      className="panes"
      orientation={orientation}
      {...(fits ? { defaultLayout: { ...remembered } } : {})}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (!isUserInteraction) return;
        const { panels } = settingsStore.getState();
        changeSettings({ panels: { ...panels, [id]: layout } });
      }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index > 0 && (
            <Separator className="pane-border" aria-label={messages.resize(pane.name)} />
          )}
          <Panel
            id={pane.id}
            className="pane"
            defaultSize={pane.size}
            minSize={pane.minSize}
            groupResizeBehavior={
              pane.isFixed === true ? 'preserve-pixel-size' : 'preserve-relative-size'
            }
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
