import { useExperiment } from '#state/experimentStore.ts';
import { Tooltip } from '#ui/Tooltip.tsx';
import { addItem } from '../editorCommands.ts';
import { messages } from '../messages.ts';
import { LayerIcon } from './LayerIcon.tsx';
import './palette.css';
import { startPaletteDrag } from './paletteDrag.ts';
import type { PaletteItem } from './paletteItems.ts';
import { paletteGroups, whyNot } from './paletteItems.ts';

/** The layers of the catalog, to be dragged onto the canvas or added by click or Enter. */
export function Palette() {
  return (
    <section className="palette" aria-label={messages.palette}>
      <p className="visually-hidden" id="palette-help">
        {messages.paletteHelp}
      </p>
      {paletteGroups.map((group) => (
        <div key={group.label} className="palette__group">
          <h2 className="palette__heading">{group.label}</h2>
          <ul className="palette__items">
            {group.items.map((item) => (
              <li key={item.id}>
                <PaletteButton item={item} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function PaletteButton({ item }: { item: PaletteItem }) {
  const problem = useExperiment(({ experiment }) => whyNot(item, experiment));
  const whyId = `palette-${item.id}-why`;
  return (
    <>
      <Tooltip text={problem ?? item.help} side="right">
        <button
          type="button"
          className="palette__item"
          aria-disabled={problem !== null}
          aria-describedby={problem === null ? 'palette-help' : whyId}
          onPointerDown={(event) => {
            if (problem === null) startPaletteDrag(event, item);
          }}
          onClick={() => addItem(item)}
        >
          <LayerIcon id={item.id} />
          <span className="palette__name">{item.label}</span>
        </button>
      </Tooltip>
      {problem !== null && (
        <span className="visually-hidden" id={whyId}>
          {problem}
        </span>
      )}
    </>
  );
}
