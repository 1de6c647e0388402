import { expect, it } from 'vitest';
import { fastAndDeepExample } from '#catalog/examples/fastAndDeep.ts';
import { yinYangExample } from '#catalog/examples/yinYang.ts';
import { scoreTitle } from './scoreTitle.ts';

it('calls the scores what the readout measures', () => {
  expect(scoreTitle(yinYangExample.experiment.network)).toBe('Mean membrane');
  // Those scores grow as the time of the first spike falls.
  const early = fastAndDeepExample.experiment.network;
  expect(scoreTitle(early)).toBe('Time left at first spike (loss τ)');
  expect(scoreTitle({ layers: [] })).toBe('Class score');
});
