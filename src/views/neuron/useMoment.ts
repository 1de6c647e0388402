import { useEffect, useState } from 'react';
import type { Equation } from '#model/equation.ts';
import { equationOf } from '#model/equation.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { partsSource } from '#state/frames/partsSource.ts';
import { timeLink } from '../frames/timeLink.ts';
import { messages } from './messages.ts';
import type { NeuronTrace } from './neuronEquation.ts';
import { firesAt, isRefractory, neuronEquation } from './neuronEquation.ts';
import type { Focus } from './neuronTrace.ts';
import { neuronTrace, restingStep } from './neuronTrace.ts';

/** The neuron at one step, as the page says it. */
export interface Moment extends Equation {
  readonly step: number;
  readonly steps: number;
  readonly dtMs: number;
  readonly title: string;
  /** What there is to say of the neuron's threshold, reset and refractory period. */
  readonly about: string;
  /** Whether both sides of the equation agree. */
  readonly isBalanced: boolean;
}

/** The cursor moves with every frame of the screen; an equation that does cannot be read. */
const PERIOD_MS = 120;
/** Traces are float32, sums of many of them. */
const BALANCE = 1e-3;

/** Follows the time cursor and the frames, a few times a second; null while there is no trace. */
export function useMoment(focus: Focus | null, layerName: string, isShown: boolean): Moment | null {
  const [moment, setMoment] = useState<Moment | null>(null);
  const layerId = focus?.layerId ?? '';
  const neuron = focus?.neuron ?? -1;
  useEffect(() => {
    if (!isShown || layerId === '') return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const take = (): void => {
      timer = null;
      const next = momentOf({ layerId, neuron }, layerName);
      setMoment((before) => (isSame(before, next) ? before : next));
    };
    const request = (): void => {
      timer ??= setTimeout(take, PERIOD_MS);
    };
    request();
    const stops = [partsSource.subscribe(request), timeLink.subscribe(request)];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [isShown, layerId, layerName, neuron]);
  return moment;
}

function momentOf(focus: Focus, layerName: string): Moment | null {
  const { activity } = partsSource.latest();
  const { experiment } = experimentStore.getState();
  const trace = activity && neuronTrace(activity, focus, experiment);
  if (activity === null || trace === null) return null;
  const { steps, dtMs } = trace;
  const cursorMs = timeLink.cursor();
  // A step begins at a multiple of dt, which need not be a number of binary fractions.
  const at = cursorMs === null ? restingStep(trace) : Math.floor(cursorMs / dtMs + 1e-6);
  const step = Math.max(0, Math.min(steps - 1, at));
  const equation = neuronEquation(trace, step);
  const isSpiking = activity.traces?.spiking === true;
  const { left, right } = equation ?? { left: 0, right: 0 };
  return {
    ...equationOf(equation?.parts ?? []),
    ...{ step, steps, dtMs },
    title: messages.at(
      messages.chosen(layerName, focus.neuron),
      messages.step(step, step * dtMs),
      stateOf(trace, step, isSpiking),
    ),
    about: aboutOf(trace, isSpiking),
    isBalanced: Math.abs(left - right) <= BALANCE * Math.max(1, Math.abs(left)),
  };
}

function stateOf(trace: NeuronTrace, step: number, isSpiking: boolean): string {
  if (!isSpiking) return messages.integrates;
  if (firesAt(trace, step)) return messages.fires;
  if (isRefractory(trace, step)) return messages.refractory;
  return messages.below(trace.threshold);
}

function aboutOf(
  { neuron, spikes, reset, refractorySteps }: NeuronTrace,
  isSpiking: boolean,
): string {
  if (!isSpiking) return messages.neverFires;
  if (neuron.id === 'firstSpikeLif') return messages.firesOnce;
  if (neuron.id === 'multiSpikeLif') return messages.keepsGoing;
  const words = messages.spikes(spikes.length, refractorySteps, reset.resetKind);
  return neuron.id === 'softLif' ? `${words} ${messages.rates}` : words;
}

function isSame(a: Moment | null, b: Moment | null): boolean {
  return (
    a?.step === b?.step &&
    a?.numbers === b?.numbers &&
    a?.title === b?.title &&
    a?.about === b?.about
  );
}
