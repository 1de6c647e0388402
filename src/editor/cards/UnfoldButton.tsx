import { toggleUnfolded } from '../editorStore.ts';
import { messages } from '../messages.ts';

interface UnfoldButtonProps {
  readonly name: string;
  readonly layerId: string;
  readonly isUnfolded: boolean;
}

/** Shows a layer's neurons one by one in place of their spikes, and the other way round. */
export function UnfoldButton({ name, layerId, isUnfolded }: UnfoldButtonProps) {
  return (
    <button
      type="button"
      className="layer-card__unfold nodrag nopan"
      aria-pressed={isUnfolded}
      aria-label={messages.unfold(name)}
      title={isUnfolded ? messages.foldHelp : messages.unfoldHelp}
      onClick={(event) => {
        event.stopPropagation();
        toggleUnfolded(layerId);
      }}
      // Enter and Space on a card select it; the page's own keys go on.
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
      }}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {[3, 9].flatMap((y) => [3, 9].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r={2} />))}
      </svg>
    </button>
  );
}
