import { BarButton } from '../BarButton.tsx';
import { openDialog } from '../dialogs/dialogStore.ts';
import { Mark } from '../Mark.tsx';
import { messages } from '../messages.ts';
import { BackendBadge } from './BackendBadge.tsx';
import { CompareButton } from './CompareButton.tsx';
import { ExamplesMenu } from './ExamplesMenu.tsx';
import { ExperimentName } from './ExperimentName.tsx';
import { HistoryButtons } from './HistoryButtons.tsx';
import { ProgressStatus } from './ProgressStatus.tsx';
import { ShareButtons } from './ShareButtons.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { Transport } from './Transport.tsx';

/** Name, run, and what is shared, in one bar. */
export function TopBar() {
  return (
    <header className="top-bar">
      <div className="top-bar__start">
        <Mark />
        <h1 className="visually-hidden">{messages.product}</h1>
        <ExperimentName />
        <ExamplesMenu />
        <HistoryButtons />
      </div>
      <Transport />
      <ProgressStatus />
      <div className="top-bar__end">
        <CompareButton />
        <BackendBadge />
        <ShareButtons />
        <ThemeMenu />
        <BarButton name={messages.help} icon="help" onClick={() => openDialog('shortcuts')} />
      </div>
    </header>
  );
}
