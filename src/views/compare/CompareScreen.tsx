import { Dialog } from '#ui/Dialog.tsx';
import { Tabs } from '#ui/Tabs.tsx';
import { SweepView } from '../sweep/SweepView.tsx';
import './compare.css';
import { CompareView } from './CompareView.tsx';
import { messages } from './messages.ts';

export type ScreenTab = keyof (typeof messages)['tabs'];

interface CompareScreenProps {
  readonly tab: ScreenTab;
  onTab(tab: ScreenTab): void;
  onClose(): void;
}

/** Runs beside one another, over the page; what has begun goes on when it is closed. */
export function CompareScreen({ tab, onTab, onClose }: CompareScreenProps) {
  return (
    <Dialog open full onOpenChange={(open) => open || onClose()} title={messages.title}>
      <Tabs<ScreenTab>
        label={messages.tabsLabel}
        value={tab}
        onChange={onTab}
        tabs={[
          {
            value: 'compare',
            label: messages.tabs.compare,
            content: <CompareView onOpened={onClose} />,
          },
          { value: 'sweep', label: messages.tabs.sweep, content: <SweepView onOpened={onClose} /> },
        ]}
      />
    </Dialog>
  );
}
