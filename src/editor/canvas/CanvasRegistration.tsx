import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import type { Layer } from '#model/experiment.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { CARD_HEIGHT_PX, CARD_WIDTH_PX } from '../cards/cardSize.ts';
import type { CanvasHandle } from './canvasHandle.ts';
import { registerCanvas } from './canvasHandle.ts';

/** Room left around a fitted network, as a share of the canvas. */
const PADDING = 0.06;
/** A fitted network is never drawn larger than this. */
const LARGEST_ZOOM = 1.45;

const motionMs = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150);

/** Offers the canvas to the commands, and fits the view until somebody has moved it. */
export function CanvasRegistration() {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const { domNode } = store.getState();
    if (domNode === null) return undefined;
    let isMovedByHand = false;

    const sizes = (): Map<string, { width: number; height: number }> =>
      new Map(
        flow.getNodes().map((node) => [
          node.id,
          {
            width: node.measured?.width ?? CARD_WIDTH_PX,
            height: node.measured?.height ?? CARD_HEIGHT_PX,
          },
        ]),
      );
    const fit = (duration: number): void => {
      const { layers } = experimentStore.getState().experiment.network;
      if (layers.length === 0) return;
      const { left, top, right, bottom } = boundsOf(layers, sizes());
      const { width, height } = domNode.getBoundingClientRect();
      if (width === 0 || height === 0) return;
      const zoom = Math.min(
        LARGEST_ZOOM,
        (width * (1 - 2 * PADDING)) / (right - left),
        (height * (1 - 2 * PADDING)) / (bottom - top),
      );
      const shown = Math.max(zoom, store.getState().minZoom);
      void flow.setViewport(
        {
          zoom: shown,
          x: width / 2 - (shown * (left + right)) / 2,
          y: height / 2 - (shown * (top + bottom)) / 2,
        },
        { duration },
      );
    };
    const handle: CanvasHandle = {
      fitView: () => {
        isMovedByHand = false;
        fit(motionMs());
      },
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: motionMs() }),
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: motionMs() }),
      reveal: (layerId) => {
        const layer = experimentStore
          .getState()
          .experiment.network.layers.find((candidate) => candidate.id === layerId);
        if (layer === undefined) return;
        if (!isMovedByHand) {
          fit(motionMs());
          return;
        }
        const box = domNode.getBoundingClientRect();
        const { width, height } = sizes().get(layerId) ?? {
          width: CARD_WIDTH_PX,
          height: CARD_HEIGHT_PX,
        };
        const { x, y, zoom } = flow.getViewport();
        const left = layer.position.x * zoom + x;
        const top = layer.position.y * zoom + y;
        const isInSight =
          left >= 0 &&
          top >= 0 &&
          left + width * zoom <= box.width &&
          top + height * zoom <= box.height;
        if (isInSight) return;
        void flow.setCenter(layer.position.x + width / 2, layer.position.y + height / 2, {
          zoom,
          duration: motionMs(),
        });
      },
      focus: (layerId) => {
        handle.reveal(layerId);
        domNode
          .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(layerId)}"]`)
          ?.focus({ preventScroll: true });
      },
      contains: (clientX, clientY) => {
        const box = domNode.getBoundingClientRect();
        return (
          clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom
        );
      },
      place: (clientX, clientY) => flow.screenToFlowPosition({ x: clientX, y: clientY }),
      frame: () => domNode.getBoundingClientRect(),
      sizes,
    };
    const unregister = registerCanvas(handle);

    const byHand = (): void => {
      isMovedByHand = true;
    };
    // Cards lie inside the pane; pressing one moves no view.
    const onPane = (event: Event): void => {
      if (event.target === pane) byHand();
    };
    const pane = domNode.querySelector('.react-flow__pane');
    domNode.addEventListener('wheel', byHand, { passive: true });
    pane?.addEventListener('pointerdown', onPane);
    const observer = new ResizeObserver(() => {
      if (!isMovedByHand) fit(0);
    });
    observer.observe(domNode);
    const stopDocument = experimentStore.subscribe((now, before) => {
      if (isAnotherNetwork(before.experiment.network.layers, now.experiment.network.layers)) {
        isMovedByHand = false;
        requestAnimationFrame(() => fit(0));
      }
    });
    requestAnimationFrame(() => fit(0));
    return () => {
      unregister();
      observer.disconnect();
      stopDocument();
      domNode.removeEventListener('wheel', byHand);
      pane?.removeEventListener('pointerdown', onPane);
    };
  }, [flow, store]);
  return null;
}

function boundsOf(
  layers: readonly Layer[],
  sizes: ReadonlyMap<string, { width: number; height: number }>,
): { left: number; top: number; right: number; bottom: number } {
  const boxes = layers.map(({ id, position }) => {
    const { width, height } = sizes.get(id) ?? { width: CARD_WIDTH_PX, height: CARD_HEIGHT_PX };
    return { ...position, right: position.x + width, bottom: position.y + height };
  });
  return {
    left: Math.min(...boxes.map((box) => box.x)),
    top: Math.min(...boxes.map((box) => box.y)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** Whether a document was opened: no layer is the one it was, and the set of them has changed. */
function isAnotherNetwork(before: readonly Layer[], now: readonly Layer[]): boolean {
  if (before === now || now.some((layer) => before.includes(layer))) return false;
  const kinds = (layers: readonly Layer[]): string =>
    layers.map(({ id, kind, name }) => `${id} ${kind} ${name}`).join();
  return kinds(before) !== kinds(now);
}
