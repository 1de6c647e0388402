/** Builds example documents: only what differs from the defaults is written down. */
import type { Connection, Experiment } from '#model/experiment.ts';
import { COLUMN_PX } from '#model/edit/placement.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import { problemText } from '#model/problem.ts';
import { catalog } from '../index.ts';

export interface Example {
  readonly id: string;
  readonly title: string;
  /** One sentence: what you will see. */
  readonly youWillSee: string;
  /** Expected time to the result, in words, on two ordinary cores. */
  readonly takes: string;
  readonly experiment: Experiment;
}

/** A document from compact data; throws when it does not parse, which a test would find first. */
export function buildExperiment(compact: object): Experiment {
  const parsed = parseExperiment(compact, catalog);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemText).join('\n'));
  return parsed.value;
}

const ROW_PX = 270;
/** A longer chain in one row would be too small to read on a laptop. */
const LAYERS_PER_ROW = 4;

/** Layers placed left to right, in rows. */
export function placed<L extends object>(
  layers: readonly L[],
): (L & { position: { x: number; y: number } })[] {
  return layers.map((layer, index) => ({
    ...layer,
    position: {
      x: (index % LAYERS_PER_ROW) * COLUMN_PX,
      y: Math.floor(index / LAYERS_PER_ROW) * ROW_PX,
    },
  }));
}

/** Connections along a chain of layer ids; `loops` names layers connected to themselves. */
export function chain(ids: readonly string[], loops: readonly string[] = []): Connection[] {
  const forward = ids.slice(1).map((to, index) => {
    const from = ids[index] ?? '';
    return { id: `${from}-${to}`, from, to };
  });
  return [...forward, ...loops.map((id) => ({ id: `${id}-loop`, from: id, to: id }))];
}
