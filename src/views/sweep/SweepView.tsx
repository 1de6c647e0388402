import { SweepForm } from './SweepForm.tsx';
import { SweepResults } from './SweepResults.tsx';
import './sweep.css';

/** One experiment over a grid of one or two of its numbers. */
export function SweepView({ onOpened }: { onOpened(): void }) {
  return (
    <div className="compare">
      <SweepForm />
      <div className="compare__results">
        <SweepResults onOpened={onOpened} />
      </div>
    </div>
  );
}
