import { catalog } from '#catalog/index.ts';
import { documentParams } from '#model/bounds.ts';
import type { RuleEntry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import { hardRange } from '#model/params.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { formatCount, messages } from '../messages.ts';
import { DocumentFields } from './DocumentFields.tsx';

/** How long a sample is presented, and what a step means to the rule. */
export function TimeFields() {
  const time = useExperiment(({ experiment }) => entryOf(catalog.rules, experiment.rule.id).time);
  const { steps, dtMs } = useExperiment(({ experiment }) => experiment.simulation);
  const { note, stepsHelp, dtHelp } = messages.timeOf[time];
  return (
    <>
      {note !== '' && (
        <p className="inspector-note">
          {note} {messages.presentation(formatCount(Number((steps * dtMs).toPrecision(6))))}
        </p>
      )}
      <DocumentFields
        names={['steps', 'dtMs']}
        specs={{
          steps: {
            ...documentParams.steps,
            // Without a computation for every step, long presentations are nothing unusual.
            max: time === 'steps' ? documentParams.steps.max : hardRange(documentParams.steps).max,
            help: stepsHelp,
          },
          dtMs: { ...documentParams.dtMs, help: dtHelp },
        }}
      />
    </>
  );
}

/** "20 steps of 1 ms", or the length alone where steps are only for drawing. */
export function timeSummary(time: RuleEntry['time'], steps: number, dtMs: number): string {
  return time === 'events'
    ? messages.timeLength(formatCount(Number((steps * dtMs).toPrecision(6))))
    : messages.timeSummary(steps, dtMs);
}
