import { useRef } from 'react';
import { useBackward } from '#state/backward/backwardStore.ts';
import { usePart } from '../frames/usePart.ts';
import { setText } from '../panel/setText.ts';
import { compareSpikes } from './ghost.ts';
import { ghostSource } from './ghostSource.ts';
import { messages } from './messages.ts';

/** What the last update did to the spikes of the sample, in words. */
export function GhostLine({ isShown }: { isShown: boolean }) {
  const line = useRef<HTMLParagraphElement>(null);
  const showsGhost = useBackward((state) => state.showsGhost);
  usePart(
    isShown && showsGhost,
    ({ activity }) => activity,
    () => setText(line, ghostText()),
    showsGhost,
  );
  return <p ref={line} className="backward__ghost" hidden={!showsGhost} />;
}

function ghostText(): string {
  const { before, after } = ghostSource.latest();
  if (before === null || after === null) return messages.ghostWaits;
  const { layers, sample } = after.activity;
  const [input] = layers;
  const ghost = compareSpikes(before.activity.layers, layers, sample.steps);
  const words = messages.ghost(after.update - before.update, ghost);
  const isOther = ghost.changes.some(({ layerId }) => layerId === input?.id);
  return isOther ? `${words} ${messages.ghostOtherInput}` : words;
}
