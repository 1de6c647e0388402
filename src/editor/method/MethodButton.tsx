import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { Icon } from '#ui/icons/Icon.tsx';
import { messages } from './messages.ts';
import { MethodPicker } from './MethodPicker.tsx';

/** Over the network: which method trains it, and the way to another. */
export function MethodButton() {
  const rule = useExperiment(({ experiment }) => entryOf(catalog.rules, experiment.rule.id));
  return (
    <MethodPicker
      trigger={
        <button type="button" className="method-button">
          <span className="visually-hidden">{messages.method} </span>
          <span className="method-button__title">{messages.title}</span>{' '}
          <span className="method-button__name">{rule.label}</span>
          <Icon name="chevronDown" sizePx={16} />
        </button>
      }
    />
  );
}
