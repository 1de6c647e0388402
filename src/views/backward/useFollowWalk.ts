import { useEffect, useRef } from 'react';
import { positionOf, useBackward } from '#state/backward/backwardStore.ts';
import { setView } from '#state/experimentStore.ts';
import { timeLink } from '../frames/timeLink.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';

/** Membranes follow when the walk rests for so long: each other neuron is asked of the worker. */
const REST_MS = 150;

/** Points the cursor of all time axes, the membranes and the selected layer at the walk's position. */
export function useFollowWalk(isShown: boolean, infos: readonly LayerInfo[]): void {
  const here = useBackward(positionOf);
  const position = useBackward((state) => state.position);
  const dtMs = useBackward(({ pass }) => pass?.sample.dtMs ?? 1);
  const last = useRef(position);
  const { layerId, neuron, time } = here ?? { layerId: '', neuron: null, time: null };
  useEffect(() => {
    // Only a step of the walk moves what the person looks at; a new pass does not.
    if (!isShown || position === last.current) return undefined;
    last.current = position;
    timeLink.setCursor(time === null ? null : time * dtMs);
    const info = infos.find(({ id }) => id === layerId);
    if (info === undefined) return undefined;
    const timer = setTimeout(() => {
      setView({ layerId, neurons: info.hasNeuron && neuron !== null ? [neuron] : [] });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [isShown, position, layerId, neuron, time, dtMs, infos]);
}
