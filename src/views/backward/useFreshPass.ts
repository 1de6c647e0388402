import { useEffect } from 'react';
import { backwardStore, forgetPass, refreshWhenDue } from '#state/backward/backwardStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { frameSource } from '#state/frameSource.ts';

/** A pass that is out of date is asked for again after so long, when no frame comes to remind of it. */
const RETRY_MS = 300;

/** Keeps the backward pass up to date with weights, settings and sample while it is on screen. */
export function useFreshPass(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let computedFor: Basis | null = null;
    const check = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const wanted = basis();
      if (wanted === null || wanted.all === computedFor?.all) return;
      if (computedFor !== null && wanted.subject !== computedFor.subject) forgetPass();
      const { pass: before, isBusy } = backwardStore.getState();
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

/** What a pass depends on, and the part of it without which it is about something else, as text. */
interface Basis {
  readonly all: string;
  readonly subject: string;
}

/** Null while there is nothing to explain. */
function basis(): Basis | null {
  const frame = frameSource.latest();
  const { experiment, analysis } = experimentStore.getState();
  if (frame === null || analysis.issues.length > 0) return null;
  const { phase, metrics } = frame.status;
  if (phase === 'empty' || phase === 'loading' || phase === 'compiling' || phase === 'failed')
    return null;
  const { rule, loss, simulation, encoder, network, view } = experiment;
  const layers = network.layers.map(({ id, params, neuron }) => [id, params, neuron]);
  const subject = JSON.stringify([frame.run, view.split, view.sampleIndex]);
  return {
    subject,
    all: JSON.stringify([subject, metrics.update, rule, loss, simulation, encoder, layers]),
  };
}
