import type { KeyboardEvent } from 'react';
import { useCallback, useRef, useState } from 'react';
import { Dialog } from '#ui/Dialog.tsx';
import type { Command } from '../commands.ts';
import { commands } from '../commands.ts';
import { keyText } from '../keyboard/keys.ts';
import { IS_MAC } from '../keyboard/useKeyboard.ts';
import { messages } from '../messages.ts';
import { closeDialog, isEnteredAhead, typedAhead } from './dialogStore.ts';

/** Commands that contain every typed word, in their own order. */
function matching(query: string): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label, group }) =>
    words.every((word) => `${group} ${label}`.toLowerCase().includes(word)),
  );
}

function carryOut(command: Command): void {
  closeDialog();
  // After the dialog has given the focus back, so that a command may move it.
  requestAnimationFrame(() => command.run());
}

/** Every command by name: type and press Enter, or walk the list with the arrow keys. */
export function CommandDialog() {
  const [query, setQuery] = useState(typedAhead);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const found = matching(query);
  // The dialog puts its content into the page late: there is no field yet when effects run.
  const attachField = useCallback((node: HTMLInputElement | null) => {
    field.current = node;
    node?.focus();
    const [first] = node !== null && isEnteredAhead() ? matching(typedAhead()) : [];
    if (first !== undefined) carryOut(first);
  }, []);

  /** Moves the focus to an item; before the first lies the field. */
  const focusItem = (index: number): void => {
    const item = list.current?.children[index]?.querySelector('button');
    if (index < 0) field.current?.focus();
    else item?.focus();
  };
  const walk = (event: KeyboardEvent, index: number): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    focusItem(index + by);
  };

  return (
    <Dialog open onOpenChange={(open) => open || closeDialog()} title={messages.commands}>
      <input
        ref={attachField}
        type="search"
        className="command-search"
        aria-label={messages.commandsSearch}
        placeholder={messages.commandsSearch}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === 'Enter' && first !== undefined) {
            event.preventDefault();
            carryOut(first);
          } else walk(event, -1);
        }}
      />
      <ul ref={list} className="command-list" aria-label={messages.commands}>
        {found.map((command, index) => (
          <li key={command.label}>
            <button
              type="button"
              className="command-list__item"
              data-first={index === 0}
              onClick={() => carryOut(command)}
              onKeyDown={(event) => walk(event, index)}
            >
              <span className="command-list__group">{command.group}</span>
              <span>{command.label}</span>
              {command.keys[0] !== undefined && <kbd>{keyText(command.keys[0], IS_MAC)}</kbd>}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="command-list__group">{messages.noCommand}</p>}
    </Dialog>
  );
}
