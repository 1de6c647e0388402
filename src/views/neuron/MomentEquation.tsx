import { WalkEquation } from '../backward/WalkEquation.tsx';
import { timeLink } from '../frames/timeLink.ts';
import { messages } from './messages.ts';
import type { Moment } from './useMoment.ts';

/** The neuron's equation at the time cursor, with a slider that moves the cursor of all time axes. */
export function MomentEquation({ moment }: { moment: Moment }) {
  const { step, steps, dtMs } = moment;
  return (
    <>
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
      <p className="neuron__note">{moment.about}</p>
      {moment.equation !== '' && <WalkEquation position={moment} />}
      {!moment.isBalanced && <p className="neuron__note">{messages.unbalanced}</p>}
    </>
  );
}
