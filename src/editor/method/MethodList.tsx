import { RadioGroup } from 'radix-ui';
import { useMemo, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import type { RuleEntry } from '#model/catalog.ts';
import type { RuleOutlook } from '#model/edit/switchRule.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { methodOutlooks, switchMethod } from '#state/methods/switchMethod.ts';
import { Button } from '#ui/Button.tsx';
import { Tex } from '../tex/Tex.tsx';
import { messages } from './messages.ts';

/** Every rule of the catalog; the marked one shows its equation and what choosing it would change. */
export function MethodList({ onDone }: { onDone: () => void }) {
  const experiment = useExperiment((state) => state.experiment);
  const outlooks = useMemo(() => methodOutlooks(experiment), [experiment]);
  const [marked, mark] = useState(experiment.rule.id);
  const choose = (rule: RuleEntry): void => {
    if (switchMethod(rule.id)) onDone();
  };
  return (
    <RadioGroup.Root
      className="method-list"
      aria-label={messages.title}
      value={marked}
      onValueChange={mark}
    >
      {catalog.rules.map((rule) => {
        const outlook = outlooks.get(rule.id) ?? { kind: 'current' };
        return (
          <div key={rule.id} className="method" data-outlook={outlook.kind}>
            <RadioGroup.Item
              value={rule.id}
              className="method__choice"
              aria-labelledby={`method-${rule.id}`}
              aria-describedby={`method-${rule.id}-about`}
              onKeyDown={(event) => {
                if (event.key === 'Enter') choose(rule);
              }}
              // The group marks by arrow keys only while one is held; a quick tap is over before that.
              onFocus={() => mark(rule.id)}
              onDoubleClick={() => choose(rule)}
            >
              <span className="method__head">
                <span id={`method-${rule.id}`} className="method__name">
                  {rule.label}
                </span>
                <span className="method__mark" data-exact={rule.exact}>
                  {rule.exact ? messages.exact : messages.approximate}
                </span>
              </span>
              <span id={`method-${rule.id}-about`} className="method__about">
                {rule.gradient}
                <span className="method__outlook">{outlookText(outlook)}</span>
              </span>
            </RadioGroup.Item>
            {marked === rule.id && (
              <MethodDetails rule={rule} outlook={outlook} onChoose={() => choose(rule)} />
            )}
          </div>
        );
      })}
    </RadioGroup.Root>
  );
}

function outlookText(outlook: RuleOutlook): string {
  switch (outlook.kind) {
    case 'current':
      return messages.current;
    case 'fits':
      return messages.fits;
    case 'changes':
      return messages.changes(outlook.changes.length);
    case 'impossible':
      return messages.impossible;
  }
}

/** What is behind a method, and the button that takes it. */
function MethodDetails({
  rule,
  outlook,
  onChoose,
}: {
  rule: RuleEntry;
  outlook: RuleOutlook;
  onChoose: () => void;
}) {
  return (
    <div className="method__details" ref={showWhole}>
      {rule.equation?.split(/,\\quad /).map((equation) => (
        <Tex key={equation} tex={equation} block />
      ))}
      {outlook.kind === 'changes' && <Lines title={messages.whatChanges} lines={outlook.changes} />}
      {outlook.kind === 'impossible' && <Lines title={messages.whyNot} lines={outlook.reasons} />}
      {(outlook.kind === 'changes' || outlook.kind === 'fits') && (
        <Button variant="primary" onClick={onChoose}>
          {messages.switchTo(rule.label)}
        </Button>
      )}
    </div>
  );
}

/** On a small screen the details of a method would open below the edge. */
function showWhole(details: HTMLElement | null): void {
  details?.parentElement?.scrollIntoView({ block: 'nearest' });
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <>
      <p>{title}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
