import { useEffect } from 'react';
import { backwardStore, refreshWhenDue } from '#state/backward/backwardStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { frameSource } from '#state/frameSource.ts';

/** A pass that is out of date is asked for again after so long, when no frame comes to remind of it. */
const RETRY_MS = 300;

/** Keeps the backward pass up to date with weights, settings and sample while it is on screen. */
export function useFreshPass(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let computedFor = '';
    const check = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const wanted = basis();
      if (wanted === null || wanted === computedFor) return;
      const { pass, isBusy } = backwardStore.getState();
      const before = pass;
      refreshWhenDue();
      if (!isBusy && backwardStore.getState().isBusy) {
        const stop = backwardStore.subscribe((now) => {
          if (now.isBusy) return;
          stop();
          // Where it failed, the same would fail again.
          if (now.pass !== before || now.problem !== null) computedFor = wanted;
          check();
        });
        return;
      }
      timer = setTimeout(check, RETRY_MS);
    };
    check();
    const stopFrames = frameSource.subscribe(check);
    const stopDocument = experimentStore.subscribe(check);
    return () => {
      stopFrames();
      stopDocument();
      if (timer !== null) clearTimeout(timer);
    };
  }, [isWanted]);
}

/** What a pass depends on, as text; null while there is nothing to explain. */
function basis(): string | null {
  const frame = frameSource.latest();
  const { experiment, analysis } = experimentStore.getState();
  if (frame === null || analysis.issues.length > 0) return null;
  const { phase, metrics } = frame.status;
  if (phase === 'empty' || phase === 'loading' || phase === 'compiling' || phase === 'failed')
    return null;
  const { rule, loss, simulation, encoder, network, view } = experiment;
  const layers = network.layers.map(({ id, params, neuron }) => [id, params, neuron]);
  return JSON.stringify([
    ...[frame.run, metrics.update, view.split, view.sampleIndex],
    ...[rule, loss, simulation, encoder, layers],
  ]);
}
