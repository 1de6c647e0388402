/** How many samples a generated data set has: two parameters, the same for all of them. */
import { number } from '#model/params.ts';

/**
 * @param what the samples' name in the plural, in lower case
 * @param fewer what fewer training samples mean
 */
export function sampleCounts(what: string, nTest: number, fewer: string) {
  const capital = `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}`;
  const count = (split: string, standard: number, help: string, advanced: boolean) =>
    number({
      label: `${split} ${what}`,
      default: standard,
      min: 100,
      max: 10000,
      hardMin: 2,
      hardMax: 100000,
      integer: true,
      scale: 'log',
      unit: 'samples',
      advanced,
      help,
    });
  return {
    nTrain: count('Training', 2000, `${capital} the network learns from. Fewer: ${fewer}.`, false),
    nTest: count(
      'Test',
      nTest,
      `${capital} held back to measure accuracy. More: a steadier figure.`,
      true,
    ),
  } as const;
}
