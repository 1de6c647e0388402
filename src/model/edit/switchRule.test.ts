import { describe, expect, it } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { catalog } from '#catalog/index.ts';
import { lif } from '#catalog/neurons/lif.ts';
import { surrogate } from '#catalog/rules/surrogate.ts';
import type { Catalog, NeuronEntry, RuleEntry } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import { analyseNetwork } from '../network/analyse.ts';
import { parseExperiment } from '../validate/parseExperiment.ts';
import { addLayer } from './addLayer.ts';
import { applyFix } from './applyFix.ts';
import {
  ruleThatCan,
  unavailableChoice,
  unavailableLayer,
  unavailableLoop,
  unavailableMeasure,
  unavailableNeuron,
} from './availability.ts';
import { emptyMemory, switchRemembered } from './methodMemory.ts';
import { setLayerParam, setNeuronParam } from './parameters.ts';
import { connectionRefusal } from './refusal.ts';
import { setChosen, setDocumentParam } from './settings.ts';
import { outlookOf, switchRule } from './switchRule.ts';

/** A neuron of its own, and a rule that can use little else: no recurrence, one encoder, one score. */
const ticker = {
  ...lif,
  id: 'ticker',
  label: 'Ticker',
  params: {
    tauMemMs: { ...lif.params.tauMemMs, default: 10, hardMax: 50 },
    threshold: { ...lif.params.threshold, default: 0.3 },
  },
} as const satisfies NeuronEntry;

const exactRule = {
  ...surrogate,
  id: 'exact',
  label: 'Exact',
  exact: true,
  time: 'events',
  params: {},
  supports: {
    layers: ['input', 'dense', 'avgPool', 'flatten', 'readout'],
    encoders: ['spikeTime'],
    losses: ['ceFirstSpike', 'countTargets'],
    measures: ['firstSpike', 'spikeCount'],
    neurons: ['ticker'],
    readoutNeurons: ['ticker'],
    optimisers: ['adam'],
    recurrent: false,
    severalInputs: false,
  },
  suggests: {
    neuron: { id: 'ticker' },
    readoutNeuron: { id: 'ticker', params: { threshold: 0.7 } },
    measure: 'firstSpike',
    encoder: { id: 'spikeTime', params: { lateMs: 40 } },
    loss: { id: 'ceFirstSpike' },
    optimiser: { id: 'adam', params: { learningRate: 0.003 } },
    batchSize: 50,
    weights: { initGain: 0.5, init: 'uniform', initScale: 'absolute', initMean: 0.4 },
    simulation: { steps: 60, dtMs: 1 },
  },
} as const satisfies RuleEntry;

const steppedRule = { ...exactRule, id: 'stepped', label: 'Stepped', time: 'steps' } as const;

const wider: Catalog = {
  ...catalog,
  neurons: [...catalog.neurons, ticker],
  rules: [...catalog.rules, exactRule, steppedRule],
};

const yinYang: Experiment = buildExperiment({
  version: 1,
  name: 'Mine',
  seed: 5,
  dataset: { id: 'yinYang' },
  encoder: { id: 'constant', params: { gain: 2 } },
  simulation: { steps: 20 },
  network: {
    layers: placed([
      { id: 'input', kind: 'input' },
      { id: 'hidden', kind: 'dense', name: 'Hidden', params: { units: 60, initGain: 3 } },
      { id: 'readout', kind: 'readout', params: { measure: 'membraneMean' }, neuron: { id: 'li' } },
    ]),
    connections: chain(['input', 'hidden', 'readout'], ['hidden']),
  },
  rule: { id: 'surrogate' },
  loss: { id: 'ceMembrane' },
  optimiser: { id: 'adam', schedule: { id: 'cosine' } },
  view: { layerId: 'hidden', neurons: [1, 2] },
});

const digits: Experiment = buildExperiment({
  version: 1,
  dataset: { id: 'mnist' },
  encoder: { id: 'constant' },
  network: {
    layers: placed([
      { id: 'input', kind: 'input' },
      { id: 'pool', kind: 'maxPool' },
      { id: 'flatten', kind: 'flatten' },
      { id: 'readout', kind: 'readout' },
    ]),
    connections: chain(['input', 'pool', 'flatten', 'readout']),
  },
  rule: { id: 'surrogate' },
  loss: { id: 'ceCount' },
  optimiser: { id: 'adam' },
});

const layerOf = ({ network }: Experiment, id: string) =>
  network.layers.find((layer) => layer.id === id);
const issues = (experiment: Experiment) => analyseNetwork(experiment, wider).issues;

describe('switching the rule', () => {
  const { experiment: switched, changes } = switchRule(yinYang, 'exact', wider);

  it('keeps data, graph, sizes, seed, name, stopping and view', () => {
    for (const key of ['dataset', 'seed', 'name', 'stopping', 'view'] as const) {
      expect(switched[key], key).toEqual(yinYang[key]);
    }
    expect(layerOf(switched, 'hidden')).toMatchObject({
      name: 'Hidden',
      params: { units: 60 },
      position: layerOf(yinYang, 'hidden')?.position,
    });
    expect(switched.optimiser.schedule).toEqual(yinYang.optimiser.schedule);
  });

  it('replaces what the rule cannot use, so that the network can be trained at once', () => {
    expect(issues(switched)).toEqual([]);
    expect(parseExperiment(structuredClone(switched), wider)).toMatchObject({ ok: true });
    expect(layerOf(switched, 'hidden')?.neuron?.id).toBe('ticker');
    expect(layerOf(switched, 'hidden')?.params).toMatchObject({
      initGain: 0.5,
      initScale: 'absolute',
      initMean: 0.4,
    });
    expect(layerOf(switched, 'readout')).toMatchObject({
      params: { measure: 'firstSpike' },
      neuron: { id: 'ticker', params: { threshold: 0.7 } },
    });
    expect(switched.encoder).toMatchObject({ id: 'spikeTime', params: { lateMs: 40 } });
    expect(switched.loss.id).toBe('ceFirstSpike');
    expect(switched.simulation).toEqual({ steps: 60, dtMs: 1 });
    expect(switched.batchSize).toBe(50);
    expect(switched.network.connections.map(({ id }) => id)).toEqual([
      'input-hidden',
      'hidden-readout',
    ]);
  });

  it('says each change by layer, old value and new value', () => {
    expect(changes).toEqual([
      'Hidden: Leaky integrate-and-fire → Ticker; membrane time constant 20 ms → 10 ms; ' +
        'threshold 1 → 0.3; initial weights ±3/√inputs → 0.4 ± 0.5; recurrent connection removed.',
      'Readout: Leaky integrator → Ticker; membrane time constant 20 ms → 10 ms; ' +
        'initial weights ±1/√inputs → 0.4 ± 0.5; score mean membrane → first spike.',
      'Encoder: Constant current → Spike time.',
      'Presentation: 20 × 1 ms → 60 × 1 ms.',
      'Loss: Cross-entropy on membrane → Cross-entropy on first spikes.',
      expect.stringMatching(/^Optimiser: learning rate \S+ → 0.003\.$/),
      'Batch size: 100 samples → 50 samples.',
    ]);
  });

  it('carries over what a person had set where the new model takes it', () => {
    const slow = setNeuronParam(yinYang, 'hidden', 'tauMemMs', 35);
    const tauUnder = (experiment: Experiment, ruleId: string) =>
      layerOf(switchRule(experiment, ruleId, wider).experiment, 'hidden')?.neuron?.params[
        'tauMemMs'
      ];
    expect(tauUnder(slow, 'stepped')).toBe(35);
    // Beyond its bounds, or tuned to spike times.
    expect(tauUnder(setNeuronParam(yinYang, 'hidden', 'tauMemMs', 80), 'stepped')).toBe(10);
    expect(tauUnder(slow, 'exact')).toBe(10);
  });

  it('takes the pooling layer that the rule knows for the one it does not', () => {
    const { experiment, changes: said } = switchRule(digits, 'exact', wider);
    expect(layerOf(experiment, 'pool')).toMatchObject({ kind: 'avgPool', name: 'Average pool' });
    expect(said[0]).toBe('Average pool: Max pool → Average pool.');
    expect(issues(experiment)).toEqual([]);
  });

  it('keeps a score and a loss the rule can use', () => {
    const counting = setChosen(digits, wider, 'loss', 'countTargets');
    const { experiment, changes: said } = switchRule(counting, 'stepped', wider);
    expect(experiment.loss).toEqual(counting.loss);
    expect(layerOf(experiment, 'readout')?.params['measure']).toBe('spikeCount');
    expect(said.some((sentence) => sentence.startsWith('Loss'))).toBe(false);
  });

  it('takes a fitting loss when only the score can stay', () => {
    const { experiment } = switchRule(digits, 'stepped', wider);
    expect(layerOf(experiment, 'readout')?.params['measure']).toBe('spikeCount');
    expect(experiment.loss.id).toBe('countTargets');
  });

  it('takes the score that event-driven neurons are tuned to', () => {
    const counting = setChosen(digits, wider, 'loss', 'countTargets');
    const { experiment } = switchRule(counting, 'exact', wider);
    expect(layerOf(experiment, 'readout')?.params['measure']).toBe('firstSpike');
    expect(experiment.loss.id).toBe('ceFirstSpike');
  });

  it('keeps a score on spikes with a neuron that fires, on the way back too', () => {
    const counting = { ...switchRule(digits, 'stepped', wider).experiment };
    const { experiment } = switchRule(counting, 'surrogate', wider);
    expect(layerOf(experiment, 'readout')).toMatchObject({
      params: { measure: 'spikeCount' },
      neuron: { id: 'lif' },
    });
    expect(issues(experiment)).toEqual([]);
  });

  it('takes encoder and presentation anew when time passes in another way', () => {
    const timed = switchRule(yinYang, 'exact', wider).experiment;
    const back = switchRule(timed, 'surrogate', wider).experiment;
    expect(back.encoder.id).toBe('constant');
    expect(back.simulation).toEqual(surrogate.suggests.simulation);
  });

  it('changes nothing when the rule stays, and only the rule when all of it fits', () => {
    expect(switchRule(yinYang, 'surrogate', wider).experiment).toBe(yinYang);
    const twin = { ...surrogate, id: 'twin', label: 'Twin' };
    const withTwin = { ...catalog, rules: [...catalog.rules, twin] };
    const { experiment, changes: said } = switchRule(yinYang, 'twin', withTwin);
    expect(said).toEqual([]);
    expect({ ...experiment, rule: yinYang.rule }).toEqual(yinYang);
  });
});

describe('the outlook of a switch', () => {
  const outlook = (experiment: Experiment, ruleId: string) =>
    outlookOf(experiment, switchRule(experiment, ruleId, wider), wider);

  it('says what would change, or why it cannot be', () => {
    expect(outlook(yinYang, 'surrogate')).toEqual({ kind: 'current' });
    expect(outlook(yinYang, 'exact')).toMatchObject({ kind: 'changes' });
    const conv = addLayer(yinYang, wider, { kind: 'conv' }, { x: 0, y: 0 });
    expect(outlook(conv, 'exact')).toMatchObject({
      kind: 'impossible',
      reasons: [expect.stringContaining('Exact cannot train through a layer of the kind')],
    });
  });
});

describe('problems under a rule', () => {
  it('each have a fix, and the fixes end in a network that can be trained', () => {
    let experiment: Experiment = { ...yinYang, rule: { id: 'exact', params: {} } };
    experiment = setChosen(experiment, wider, 'optimiser', 'sgd');
    expect(issues(experiment).length).toBeGreaterThanOrEqual(7);
    for (let round = 0; round < 20; round++) {
      const issue = issues(experiment)[0];
      if (issue === undefined) break;
      if (issue.fix === undefined) throw new Error(`no fix: ${issue.reason}`);
      experiment = applyFix(experiment, wider, issue.fix, issue);
    }
    expect(issues(experiment)).toEqual([]);
    expect(experiment.encoder.params['lateMs']).toBe(40);
    expect(layerOf(experiment, 'hidden')?.params['initMean']).toBe(0.4);
  });

  it('offer the twin of a pooling layer, or the rule that knows the layer', () => {
    const pooled = { ...switchRule(digits, 'exact', wider).experiment };
    const maxed = { ...pooled, network: digits.network };
    expect(issues(maxed).find(({ layerId }) => layerId === 'pool')?.fix).toEqual({
      kind: 'replaceLayer',
      layerKind: 'avgPool',
    });
    const conv = addLayer(pooled, wider, { kind: 'conv' }, { x: 0, y: 0 });
    const issue = issues(conv).find(({ reason }) => reason.includes('of the kind'));
    expect(issue?.fix).toEqual({ kind: 'setRule', ruleId: 'surrogate' });
  });

  it('name a second incoming connection where the rule allows one', () => {
    const { experiment } = switchRule(yinYang, 'exact', wider);
    const { connections, layers } = experiment.network;
    const direct = [...connections, { id: 'skip', from: 'input', to: 'readout' }];
    const skipping = { ...experiment, network: { layers, connections: direct } };
    expect(issues(skipping)).toMatchObject([
      { layerId: 'readout', fix: { kind: 'removeConnection', connectionId: 'skip' } },
    ]);
  });

  it('do not arise from layers added under the rule', () => {
    const { experiment } = switchRule(yinYang, 'exact', wider);
    const added = addLayer(experiment, wider, { kind: 'dense' }, { x: 0, y: 0 });
    expect(added.network.layers.at(-1)).toMatchObject({
      neuron: { id: 'ticker' },
      params: { initMean: 0.4 },
    });
  });
});

describe('what is greyed out under a rule', () => {
  const { experiment } = switchRule(yinYang, 'exact', wider);
  const readout = layerOf(experiment, 'readout');
  const hidden = layerOf(experiment, 'hidden');
  if (readout === undefined || hidden === undefined) throw new Error('a layer is missing');

  it('names the rule for layers, loops, encoders, optimisers, neurons and scores', () => {
    const reason = { reason: 'not with Exact' };
    expect(unavailableLayer(experiment, wider, { kind: 'conv' })).toMatchObject(reason);
    const recurrent = { kind: 'dense', recurrent: true };
    expect(unavailableLayer(experiment, wider, recurrent)).toMatchObject(reason);
    expect(unavailableLoop(experiment, wider)).toMatchObject(reason);
    expect(unavailableChoice(experiment, wider, 'encoder', 'poisson')).toMatchObject(reason);
    expect(unavailableChoice(experiment, wider, 'optimiser', 'sgd')).toMatchObject(reason);
    expect(unavailableNeuron(experiment, wider, hidden, 'lif')).toMatchObject(reason);
    expect(unavailableMeasure(experiment, wider, readout, 'membraneMax')).toMatchObject(reason);
  });

  it('leaves alone what the rule can use', () => {
    expect(unavailableLayer(experiment, wider, { kind: 'dense' })).toBeNull();
    expect(unavailableChoice(experiment, wider, 'encoder', 'spikeTime')).toBeNull();
    expect(unavailableChoice(experiment, wider, 'dataset', 'mnist')).toBeNull();
    expect(unavailableNeuron(experiment, wider, hidden, 'ticker')).toBeNull();
    expect(unavailableMeasure(experiment, wider, readout, 'spikeCount')).toBeNull();
    expect(unavailableLoop(yinYang, wider)).toBeNull();
  });

  it('offers the score a loss needs', () => {
    expect(unavailableChoice(experiment, wider, 'loss', 'countTargets')).toEqual({
      reason: 'needs the score "spike count"',
      measure: 'spikeCount',
    });
  });

  it('offers the rule that could, with the fewest changes', () => {
    const { can } = unavailableLayer(experiment, wider, { kind: 'conv' }) ?? {};
    if (can === undefined) throw new Error('nothing to ask');
    const other = ruleThatCan(experiment, wider, can);
    expect(other).not.toBeNull();
    expect(other?.supports.layers).toContain('conv');
    expect(ruleThatCan(experiment, wider, () => false)).toBeNull();
  });

  it('keeps a neuron that never fires from hidden layers and from scores on spikes', () => {
    expect(unavailableNeuron(yinYang, wider, hidden, 'li')?.reason).toContain('never fires');
    expect(unavailableNeuron(digits, wider, readout, 'li')?.reason).toContain('never fires');
    const membrane = layerOf(yinYang, 'readout');
    if (membrane === undefined) throw new Error('no readout');
    expect(unavailableMeasure(yinYang, wider, membrane, 'spikeCount')?.reason).toContain(
      'needs a neuron that fires',
    );
  });

  it('refuses a loop with the rule that could, and a second input', () => {
    expect(connectionRefusal(experiment, wider, 'hidden', 'hidden')).toMatchObject({
      reason: 'Exact cannot train recurrent connections.',
      fix: { kind: 'setRule' },
    });
    expect(connectionRefusal(experiment, wider, 'input', 'readout')).toMatchObject({
      reason: expect.stringContaining('under Exact'),
      fix: { kind: 'removeConnection', connectionId: 'hidden-readout' },
    });
  });
});

describe('remembering what each rule had', () => {
  const there = switchRemembered(emptyMemory, yinYang, 'exact', wider);

  it('brings back the very document when nothing was edited', () => {
    const back = switchRemembered(there.memory, there.experiment, 'surrogate', wider);
    expect(back.experiment).toEqual(yinYang);
    expect(back.changes).toContain('Encoder: Spike time → Constant current.');
    expect(back.changes[0]).toContain('recurrent connection added');
    const again = switchRemembered(back.memory, back.experiment, 'exact', wider);
    expect(again.experiment).toEqual(there.experiment);
  });

  it('keeps an edit made meanwhile, and brings back the rest', () => {
    let edited = setLayerParam(there.experiment, 'hidden', 'units', 90);
    edited = setDocumentParam(edited, 'seed', 9);
    edited = setDocumentParam(edited, 'batchSize', 25);
    const back = switchRemembered(there.memory, edited, 'surrogate', wider).experiment;
    expect(back).toEqual({
      ...setLayerParam(yinYang, 'hidden', 'units', 90),
      seed: 9,
      batchSize: 25,
    });
  });

  it('restores through undo: the document as it stands counts, not the one it was left as', () => {
    const edited = setNeuronParam(yinYang, 'hidden', 'threshold', 2);
    const stepped = switchRemembered(emptyMemory, yinYang, 'stepped', wider);
    const second = switchRemembered(stepped.memory, edited, 'stepped', wider);
    expect(layerOf(second.experiment, 'hidden')?.neuron).toMatchObject({
      id: 'ticker',
      params: { threshold: 2 },
    });
  });

  it('drops a memory that the present network cannot use', () => {
    const noLoop = { ...yinYang, network: { ...yinYang.network, connections: [] } };
    const { memory, experiment } = switchRemembered(emptyMemory, noLoop, 'exact', wider);
    const back = switchRemembered(memory, experiment, 'surrogate', wider);
    expect(back.experiment).toEqual(noLoop);
  });
});

describe('suggestions for images and for many inputs', () => {
  const tuned = {
    ...exactRule,
    id: 'tuned',
    suggests: {
      ...exactRule.suggests,
      forInputs: (inputs: number, role: 'hidden' | 'readout') => ({
        neuron: { threshold: inputs / (role === 'readout' ? 100 : 1000) },
        weights: { initMean: 1 / inputs },
      }),
      forImages: { encoder: { id: 'spikeTime', params: { order: 'smallFirst' } } },
    },
  } as const satisfies RuleEntry;
  const withTuned: Catalog = { ...wider, rules: [...wider.rules, tuned] };

  it('follow the inputs of each layer and the kind of data', () => {
    const points = switchRule(yinYang, 'tuned', withTuned).experiment;
    expect(layerOf(points, 'hidden')).toMatchObject({
      params: { initMean: 1 / 4 },
      neuron: { params: { threshold: 4 / 1000 } },
    });
    expect(layerOf(points, 'readout')?.neuron?.params['threshold']).toBe(60 / 100);
    expect(points.encoder.params['order']).not.toBe('smallFirst');
    const images = switchRule(digits, 'tuned', withTuned).experiment;
    expect(layerOf(images, 'readout')?.neuron?.params['threshold']).toBe((14 * 14) / 100);
    expect(images.encoder.params['order']).toBe('smallFirst');
  });
});

describe.each(examples)('example $id', ({ experiment: example }) => {
  it.each(catalog.rules.map(({ id }) => id))('under %s: can be trained, or says why not', (id) => {
    const switched = switchRule(example, id, catalog);
    const outlook = outlookOf(example, switched, catalog);
    expect(parseExperiment(structuredClone(switched.experiment), catalog)).toMatchObject({
      ok: true,
    });
    const left = analyseNetwork(switched.experiment, catalog).issues;
    if (outlook.kind === 'impossible') expect(left.length).toBeGreaterThan(0);
    else expect(left).toEqual([]);
  });

  it('comes back as it was through every other rule', () => {
    let memory = emptyMemory;
    let experiment = example;
    for (const { id } of [...catalog.rules, ...catalog.rules.toReversed()]) {
      ({ memory, experiment } = switchRemembered(memory, experiment, id, catalog));
    }
    expect(switchRemembered(memory, experiment, example.rule.id, catalog).experiment).toEqual(
      example,
    );
  });
});
