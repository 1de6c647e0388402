import { expect, it } from 'vitest';
import { yinYangExample } from '#catalog/examples/yinYang.ts';
import { scoreTitle } from './scoreTitle.ts';

it('calls the scores what the readout measures', () => {
  expect(scoreTitle(yinYangExample.experiment.network)).toBe('Mean membrane');
  expect(scoreTitle({ layers: [] })).toBe('Class score');
});
