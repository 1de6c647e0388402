/** The change that would make possible what the present rule or score keeps from being used. */
import type { Catalog } from '#model/catalog.ts';
import type { Unavailable } from '#model/edit/availability.ts';
import { ruleThatCan } from '#model/edit/availability.ts';
import { setLayerParam } from '#model/edit/parameters.ts';
import { withFittingLoss } from '#model/edit/fitSettings.ts';
import type { Experiment } from '#model/experiment.ts';
import { measureLabel } from '#model/network/ruleIssues.ts';
import { readoutOf } from '#model/network/supports.ts';
import { edit } from '#state/experimentStore.ts';
import { switchMethod } from '#state/methods/switchMethod.ts';
import { messages } from './messages.ts';

export interface AllowingChange {
  /** What the button says. */
  readonly label: string;
  /** Makes the change, and in the same undo step what it was wanted for. */
  make(then: (experiment: Experiment) => Experiment): void;
}

export function changeThatAllows(
  experiment: Experiment,
  catalog: Catalog,
  { can, measure }: Unavailable,
): AllowingChange | null {
  const readout = readoutOf(experiment.network.layers, catalog);
  if (measure !== undefined && readout !== undefined) {
    const label = messages.useScore(measureLabel(measure, catalog));
    return {
      label,
      make: (then) =>
        edit(label, (before) => then(setLayerParam(before, readout.id, 'measure', measure))),
    };
  }
  const rule = can === undefined ? null : ruleThatCan(experiment, catalog, can);
  return rule === null
    ? null
    : {
        label: messages.switchTo(rule.label),
        make: (then) =>
          void switchMethod(rule.id, (switched) => withFittingLoss(then(switched), catalog)),
      };
}
