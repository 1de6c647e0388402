/** Problems of files on their way from deep inside a reader to the outcome of an import. */
import type { ImportOutcome, ImportProblem } from '#protocol/import.ts';

/** Thrown inside this folder only; `attempt` turns it into an outcome. */
export class ImportFault extends Error {
  readonly problems: readonly ImportProblem[];

  constructor(problems: readonly ImportProblem[]) {
    super(problems.map(({ where, got }) => `${where}: got ${got}`).join('; '));
    this.problems = problems;
  }
}

export const REMEDY = {
  again: 'Download or copy the file again; it is damaged or incomplete.',
  smaller: 'Keep fewer samples, or make them smaller.',
  format: 'Check that the file is what its name says.',
} as const;

/** @throws ImportFault always */
export function fault(
  where: string,
  got: string | number,
  expected: string | number,
  remedy: string = REMEDY.again,
): never {
  throw new ImportFault([{ where, got: String(got), expected: String(expected), remedy }]);
}

/** Runs a reader; what it finds wrong becomes the outcome, anything else is a bug and is thrown on. */
export async function attempt<T>(read: () => T | Promise<T>): Promise<ImportOutcome<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (error instanceof ImportFault) return { ok: false, problems: error.problems };
    const problem = platformProblem(error);
    if (problem !== null) return { ok: false, problems: [problem] };
    throw error;
  }
}

/** What the browser itself refuses: files that changed under us, memory and storage that ran out. */
function platformProblem(error: unknown): ImportProblem | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'NotReadableError' || error.name === 'NotFoundError')
    return {
      where: 'file',
      got: 'a file that cannot be read any more',
      expected: 'the file as it was chosen',
      remedy: 'It was changed, moved or its drive removed: choose it again.',
    };
  if (error.name === 'QuotaExceededError')
    return {
      where: 'storage of this browser',
      got: 'no room for the data set',
      expected: 'enough free space',
      remedy: 'Remove imported sets you no longer need, free disk space, or keep fewer samples.',
    };
  if (error instanceof RangeError && /allocation|array length|buffer/i.test(error.message))
    return {
      where: 'memory',
      got: 'not enough for these samples',
      expected: 'room for all of them at once',
      remedy: REMEDY.smaller,
    };
  return null;
}
