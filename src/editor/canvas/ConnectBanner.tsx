import { Button } from '#ui/Button.tsx';
import { cancelConnect } from '../connecting.ts';
import { layerName } from '../editorCommands.ts';
import { useEditor } from '../editorStore.ts';
import { messages } from '../messages.ts';

/** While a connection is made without dragging: what is going on, what the target says, the way out. */
export function ConnectBanner() {
  const connecting = useEditor((state) => state.connecting);
  if (connecting === null || connecting.by !== 'keys') return null;
  const { from, to, refusals } = connecting;
  const refusal = to === null ? null : (refusals.get(to) ?? null);
  return (
    <div className="connect-banner" data-refused={refusal !== null}>
      <p>
        {to === null
          ? messages.connectStart(layerName(from))
          : `${layerName(from)} → ${messages.connectTarget(layerName(to), refusal)}`}
      </p>
      <Button size="small" variant="ghost" onClick={cancelConnect}>
        {messages.cancel}
      </Button>
    </div>
  );
}
