import { judge, tallyOf, useLive } from '#state/live/liveStore.ts';
import { Button } from '#ui/Button.tsx';
import { useClassNames, useDataset } from '../../frames/useDataset.ts';
import { messages } from '../messages.ts';

/** What somebody said of an answer. */
export interface Judged {
  /** Class it was. */
  readonly label: number;
  /** Class the network had named; null where it did not decide. */
  readonly said: number | null;
}

interface VerdictProps {
  /** What the network says now; undefined while it says nothing. */
  readonly said: number | null | undefined;
  readonly judged: Judged | null;
  onJudge(judged: Judged): void;
}

/** The person says what it was; right and wrong answers are counted while the page is open. */
export function Verdict({ said, judged, onJudge }: VerdictProps) {
  const { id } = useDataset();
  const classes = useClassNames();
  const tally = useLive((state) => tallyOf(state, id));
  const nameOf = (index: number): string => classes[index] ?? String(index);
  const choose = (label: number): void => {
    if (said === undefined) return;
    judge(id, said === label);
    onJudge({ label, said });
  };
  return (
    <div className="live-verdict">
      <fieldset className="live-verdict__choice" disabled={said === undefined || judged !== null}>
        <legend>{messages.verdict}</legend>
        <div className="live-verdict__classes">
          {classes.map((name, label) => (
            <Button
              key={name}
              size="small"
              aria-label={messages.itWas(name)}
              aria-pressed={judged?.label === label}
              onClick={() => choose(label)}
            >
              {name}
            </Button>
          ))}
        </div>
      </fieldset>
      <output className="live-verdict__tally">
        {judged !== null && `${verdictText(judged, nameOf)} `}
        {tally.judged > 0 && messages.tally(tally.right, tally.judged)}
      </output>
    </div>
  );
}

function verdictText({ label, said }: Judged, nameOf: (index: number) => string): string {
  if (said === null) return messages.missed(nameOf(label));
  return said === label ? messages.right : messages.wrong(nameOf(said), nameOf(label));
}
