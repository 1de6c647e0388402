import type { ReactNode } from 'react';
import { WalkEquation } from '../backward/WalkEquation.tsx';
import { timeLink } from '../frames/timeLink.ts';
import { messages } from './messages.ts';
import type { Moment } from './useMoment.ts';

interface MomentEquationProps {
  /** Null while there is no trace of the neuron. */
  readonly moment: Moment | null;
  /** The traces that it is read from. */
  readonly children: ReactNode;
}

/** The neuron's equation at the time cursor, and a slider that moves the cursor of all time axes. */
export function MomentEquation({ moment, children }: MomentEquationProps) {
  return (
    <WalkEquation position={moment ?? NOTHING} labels={messages.equation}>
      {moment !== null && !moment.isBalanced && (
        <p className="neuron__note">{messages.unbalanced}</p>
      )}
      {children}
      {moment !== null && <MomentSlider {...moment} />}
      <p className="neuron__note">{moment?.about}</p>
    </WalkEquation>
  );
}

/** The traces keep their place while nothing is known. */
const NOTHING = { title: '', equation: '', numbers: '', terms: [] };

function MomentSlider({ step, steps, dtMs }: Pick<Moment, 'step' | 'steps' | 'dtMs'>) {
  return (
    <div className="neuron__moment">
      <input
        className="neuron__slider"
        type="range"
        min={0}
        max={steps - 1}
        value={step}
        aria-label={messages.moment}
        aria-valuetext={messages.step(step, step * dtMs)}
        onChange={(event) => timeLink.setCursor(Number(event.target.value) * dtMs)}
      />
      <output className="neuron__step">{messages.step(step, step * dtMs)}</output>
    </div>
  );
}
