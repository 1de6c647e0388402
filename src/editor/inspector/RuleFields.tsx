import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { setChosenParam } from '#model/edit/settings.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { Button } from '#ui/Button.tsx';
import { messages } from '../messages.ts';
import { messages as methodMessages } from '../method/messages.ts';
import { MethodPicker } from '../method/MethodPicker.tsx';
import { EntryHelp } from './EntryHelp.tsx';
import { ParamFields } from './ParamFields.tsx';
import { SurrogateCurve } from './SurrogateCurve.tsx';

/** The rule that trains the network: what gradient it is, its equation and its parameters. */
export function RuleFields() {
  const { id, params } = useExperiment(({ experiment }) => experiment.rule);
  const rule = entryOf(catalog.rules, id);
  return (
    <>
      <div className="rule-head">
        <strong>{rule.label}</strong>
        <span className="method__mark" data-exact={rule.exact}>
          {rule.exact ? methodMessages.exact : methodMessages.approximate}
        </span>
      </div>
      <p className="inspector-note">{rule.gradient}</p>
      <MethodPicker trigger={<Button size="small">{methodMessages.choose}</Button>} />
      <EntryHelp entry={rule} />
      <SurrogateCurve />
      <ParamFields
        owner={`rule ${id}`}
        specs={rule.params}
        values={params}
        onChange={(name, value, gesture) =>
          edit(
            messages.labelChange((rule.params[name]?.label ?? name).toLowerCase()),
            (before) => setChosenParam(before, 'rule', name, value),
            gesture,
          )
        }
      />
    </>
  );
}
