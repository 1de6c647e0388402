import { BarButton } from '../BarButton.tsx';
import { openDialog } from '../dialogs/dialogStore.ts';
import { messages } from '../messages.ts';

/** The way to several runs side by side. */
export function CompareButton() {
  return (
    <BarButton
      name={messages.compare}
      icon="compare"
      help={messages.compareHelp}
      shortcut="M"
      onClick={() => openDialog('compare')}
    />
  );
}
