import type { KeyboardEvent } from 'react';
import { useCallback, useRef, useState } from 'react';
import { useExperiment } from '#state/experimentStore.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { addItem } from '../editorCommands.ts';
import { editorStore, useEditor } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { LayerIcon } from './LayerIcon.tsx';
import type { PaletteItem } from './paletteItems.ts';
import { hasRoom, paletteItems, whyNot } from './paletteItems.ts';

/** The searchable list of layers behind the key A and every "Insert" button. */
export function AddLayerDialog() {
  const adding = useEditor((state) => state.adding);
  if (adding === null) return null;
  const close = (): void => editorStore.setState({ adding: null });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={adding.kind === 'connection' ? messages.insertHere : messages.addLayerTitle}
    >
      <LayerSearch
        onChoose={(item) => {
          close();
          addItem(item, adding);
        }}
      />
    </Dialog>
  );
}

/** Type and press Enter for the first match, or walk the list with the arrow keys. */
function LayerSearch({ onChoose }: { onChoose: (item: PaletteItem) => void }) {
  const [query, setQuery] = useState('');
  const experiment = useExperiment((state) => state.experiment);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const found = matching(query)
    .filter((item) => hasRoom(item, experiment))
    .map((item) => ({ item, problem: whyNot(item, experiment) }))
    // What can be added comes first, so that Enter adds something.
    .sort((a, b) => Number(a.problem !== null) - Number(b.problem !== null));
  // The dialog puts its content into the page late: there is no field yet when effects run.
  const attachField = useCallback((node: HTMLInputElement | null) => {
    field.current = node;
    node?.focus();
  }, []);

  /** Moves the focus to an item; before the first lies the field. */
  const walk = (event: KeyboardEvent, index: number): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const item = list.current?.children[index + by]?.querySelector('button');
    if (index + by < 0) field.current?.focus();
    else item?.focus();
  };

  return (
    <div className="add-layer">
      <input
        ref={attachField}
        type="search"
        className="add-layer__search"
        aria-label={messages.searchLayers}
        placeholder={messages.searchLayers}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === 'Enter' && first !== undefined) {
            event.preventDefault();
            onChoose(first.item);
          } else walk(event, -1);
        }}
      />
      <ul ref={list} className="add-layer__list" aria-label={messages.palette}>
        {found.map(({ item, problem }, index) => (
          <li key={item.id}>
            <button
              type="button"
              className="add-layer__option"
              data-first={index === 0}
              aria-disabled={problem !== null}
              onClick={() => onChoose(item)}
              onKeyDown={(event) => walk(event, index)}
            >
              <LayerIcon id={item.id} />
              <span className="add-layer__text">
                <span className="palette__name">{item.label}</span>
                <span className="add-layer__help">{problem ?? item.help}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="add-layer__help">{messages.nothingFound}</p>}
    </div>
  );
}

/** Items whose name has the text, then those whose help has it. */
function matching(query: string): PaletteItem[] {
  const needle = query.trim().toLowerCase();
  const has = (text: string): boolean => text.toLowerCase().includes(needle);
  const byName = paletteItems.filter((item) => has(item.label));
  return [...byName, ...paletteItems.filter((item) => !byName.includes(item) && has(item.help))];
}
