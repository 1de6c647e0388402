/** A document from a file, and everything that keeps it from being trained. */
import { readFile } from 'node:fs/promises';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { decodeJson } from '#model/link/codec.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { problemText } from '#model/problem.ts';

/** Wrong input: the message lists all of it, a line each. */
export class DocumentRefused extends Error {
  override name = 'DocumentRefused';
}

/** Throws DocumentRefused when the file cannot be read or holds no experiment. */
export async function readDocument(path: string): Promise<Experiment> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentRefused(`${path}: cannot be read (${reason})`, { cause });
  });
  const result = decodeJson(text, catalog, 'file');
  if (!result.ok) {
    const lines = result.problems.map((problem) => `  ${problemText(problem)}`);
    throw new DocumentRefused(
      [`${path}: not an experiment that can be opened`, ...lines].join('\n'),
    );
  }
  return result.value;
}

/** Throws DocumentRefused with reason and remedy of every issue of the network. */
export function requireTrainable(experiment: Experiment): void {
  const { issues } = analyseNetwork(experiment, catalog);
  if (issues.length === 0) return;
  const lines = issues.map(({ layerId, connectionId, reason, remedy }) => {
    const place = layerId ?? connectionId ?? 'network';
    return `  ${place}: ${reason} ${remedy}`;
  });
  throw new DocumentRefused([`${experiment.name}: cannot be trained`, ...lines].join('\n'));
}
