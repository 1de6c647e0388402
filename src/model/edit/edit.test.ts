import { describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { examples } from '#catalog/examples/index.ts';
import type { Experiment } from '../experiment.ts';
import { analyseNetwork } from '../network/analyse.ts';
import { parseExperiment } from '../validate/parseExperiment.ts';
import { addAfter, addLayer, insertOnConnection } from './addLayer.ts';
import { addWhereItFits, insertRefusal } from './addWhereItFits.ts';
import { applyFix, connectWithFix } from './applyFix.ts';
import { layersAsText, withLayersFromText } from './clipboard.ts';
import { connect, disconnect } from './connections.ts';
import { duplicateLayers, moveLayers, removeLayers, renameLayer } from './layers.ts';
import { setLayerParam, setNeuron, setNeuronParam } from './parameters.ts';
import { COLUMN_PX } from './placement.ts';
import { connectionRefusal } from './refusal.ts';
import { chosenIn, setChosen, setChosenParam, setDocumentParam } from './settings.ts';

function images(ids: readonly string[], connected: readonly string[] = ids): Experiment {
  return buildExperiment({
    version: 1,
    dataset: { id: 'mnist' },
    encoder: { id: 'constant' },
    network: {
      layers: placed(ids.map((id) => ({ id, kind: id.replace(/\d+$/, '') }))),
      connections: chain(connected),
    },
    rule: { id: 'surrogate' },
    loss: { id: 'ceCount' },
    optimiser: { id: 'adam' },
  });
}

const small = images(['input', 'flatten', 'dense1', 'readout']);
const ids = (experiment: Experiment): string[] => experiment.network.layers.map((l) => l.id);
const pairs = (experiment: Experiment): string[] =>
  experiment.network.connections.map((c) => `${c.from}>${c.to}`);
const issues = (experiment: Experiment) => analyseNetwork(experiment, catalog).issues;
const refusal = (experiment: Experiment, from: string, to: string) =>
  connectionRefusal(experiment, catalog, from, to);

/** Every edit has to leave a document that a link can carry. */
function expectValid(experiment: Experiment): void {
  expect(parseExperiment(structuredClone(experiment), catalog)).toMatchObject({ ok: true });
}

describe('adding layers', () => {
  it('gives fresh short ids and names, defaults, and the selection', () => {
    const once = addLayer(small, catalog, { kind: 'dense' }, { x: 10.4, y: 20.6 });
    const added = once.network.layers.at(-1);
    expect(added).toMatchObject({
      id: 'dense2',
      name: 'Dense LIF 2',
      params: { units: 100 },
      neuron: { id: 'lif', params: { tauMemMs: 20 } },
      position: { x: 10, y: 21 },
    });
    expect(once.view.layerId).toBe('dense2');
    expectValid(once);
  });

  it('connects a recurrent layer to itself', () => {
    const added = addLayer(small, catalog, { kind: 'dense', recurrent: true }, { x: 0, y: 0 });
    expect(pairs(added)).toContain('dense2>dense2');
  });

  it('inserts into a connection and pushes aside what stands right of it', () => {
    const added = insertOnConnection(small, catalog, 'dense1-readout', { kind: 'dense' });
    expect(pairs(added)).toEqual(
      expect.arrayContaining(['dense1>dense2', 'dense2>readout', 'flatten>dense1']),
    );
    expect(pairs(added)).not.toContain('dense1>readout');
    expect(issues(added)).toEqual([]);
    const xs = Object.fromEntries(added.network.layers.map((l) => [l.id, l.position.x]));
    expect(xs['dense2']).toBe(3 * COLUMN_PX);
    expect(xs['readout']).toBe(4 * COLUMN_PX);
    expect(xs['dense1']).toBe(2 * COLUMN_PX);
    expectValid(added);
  });

  it('adds after a layer, right of whatever stands there', () => {
    const added = addAfter(small, catalog, { kind: 'dense' }, 'dense1');
    expect(pairs(added)).toContain('dense1>dense2');
    expect(added.network.layers.at(-1)?.position.x).toBe(4 * COLUMN_PX);
  });
});

describe('adding where it fits', () => {
  it('goes into the connection that leaves the selected layer', () => {
    const added = addWhereItFits(small, catalog, { kind: 'dense' }, 'flatten');
    expect(pairs(added)).toEqual(expect.arrayContaining(['flatten>dense2', 'dense2>dense1']));
    expect(issues(added)).toEqual([]);
  });

  it('goes before the readout when nothing, or the readout, is selected', () => {
    for (const selected of ['', 'readout']) {
      const added = addWhereItFits(small, catalog, { kind: 'dense' }, selected);
      expect(pairs(added)).toEqual(expect.arrayContaining(['dense1>dense2', 'dense2>readout']));
    }
  });

  it('stays unconnected where a connection would be refused', () => {
    const added = addWhereItFits(small, catalog, { kind: 'conv' }, 'dense1');
    expect(pairs(added)).toEqual(pairs(small));
    expect(insertRefusal(small, catalog, 'dense1-readout', { kind: 'conv' })?.reason).toContain(
      'height × width × channels',
    );
  });

  it('builds a working network from nothing', () => {
    let built = images([]);
    for (const kind of ['input', 'conv', 'maxPool', 'flatten', 'dense', 'readout']) {
      built = addWhereItFits(built, catalog, { kind }, built.view.layerId);
    }
    expect(issues(built)).toEqual([]);
    expect(analyseNetwork(built, catalog).plan.map((step) => step.layer.kind)).toEqual([
      'input',
      'conv',
      'maxPool',
      'flatten',
      'dense',
      'readout',
    ]);
    expectValid(built);
  });

  it('puts a missing input before the layer that waits for it', () => {
    const headless = removeLayers(small, ['input']);
    const added = addWhereItFits(headless, catalog, { kind: 'input' }, '');
    expect(pairs(added)).toContain('input1>flatten');
    expect(issues(added)).toEqual([]);
  });
});

describe('removing, copying, moving', () => {
  it('removes a layer with its connections and the selection of it', () => {
    const selected = { ...small, view: { ...small.view, layerId: 'dense1', neurons: [1] } };
    const removed = removeLayers(selected, ['dense1']);
    expect(ids(removed)).toEqual(['input', 'flatten', 'readout']);
    expect(pairs(removed)).toEqual(['input>flatten']);
    expect(removed.view).toMatchObject({ layerId: '', neurons: [] });
    expectValid(removed);
  });

  it('leaves the document as it is when there is nothing to do', () => {
    expect(removeLayers(small, ['nobody'])).toBe(small);
    expect(disconnect(small, ['nobody'])).toBe(small);
    expect(connect(small, 'input', 'flatten')).toBe(small);
    expect(moveLayers(small, new Map([['input', { x: 0, y: 0 }]]))).toBe(small);
    expect(renameLayer(small, 'dense1', '  ')).toBe(small);
    expect(setLayerParam(small, 'dense1', 'units', 100)).toBe(small);
    expect(setDocumentParam(small, 'batchSize', 100)).toBe(small);
  });

  it('copies layers with the connections among them and none to the outside', () => {
    const copied = duplicateLayers(small, ['flatten', 'dense1']);
    expect(ids(copied).slice(-2)).toEqual(['flatten1', 'dense2']);
    expect(pairs(copied).slice(3)).toEqual(['flatten1>dense2']);
    expect(copied.view.layerId).toBe('flatten1');
    expectValid(copied);
  });

  it('moves cards to whole pixels', () => {
    const moved = moveLayers(small, new Map([['input', { x: 5.4, y: -3.6 }]]));
    expect(moved.network.layers[0]?.position).toEqual({ x: 5, y: -4 });
  });
});

describe('connections that are refused', () => {
  it.each(examples.map((example) => [example.title, example.experiment] as const))(
    '%s: every connection it has may be made again once removed',
    (_title, experiment) => {
      for (const { id, from, to } of experiment.network.connections) {
        expect(refusal(disconnect(experiment, [id]), from, to)).toBeNull();
      }
    },
  );

  it('refuses what is already there, the wrong ends, and loops', () => {
    const two = images(['input', 'flatten', 'dense1', 'dense2', 'readout']);
    expect(refusal(two, 'input', 'flatten')?.reason).toContain('already connected');
    expect(refusal(two, 'readout', 'dense1')?.reason).toContain('end of the network');
    expect(refusal(two, 'dense1', 'input')?.reason).toContain('start of the network');
    expect(refusal(two, 'dense2', 'dense1')?.reason).toContain('loop over several layers');
    expect(refusal(two, 'dense1', 'dense1')).toBeNull();
    expect(refusal(two, 'flatten', 'flatten')?.reason).toContain('cannot be connected to itself');
    expect(refusal(two, 'flatten', 'dense2')).toBeNull();
  });

  it('refuses maps into a list and offers Flatten, which then works', () => {
    const apart = images(['input', 'conv1', 'dense1', 'readout'], ['input', 'conv1']);
    const refused = refusal(apart, 'conv1', 'dense1');
    expect(refused).toMatchObject({ fix: { kind: 'insertLayer', layerKind: 'flatten' } });
    if (refused?.fix === undefined) throw new Error('expected a fix');
    const fixed = connectWithFix(apart, catalog, 'conv1', 'dense1', refused.fix);
    expect(pairs(fixed)).toEqual(expect.arrayContaining(['conv1>flatten1', 'flatten1>dense1']));
    expect(analyseNetwork(fixed, catalog).shapes.get('dense1')).toEqual([100]);
  });

  it('refuses a list where maps are needed', () => {
    const apart = images(['input', 'flatten', 'conv1', 'readout'], ['input', 'flatten']);
    expect(refusal(apart, 'flatten', 'conv1')?.reason).toContain('height × width × channels');
  });

  it('offers to replace the one connection a layer can take', () => {
    const two = images(['input', 'conv1', 'maxPool1', 'flatten', 'readout']);
    const refused = refusal(two, 'input', 'maxPool1');
    expect(refused?.remedy).toBe('Replace the connection from Conv LIF.');
    if (refused?.fix === undefined) throw new Error('expected a fix');
    const fixed = connectWithFix(two, catalog, 'input', 'maxPool1', refused.fix);
    expect(pairs(fixed)).toContain('input>maxPool1');
    expect(pairs(fixed)).not.toContain('conv1>maxPool1');
  });

  it('does not blame a connection for what was wrong before', () => {
    const apart = images(['input', 'flatten', 'dense1', 'readout', 'conv9'], ['input', 'flatten']);
    expect(issues(apart).length).toBeGreaterThan(0);
    expect(refusal(apart, 'flatten', 'dense1')).toBeNull();
    expect(refusal(apart, 'dense1', 'readout')).toBeNull();
  });
});

describe('fixes', () => {
  it('repairs a network by the fixes it suggests', () => {
    let broken = connect(
      images(['input', 'dense1', 'readout'], ['dense1', 'readout']),
      'input',
      'dense1',
    );
    broken = setLayerParam(broken, 'readout', 'measure', 'membraneMean');
    let rounds = 0;
    for (let issue = issues(broken)[0]; issue !== undefined; issue = issues(broken)[0]) {
      if (issue.fix === undefined || rounds++ > 5) throw new Error(issue.reason);
      broken = applyFix(broken, catalog, issue.fix, issue);
    }
    expect(rounds).toBe(2);
    expect(ids(broken)).toContain('flatten1');
    expect(broken.loss.id).toBe('ceMembrane');
    expectValid(broken);
  });
});

describe('settings', () => {
  it('keeps changed parameters that the new neuron also has', () => {
    const tuned = setNeuronParam(small, 'readout', 'tauMemMs', 7);
    const changed = setNeuron(tuned, catalog, 'readout', 'li');
    const readout = changed.network.layers.find((layer) => layer.id === 'readout');
    expect(readout?.neuron).toMatchObject({ id: 'li', params: { tauMemMs: 7, tauSynMs: 0 } });
    expect(readout?.neuron?.params).not.toHaveProperty('threshold');
    expectValid(changed);
  });

  it('changes every slot to a valid document and starts at sample 0 of new data', () => {
    let changed: Experiment = { ...small, view: { ...small.view, sampleIndex: 9 } };
    changed = setChosen(changed, catalog, 'dataset', 'moons');
    changed = setChosenParam(changed, 'dataset', 'noise', 0.15);
    changed = setChosen(changed, catalog, 'dataset', 'circles');
    changed = setChosen(changed, catalog, 'encoder', 'poisson');
    changed = setChosen(changed, catalog, 'loss', 'mseCount');
    changed = setChosen(changed, catalog, 'optimiser', 'sgd');
    changed = setChosen(changed, catalog, 'schedule', 'cosine');
    changed = setChosenParam(changed, 'schedule', 'floor', 0.5);
    changed = setDocumentParam(changed, 'steps', 40);
    expect(chosenIn(changed, 'dataset').params['noise']).toBe(0.15);
    expect(chosenIn(changed, 'schedule')).toMatchObject({ id: 'cosine', params: { floor: 0.5 } });
    expect(changed.optimiser.params['learningRate']).toBe(0.1);
    expect(changed.simulation.steps).toBe(40);
    expect(changed.view.sampleIndex).toBe(0);
    expectValid(changed);
  });
});

describe('clipboard', () => {
  it('carries layers and their connections from one document to another', () => {
    const text = layersAsText(small, catalog, ['dense1', 'readout']);
    const pasted = withLayersFromText(images(['input']), catalog, text);
    if (!pasted.ok) throw new Error('expected layers');
    expect(ids(pasted.value)).toEqual(['input', 'dense1', 'readout1']);
    expect(pairs(pasted.value)).toEqual(['dense1>readout1']);
    expectValid(pasted.value);
  });

  it.each([
    ['other text', 'hello'],
    ['another version', '{"spikegroundLayers":2}'],
    ['no network', '{"spikegroundLayers":1}'],
    [
      'an unknown kind',
      '{"spikegroundLayers":1,"network":{"layers":[{"id":"a","kind":"x"}],"connections":[]}}',
    ],
  ])('says what is wrong with %s', (_case, text) => {
    const pasted = withLayersFromText(small, catalog, text);
    expect(pasted.ok).toBe(false);
  });
});
