import { useId, useState } from 'react';
import { Dialog } from 'radix-ui';
import { useExperiment } from '#state/experimentStore.ts';
import { addItem } from '../editorCommands.ts';
import { editorStore, useEditor } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { LayerIcon } from './LayerIcon.tsx';
import type { PaletteItem } from './paletteItems.ts';
import { isAvailable, paletteItems } from './paletteItems.ts';

/** The searchable list of layers behind the key A and every "Insert" button. */
export function AddLayerDialog() {
  const adding = useEditor((state) => state.adding);
  const close = (): void => editorStore.setState({ adding: null });
  return (
    <Dialog.Root open={adding !== null} onOpenChange={(open) => open || close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="add-layer__scrim" />
        <Dialog.Content className="add-layer" aria-describedby={undefined}>
          <Dialog.Title className="add-layer__title">
            {adding?.kind === 'connection' ? messages.insertHere : messages.addLayerTitle}
          </Dialog.Title>
          {adding !== null && (
            <LayerSearch
              onChoose={(item) => {
                close();
                addItem(item, adding);
              }}
            />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A text field whose arrow keys walk through the matching layers. */
function LayerSearch({ onChoose }: { onChoose: (item: PaletteItem) => void }) {
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const experiment = useExperiment((state) => state.experiment);
  const listId = useId();
  const needle = query.trim().toLowerCase();
  const found = paletteItems.filter(
    (item) =>
      isAvailable(item, experiment) && `${item.label} ${item.help}`.toLowerCase().includes(needle),
  );
  const ranked = found.toSorted(
    (a, b) => Number(matchesName(b, needle)) - Number(matchesName(a, needle)),
  );
  const active = ranked[Math.min(index, ranked.length - 1)];
  return (
    <>
      <input
        className="add-layer__search"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        aria-label={messages.searchLayers}
        placeholder={messages.searchLayers}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setIndex(0);
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step !== 0) {
            event.preventDefault();
            setIndex((index + step + ranked.length) % Math.max(1, ranked.length));
          } else if (event.key === 'Enter' && active !== undefined) {
            event.preventDefault();
            onChoose(active);
          }
        }}
      />
      <ul className="add-layer__list" role="listbox" id={listId} aria-label={messages.palette}>
        {ranked.map((item) => (
          <li
            key={item.id}
            id={`${listId}-${item.id}`}
            role="option"
            aria-selected={item === active}
            className="add-layer__option"
            onPointerMove={() => setIndex(ranked.indexOf(item))}
            onClick={() => onChoose(item)}
          >
            <LayerIcon id={item.id} />
            <span className="palette__text">
              <span className="palette__name">{item.label}</span>
              <span className="palette__help">{item.help}</span>
            </span>
          </li>
        ))}
        {ranked.length === 0 && <li className="add-layer__none">{messages.nothingFound}</li>}
      </ul>
    </>
  );
}

const matchesName = (item: PaletteItem, needle: string): boolean =>
  item.label.toLowerCase().includes(needle);
