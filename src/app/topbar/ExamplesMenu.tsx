import { examples } from '#catalog/examples/index.ts';
import { replaceBy } from '#state/share/incoming.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/icons/Icon.tsx';
import { Menu } from '#ui/Menu.tsx';
import { messages } from '../messages.ts';

/** The gallery: each example with what will be seen and how long it takes. */
export function ExamplesMenu() {
  return (
    <Menu
      align="start"
      trigger={
        <Button variant="ghost" className="examples-button">
          {messages.examples}
          <Icon name="chevronDown" sizePx={16} />
        </Button>
      }
      items={examples.map(({ title, youWillSee, takes, experiment }) => ({
        label: title,
        hint: messages.exampleHint(youWillSee, takes),
        onSelect: () => replaceBy(experiment, messages.openExample(title)),
      }))}
    />
  );
}
