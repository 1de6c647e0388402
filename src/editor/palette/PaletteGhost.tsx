import { useEditor } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { LayerIcon } from './LayerIcon.tsx';

/** What hangs on the pointer while an item is dragged, with the verdict of what lies under it. */
export function PaletteGhost() {
  const drag = useEditor((state) => state.drag);
  if (drag === null) return null;
  const { item, clientX, clientY, over } = drag;
  return (
    <div
      className="palette-ghost"
      data-refused={over !== null && over.refusal !== null}
      style={{ transform: `translate(${clientX}px, ${clientY}px)` }}
    >
      <span className="palette-ghost__card">
        <LayerIcon id={item.id} />
        {item.label}
      </span>
      {over !== null && (
        <span className="palette-ghost__verdict">
          {over.refusal === null
            ? messages.insertHere
            : `${over.refusal.reason} ${over.refusal.remedy}`}
        </span>
      )}
    </div>
  );
}
