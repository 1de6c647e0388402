/** Documents that differ in one thing: the method, or whatever a person has edited. */
import type { Catalog } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import { chosenChanges, describeChanges } from '#model/edit/changes.ts';
import { outlookOf, switchRule } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import type { TrainGoal } from '#protocol/training.ts';

/** What every run of a comparison may use. */
export interface Budget {
  readonly kind: 'epochs' | 'seconds';
  readonly amount: number;
}

export type Entrant =
  | {
      readonly ruleId: string;
      readonly label: string;
      readonly kind: 'runs';
      readonly experiment: Experiment;
      /** What was changed to suit the method. */
      readonly changes: readonly string[];
    }
  | {
      readonly ruleId: string;
      readonly label: string;
      readonly kind: 'impossible';
      readonly reasons: readonly string[];
    };

/** The same experiment under every method of the catalog, or why a method cannot train it. */
export function entrantsOf(experiment: Experiment, catalog: Catalog): readonly Entrant[] {
  return catalog.rules.map(({ id: ruleId, label }): Entrant => {
    const switched = switchRule(experiment, ruleId, catalog);
    const outlook = outlookOf(experiment, switched, catalog);
    if (outlook.kind === 'impossible') {
      return { ruleId, label, kind: 'impossible', reasons: outlook.reasons };
    }
    return { ruleId, label, kind: 'runs', ...switched };
  });
}

/**
 * The document as it is trained. Epochs are its own stopping rule, so that it gives the same numbers
 * wherever it is trained; a time is not part of a document.
 */
export function budgeted(experiment: Experiment, { kind, amount }: Budget): Experiment {
  const epochs = kind === 'epochs' ? amount : 0;
  return { ...experiment, stopping: { ...experiment.stopping, epochs, targetAccuracy: 0 } };
}

export function goalOf({ kind, amount }: Budget): TrainGoal {
  return kind === 'epochs' ? null : { seconds: amount };
}

/** What sets a document apart from another one, a sentence each; the view and names left out. */
export function differences(
  base: Experiment,
  other: Experiment,
  catalog: Catalog,
): readonly string[] {
  const named = (title: string, parts: readonly string[]): string[] =>
    parts.length === 0 ? [] : [`${title}: ${parts.join('; ')}.`];
  return [
    ...named('Method', chosenChanges(base.rule, other.rule, catalog.rules)),
    ...named('Data', chosenChanges(base.dataset, other.dataset, catalog.datasets)),
    ...named('Seed', base.seed === other.seed ? [] : [`${base.seed} → ${other.seed}`]),
    ...describeChanges(base, other, catalog),
  ];
}

/** A name for a run that no other run has: the method, and a number where it is there already. */
export function nameFor(
  ruleId: string,
  taken: readonly string[],
  { rules }: Pick<Catalog, 'rules'>,
): string {
  const { label } = entryOf(rules, ruleId);
  if (!taken.includes(label)) return label;
  let number = 2;
  while (taken.includes(`${label} · ${number}`)) number++;
  return `${label} · ${number}`;
}
