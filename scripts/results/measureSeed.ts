/** Takes one seed of a row that is measured by a function of its own. */
import { describeMachine } from '../headless/machine.ts';
import { writeMeasureRecord } from './records.ts';
import type { MeasuredRow } from './row.ts';

/** Returns false when it was broken off; nothing is kept then. */
export async function measureSeed(
  row: MeasuredRow,
  seed: number,
  signal: AbortSignal,
): Promise<boolean> {
  const machine = describeMachine();
  const start = performance.now();
  const extras = await row.measure({ seed, signal, note: (text) => console.log(text) });
  if (signal.aborted) return false;
  await writeMeasureRecord({
    row: row.name,
    seed,
    version: row.version,
    machine,
    finishedOn: new Date().toISOString().slice(0, 10),
    seconds: Number(((performance.now() - start) / 1000).toFixed(1)),
    extras,
  });
  return true;
}
