import { expect, it } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { applyFix } from '../edit/applyFix.ts';
import { setLayerParam } from '../edit/parameters.ts';
import { analyseNetwork } from './analyse.ts';

it('refuses values of layer parameters that the rule cannot use, and mends them', () => {
  const example = examples.find(({ experiment }) => experiment.rule.id === 'st-rsbp');
  if (example === undefined) throw new Error('no example of ST-RSBP');
  const { experiment } = example;
  const hidden = experiment.network.layers.find(({ kind }) => kind === 'dense');
  if (hidden === undefined) throw new Error('no hidden layer');
  const changed = setLayerParam(experiment, hidden.id, 'bias', true);
  const [issue, ...more] = analyseNetwork(changed, catalog).issues;
  expect(more).toEqual([]);
  expect(issue).toMatchObject({ layerId: hidden.id, remedy: 'Set it to "off".' });
  expect(issue?.reason).toContain('"Bias: on"');
  if (issue?.fix === undefined) throw new Error('no fix');
  const mended = applyFix(changed, catalog, issue.fix, issue);
  expect(analyseNetwork(mended, catalog).issues).toEqual([]);
});
