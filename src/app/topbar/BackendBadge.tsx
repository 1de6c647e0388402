import { Popover, RadioGroup } from 'radix-ui';
import type { BackendCandidate, BackendChoice } from '#protocol/training.ts';
import { setBackendChoice, useRun } from '#state/runStore.ts';
import { useSettings } from '#state/settingsStore.ts';
import { durationText, messages } from '../messages.ts';

const CHOICES: readonly BackendChoice[] = ['auto', 'wasm', 'webgpu'];

/** Which backend computes; opens on why, and on the choice of another. */
export function BackendBadge() {
  const report = useRun((run) => run.backend);
  const name = report === null ? messages.noBackendYet : messages.backendNames[report.name];
  return (
    <Popover.Root>
      <Popover.Trigger
        className="backend-badge"
        data-backend={report?.name ?? 'none'}
        aria-label={report === null ? name : messages.backend(name)}
      >
        {name}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          aria-label={messages.backendTitle}
          align="end"
          sideOffset={6}
          collisionPadding={8}
        >
          <h2 className="popover__title">{messages.backendTitle}</h2>
          {report !== null && <p className="popover__text">{report.reason}</p>}
          {report !== null && (
            <ul className="candidates">
              {report.candidates.map((candidate) => (
                <Candidate
                  key={candidate.name}
                  candidate={candidate}
                  isChosen={candidate.name === report.name}
                />
              ))}
            </ul>
          )}
          <Choice candidates={report?.candidates ?? []} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Candidate({ candidate, isChosen }: { candidate: BackendCandidate; isChosen: boolean }) {
  const { name, available, detail, msPerUpdate } = candidate;
  const timing = !available
    ? messages.missing
    : msPerUpdate === null
      ? messages.notTimed
      : messages.perUpdate(durationText(msPerUpdate));
  return (
    <li className="candidates__item" data-chosen={isChosen}>
      <strong>{messages.backendNames[name]}</strong>
      <span className="candidates__time">{timing}</span>
      <small>{detail}</small>
    </li>
  );
}

function Choice({ candidates }: { candidates: readonly BackendCandidate[] }) {
  const choice = useSettings((settings) => settings.backend);
  const cannot = (name: BackendChoice): boolean =>
    candidates.some((candidate) => candidate.name === name && !candidate.available);
  return (
    <>
      <h3 className="popover__heading" id="backend-choice">
        {messages.choose}
      </h3>
      <RadioGroup.Root
        className="choices"
        aria-labelledby="backend-choice"
        value={choice}
        onValueChange={(value) => {
          const next = CHOICES.find((candidate) => candidate === value);
          if (next !== undefined) setBackendChoice(next);
        }}
      >
        {CHOICES.map((name) => (
          <RadioGroup.Item
            key={name}
            value={name}
            disabled={cannot(name)}
            className="choices__item"
          >
            {messages.choices[name]}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <p className="popover__note">{messages.choiceHelp}</p>
    </>
  );
}
