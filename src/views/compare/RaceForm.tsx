import { useMemo, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { comparison, useComparison } from '#state/compare/compareStore.ts';
import type { Budget, Entrant } from '#state/compare/variants.ts';
import { entrantsOf } from '#state/compare/variants.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { pause } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { NumberField } from '#ui/fields/NumberField.tsx';
import { IconButton } from '#ui/IconButton.tsx';
import { SegmentedControl } from '#ui/SegmentedControl.tsx';
import { messages } from './messages.ts';

const KINDS: readonly Budget['kind'][] = ['epochs', 'seconds'];
const LARGEST = { epochs: 1000, seconds: 3600 } as const;

const { race: text } = messages;

/** Starts runs: all methods at once, one method, or the experiment as it is. */
export function RaceForm() {
  const experiment = useExperiment((state) => state.experiment);
  const isWhole = useExperiment((state) => state.analysis.issues.length === 0);
  const isEmpty = useComparison(({ runs }) => runs.length === 0);
  const [kind, setKind] = useState<Budget['kind']>('epochs');
  const [amounts, setAmounts] = useState({ epochs: 10, seconds: 15 });
  // On a phone the list would stand between the buttons and what they start.
  const [hasRoom] = useState(() => matchMedia('(min-width: 901px)').matches);
  const entrants = useMemo(() => entrantsOf(experiment, catalog), [experiment]);
  const budget: Budget = { kind, amount: amounts[kind] };
  // The open document's run would take a core from those that are compared.
  const begin = (start: () => void): void => {
    pause().catch(() => undefined);
    start();
  };
  return (
    <section className="compare__form" aria-label={text.title}>
      <p className="compare__explain">{text.explain}</p>
      <div className="compare__budget">
        <SegmentedControl<Budget['kind']>
          label={text.budget}
          options={KINDS.map((value) => ({ value, label: text.kinds[value] }))}
          value={kind}
          onChange={setKind}
        />
        <NumberField
          label={text.amount[kind]}
          value={amounts[kind]}
          min={1}
          max={LARGEST[kind]}
          integer={kind === 'epochs'}
          {...(kind === 'seconds' ? { unit: 's' } : {})}
          onChange={(amount) => setAmounts({ ...amounts, [kind]: amount })}
        />
      </div>
      <Button
        variant="primary"
        disabled={!isWhole}
        onClick={() => begin(() => comparison.race(experiment, budget))}
      >
        {isEmpty ? text.all : text.allAgain}
      </Button>
      <Button
        disabled={!isWhole}
        onClick={() => begin(() => void comparison.add(experiment, budget))}
      >
        {text.addCurrent}
      </Button>
      <p className="compare__note">
        {text.hint} {text.at(comparison.limit())}
      </p>
      <details className="compare__fold" open={hasRoom}>
        <summary>{text.methods}</summary>
        <ul className="compare__methods">
          {entrants.map((entrant) => (
            <Method
              key={entrant.ruleId}
              entrant={entrant}
              onAdd={(own) => begin(() => void comparison.add(own.experiment, budget, own.changes))}
            />
          ))}
        </ul>
      </details>
    </section>
  );
}

interface MethodProps {
  readonly entrant: Entrant;
  onAdd(entrant: Extract<Entrant, { kind: 'runs' }>): void;
}

function Method({ entrant, onAdd }: MethodProps) {
  const { label } = entrant;
  const details = entrant.kind === 'runs' ? entrant.changes : entrant.reasons;
  const state =
    entrant.kind === 'impossible'
      ? text.impossible
      : details.length === 0
        ? text.asItIs
        : text.changes(details.length);
  return (
    <li className="compare__method">
      <div className="compare__method-text">
        <span>{label}</span>
        {details.length === 0 ? (
          <span className="compare__soft">{state}</span>
        ) : (
          <Details summary={state} lines={details} />
        )}
      </div>
      {entrant.kind === 'runs' && (
        <IconButton
          icon="plus"
          size="small"
          label={text.addMethod(label)}
          onClick={() => onAdd(entrant)}
        />
      )}
    </li>
  );
}

/** Lines that unfold under their number. */
export function Details({ summary, lines }: { summary: string; lines: readonly string[] }) {
  return (
    <details className="compare__details">
      <summary>{summary}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
