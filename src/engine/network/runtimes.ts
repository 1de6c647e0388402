/** Layer kinds of the catalog and the code that computes them. */
import { catalog } from '#catalog/index.ts';
import { convRuntime } from './convRuntime.ts';
import { denseRuntime } from './denseRuntime.ts';
import type { RuntimeFactory } from './layerRuntime.ts';
import { flattenRuntime, poolRuntime } from './transformRuntimes.ts';

const runtimes: Readonly<Record<string, RuntimeFactory>> = {
  dense: denseRuntime,
  readout: denseRuntime,
  conv: convRuntime,
  maxPool: poolRuntime('max'),
  avgPool: poolRuntime('average'),
  flatten: flattenRuntime,
};

export function runtimeFor(kind: string): RuntimeFactory {
  const runtime = runtimes[kind];
  if (runtime === undefined) throw new Error(`no runtime for layer kind "${kind}"`);
  return runtime;
}

/** Kinds of the catalog that nothing computes; a test holds this to the input alone. */
export const kindsWithoutRuntime = catalog.layers
  .map((entry) => entry.id)
  .filter((id) => runtimes[id] === undefined);
