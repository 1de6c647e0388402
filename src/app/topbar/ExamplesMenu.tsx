import { useRef } from 'react';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { replaceBy } from '#state/share/incoming.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/icons/Icon.tsx';
import { Menu } from '#ui/Menu.tsx';
import { messages } from '../messages.ts';

/** The gallery: each example with a picture of its own run, what will be seen, and how long it takes. */
export function ExamplesMenu() {
  const hasChosen = useRef(false);
  return (
    <Menu
      align="start"
      onCloseAutoFocus={(event) => {
        if (!hasChosen.current) return;
        // The next thing to do: Space shall train now, not open the menu again.
        event.preventDefault();
        document.querySelector<HTMLElement>('.play-button')?.focus();
        hasChosen.current = false;
      }}
      trigger={
        <Button variant="ghost" className="examples-button">
          {messages.examples}
          <Icon name="chevronDown" sizePx={16} />
        </Button>
      }
      items={examples.map(({ id, title, youWillSee, takes, experiment }) => ({
        label: title,
        picture: `${import.meta.env.BASE_URL}gallery/${id}.svg`,
        badge: entryOf(catalog.rules, experiment.rule.id).label,
        hint: messages.exampleHint(youWillSee, takes),
        onSelect: () => {
          hasChosen.current = true;
          replaceBy(experiment, messages.openExample(title));
        },
      }))}
    />
  );
}
