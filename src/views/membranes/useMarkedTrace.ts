import type { RefObject } from 'react';
import { useCallback, useEffect } from 'react';
import type { MarkedTrace } from '#plots/traces/tracesData.ts';
import { pointedStore } from '#state/pointed.ts';

interface Marking {
  update(options: { marked: MarkedTrace | null }): void;
}

/**
 * Marks what is pointed at in a plot of traces, and its threshold crossing, without React. The function
 * it returns marks again, for when another layer is drawn.
 */
export function useMarkedTrace(
  plot: RefObject<Marking | null>,
  drawnLayer: RefObject<string>,
): () => void {
  const mark = useCallback(() => {
    const { pointed } = pointedStore.getState();
    const isDrawn = pointed?.layerId === drawnLayer.current;
    plot.current?.update({
      marked: isDrawn ? { neuron: pointed.neuron, spikeStep: pointed.spikeStep } : null,
    });
  }, [plot, drawnLayer]);
  useEffect(() => pointedStore.subscribe(mark), [mark]);
  return mark;
}
