/** Dragging a connection from the end of a card: the card under the pointer is the target. */
import type { OnConnectEnd, OnConnectStart } from '@xyflow/react';
import { useRef } from 'react';
import { aimAt, finishConnect, startConnect } from '../connecting.ts';
import { layerAt } from './canvasHandle.ts';

const pointOf = (event: MouseEvent | TouchEvent): { x: number; y: number } | null => {
  if ('clientX' in event) return { x: event.clientX, y: event.clientY };
  const touch = event.touches[0] ?? event.changedTouches[0];
  return touch === undefined ? null : { x: touch.clientX, y: touch.clientY };
};

export function usePointerConnect(): {
  onConnectStart: OnConnectStart;
  onConnectEnd: OnConnectEnd;
} {
  const stop = useRef<(() => void) | null>(null);
  return {
    onConnectStart: (_event, { nodeId }) => {
      if (nodeId === null) return;
      startConnect(nodeId, 'pointer');
      // The pointer starts on its own card; only coming back to it means a loop.
      let hasLeft = false;
      const move = (event: MouseEvent | TouchEvent): void => {
        const point = pointOf(event);
        if (point === null) return;
        const layerId = layerAt(point.x, point.y);
        hasLeft ||= layerId !== nodeId;
        aimAt(layerId === nodeId && !hasLeft ? null : layerId);
      };
      const listening = new AbortController();
      const { signal } = listening;
      window.addEventListener('mousemove', move, { signal });
      window.addEventListener('touchmove', move, { signal, passive: true });
      stop.current = () => listening.abort();
    },
    onConnectEnd: () => {
      stop.current?.();
      stop.current = null;
      finishConnect();
    },
  };
}
