/** Pointing at and choosing the neurons of a card that shows them as dots. */
import type { MouseEvent } from 'react';
import { viewOfNeuron } from '#model/edit/chosen.ts';
import { neuronAt, neuronGrid } from '#plots/miniatures/neuronGrid.ts';
import { experimentStore, setView } from '#state/experimentStore.ts';
import { pointAt } from '#state/pointed.ts';

/** Handlers of the canvas that the dots are drawn on. */
export function neuronPointing(layerId: string, size: number) {
  const under = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLCanvasElement>) => {
    const { clientWidth, clientHeight } = currentTarget;
    const box = currentTarget.getBoundingClientRect();
    // The canvas of the network may be zoomed.
    const scale = clientWidth / box.width;
    const grid = neuronGrid(size, clientWidth, clientHeight);
    return neuronAt(grid, size, (clientX - box.left) * scale, (clientY - box.top) * scale);
  };
  return {
    onMouseMove: (event: MouseEvent<HTMLCanvasElement>) => {
      const neuron = under(event);
      pointAt(neuron === null ? null : { layerId, neuron, spikeStep: null });
    },
    onMouseLeave: () => pointAt(null),
    onClick: (event: MouseEvent<HTMLCanvasElement>) => {
      const neuron = under(event);
      const { view } = experimentStore.getState().experiment;
      if (neuron !== null) setView(viewOfNeuron(view, layerId, neuron, event.shiftKey));
    },
  };
}
