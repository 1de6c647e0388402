/** Making a connection, step by step: by keys, by dragging, or at once. */
import { catalog } from '#catalog/index.ts';
import type { Refusal } from '#model/catalog.ts';
import { connectWithFix } from '#model/edit/applyFix.ts';
import { connect } from '#model/edit/connections.ts';
import { connectionRefusal } from '#model/edit/refusal.ts';
import type { Experiment, Layer } from '#model/experiment.ts';
import { edit, experimentStore } from '#state/experimentStore.ts';
import { switchMethod } from '#state/methods/switchMethod.ts';
import { announce, editorStore } from './editorStore.ts';
import type { Direction } from './canvas/neighbour.ts';
import { neighbour } from './canvas/neighbour.ts';
import { canvasHandle } from './canvas/canvasHandle.ts';
import { messages } from './messages.ts';

const current = (): Experiment => experimentStore.getState().experiment;
const layerNamed = (id: string): string =>
  current().network.layers.find((layer) => layer.id === id)?.name ?? id;

/** What every layer would say to a connection from `from`. */
function refusalsFrom(experiment: Experiment, from: string): Map<string, Refusal | null> {
  return new Map(
    experiment.network.layers.map(({ id }) => [
      id,
      connectionRefusal(experiment, catalog, from, id),
    ]),
  );
}

/** Starts connecting from a layer (by keys: the shown one); the nearest legal target is offered first. */
export function startConnect(from?: string, by: 'keys' | 'pointer' = 'keys'): void {
  const experiment = current();
  const source = from ?? experiment.view.layerId;
  if (source === '') {
    announce(messages.selectFirst);
    return;
  }
  const refusals = refusalsFrom(experiment, source);
  const to = by === 'keys' ? firstTarget(experiment, source, refusals) : null;
  editorStore.setState({ connecting: { from: source, to, refusals, by }, refused: null });
  if (by === 'keys') {
    announce(`${messages.connectStart(layerNamed(source))} ${describeTarget(to)}`);
  }
}

function firstTarget(
  { network }: Experiment,
  from: string,
  refusals: ReadonlyMap<string, Refusal | null>,
): string | null {
  const start = network.layers.find((layer) => layer.id === from);
  if (start === undefined) return null;
  const distance = (layer: Layer): number =>
    Math.hypot(layer.position.x - start.position.x, layer.position.y - start.position.y);
  const others = network.layers
    .filter((layer) => layer.id !== from)
    .sort((a, b) => distance(a) - distance(b));
  return (others.find((layer) => refusals.get(layer.id) === null) ?? others[0])?.id ?? from;
}

function describeTarget(to: string | null): string {
  const { connecting } = editorStore.getState();
  return to === null || connecting === null
    ? ''
    : messages.connectTarget(layerNamed(to), connecting.refusals.get(to) ?? null);
}

/** Points the connection being made at a layer, or at none. */
export function aimAt(to: string | null): void {
  const { connecting } = editorStore.getState();
  if (connecting === null || connecting.to === to) return;
  editorStore.setState({ connecting: { ...connecting, to } });
  if (to !== null) announce(describeTarget(to));
}

/** Moves the target to the next layer in a direction. */
export function aimTowards(direction: Direction): void {
  const { connecting } = editorStore.getState();
  if (connecting === null) return;
  const { layers } = current().network;
  const next = neighbour(layers, connecting.to ?? connecting.from, direction);
  if (next === null) return;
  aimAt(next);
  canvasHandle()?.reveal(next);
}

/** Makes the connection aimed at. A refused one with a fix is made by keys together with the fix. */
export function finishConnect(): void {
  const { connecting } = editorStore.getState();
  editorStore.setState({ connecting: null });
  if (connecting === null) return;
  const { from, to, by } = connecting;
  if (to === null) {
    if (by === 'keys') announce(messages.connectCancelled);
    return;
  }
  const refusal = connectionRefusal(current(), catalog, from, to);
  if (by === 'keys' && refusal?.fix !== undefined) connectFixed(from, to, refusal);
  else connectLayers(from, to);
}

export function cancelConnect(): void {
  if (editorStore.getState().connecting === null) return;
  editorStore.setState({ connecting: null });
  announce(messages.connectCancelled);
}

/** Connects two layers; returns why not when it is refused, and shows the reason at the target. */
export function connectLayers(from: string, to: string): Refusal | null {
  const refusal = connectionRefusal(current(), catalog, from, to);
  if (refusal !== null) {
    editorStore.setState({ refused: { from, to, refusal } });
    announce(messages.refused(refusal));
    return refusal;
  }
  editorStore.setState({ refused: null });
  edit(messages.labelConnect(layerNamed(from), layerNamed(to)), (experiment) =>
    connect(experiment, from, to),
  );
  announce(messages.connected(layerNamed(from), layerNamed(to)));
  return null;
}

/** Makes a refused connection together with the change that allows it. */
export function connectFixed(from: string, to: string, { fix, remedy }: Refusal): void {
  if (fix === undefined) return;
  if (fix.kind === 'setRule') {
    switchMethod(fix.ruleId, (experiment) => connect(experiment, from, to));
    editorStore.setState({ refused: null });
    return;
  }
  const { view } = current();
  edit(messages.labelConnect(layerNamed(from), layerNamed(to)), (experiment) => ({
    ...connectWithFix(experiment, catalog, from, to, fix),
    view,
  }));
  editorStore.setState({ refused: null });
  announce(
    `${messages.fixApplied(remedy)} ${messages.connected(layerNamed(from), layerNamed(to))}`,
  );
}

export function dismissRefusal(): void {
  editorStore.setState({ refused: null });
}
