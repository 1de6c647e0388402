import { Mark } from '../Mark.tsx';
import { messages } from '../messages.ts';
import { ExamplesMenu } from './ExamplesMenu.tsx';
import { ExperimentName } from './ExperimentName.tsx';
import { HistoryButtons } from './HistoryButtons.tsx';

/** The bar of a phone: what is open, and the way back. */
export function PhoneBar() {
  return (
    <header className="top-bar">
      <Mark />
      <h1 className="visually-hidden">{messages.product}</h1>
      <ExperimentName />
      <ExamplesMenu />
      <HistoryButtons />
    </header>
  );
}
