import { describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { batsExample } from '#catalog/examples/bats.ts';
import { mnistDenseExample } from '#catalog/examples/mnist.ts';
import { spikePatternsExample } from '#catalog/examples/spikeSets.ts';
import { analyseNetwork } from '../network/analyse.ts';
import { applyFix } from './applyFix.ts';
import { addAugmentation, removeAugmentation, setAugmentationParam } from './augmentation.ts';
import { describeChanges } from './changes.ts';
import { setChosen } from './settings.ts';
import { switchRule } from './switchRule.ts';

const mnist = mnistDenseExample.experiment;
const add = (experiment: typeof mnist, ...ids: readonly string[]) =>
  ids.reduce((changed, id) => addAugmentation(changed, catalog, id), experiment);

describe('augmentation', () => {
  it('keeps the order in which the catalog has it, each entry once', () => {
    const both = add(mnist, 'shift', 'elastic', 'shift');
    expect(both.augmentation.map(({ id }) => id)).toEqual(['elastic', 'shift']);
    expect(addAugmentation(both, catalog, 'shift')).toBe(both);
    expect(removeAugmentation(both, 'elastic').augmentation.map(({ id }) => id)).toEqual(['shift']);
    expect(removeAugmentation(mnist, 'elastic')).toBe(mnist);
  });

  it('says what was changed, and changes nothing for the same value', () => {
    const shifted = add(mnist, 'shift');
    const further = setAugmentationParam(shifted, 'shift', 'pixels', 4);
    expect(describeChanges(mnist, shifted, catalog)).toEqual(['Augmentation: shift added.']);
    expect(describeChanges(shifted, further, catalog)).toEqual([
      'Augmentation: shift largest shift 2 pixels → 4 pixels.',
    ]);
    expect(setAugmentationParam(further, 'shift', 'pixels', 4)).toBe(further);
  });

  it('is an issue with a way out where data or encoder do not allow it', () => {
    const wrong = add(mnist, 'spikeDrop');
    const [issue] = analyseNetwork(wrong, catalog).issues;
    expect(issue?.reason).toBe('The augmentation "Spike drop" needs an encoder that gives spikes.');
    expect(applyFix(wrong, catalog, issue!.fix!, issue!)).toEqual(mnist);
    expect(analyseNetwork(add(mnist, 'shift'), catalog).issues).toEqual([]);
  });

  it('goes with a method whose encoder does not allow it, and says so', () => {
    const jittered = add(batsExample.experiment, 'spikeJitter');
    expect(analyseNetwork(jittered, catalog).issues).toEqual([]);
    const { experiment, changes } = switchRule(jittered, 'soft-lif', catalog);
    expect(experiment.augmentation).toEqual([]);
    expect(changes).toContain('Augmentation: spike jitter removed.');
  });
});

describe('another data set', () => {
  it('of spikes is presented in full, by an encoder that the method can use', () => {
    const steps = setChosen(mnist, catalog, 'dataset', 'delayedMatch');
    expect(steps.encoder.id).toBe('directSpikes');
    expect(steps.simulation).toEqual({ steps: 100, dtMs: 0.8 });
    const events = setChosen(batsExample.experiment, catalog, 'dataset', 'spikePatterns');
    expect(events.encoder).toMatchObject({ id: 'firstSpikes', params: { speed: 0.2 } });
    expect(events.simulation).toBe(batsExample.experiment.simulation);
  });

  it('of values takes the encoder that the method suggests', () => {
    const { encoder } = setChosen(spikePatternsExample.experiment, catalog, 'dataset', 'mnist');
    expect(encoder.id).toBe('constant');
    expect(setChosen(mnist, catalog, 'dataset', 'digits').encoder).toBe(mnist.encoder);
  });
});
