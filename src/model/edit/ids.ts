/** Short, readable names for new layers and connections. */
import type { Experiment } from '../experiment.ts';

/** The stem with the smallest number that nobody has yet: `dense1`, `dense2`, … */
function freshId(taken: ReadonlySet<string>, stem: string): string {
  for (let n = 1; ; n++) {
    const id = `${stem}${n}`;
    if (!taken.has(id)) return id;
  }
}

export function freshLayerId(experiment: Experiment, kind: string): string {
  return freshId(new Set(experiment.network.layers.map((layer) => layer.id)), kind);
}

const ID_MAX_CHARS = 32;

/** `from-to` where it fits and is free, else a number. */
export function freshConnectionId(experiment: Experiment, from: string, to: string): string {
  const taken = new Set(experiment.network.connections.map((connection) => connection.id));
  const readable = from === to ? `${from}-loop` : `${from}-${to}`;
  return readable.length > ID_MAX_CHARS || taken.has(readable) ? freshId(taken, 'c') : readable;
}

/** A name that no layer of the experiment has: `Dense LIF`, `Dense LIF 2`, … */
export function freshLayerName(experiment: Experiment, name: string): string {
  const taken = new Set(experiment.network.layers.map((layer) => layer.name));
  if (!taken.has(name)) return name;
  const stem = name.replace(/ \d+$/, '');
  for (let n = 2; ; n++) {
    if (!taken.has(`${stem} ${n}`)) return `${stem} ${n}`;
  }
}
