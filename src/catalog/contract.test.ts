/** What every entry of the catalog owes, checked for whatever the registries hold. */
import { describe, expect, it } from 'vitest';
import type { Entry } from '#model/catalog.ts';
import { documentParams } from '#model/bounds.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import type { ParamSpec, ParamSpecs } from '#model/params.ts';
import { defaultsOf, hardRange } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import { rulesWithoutMethod } from '#engine/methods/index.ts';
import { kindsWithoutRuntime } from '#engine/network/runtimes.ts';
import { examples } from './examples/index.ts';
import { catalog } from './index.ts';

const registries = Object.entries(catalog).flatMap(([name, list]): [string, readonly Entry[]][] =>
  typeof list === 'function' ? [] : [[name, list]],
);
const entries = registries.flatMap(([registry, list]) =>
  list.map((entry) => ({ name: `${registry}/${entry.id}`, entry })),
);
const owners: { name: string; specs: ParamSpecs }[] = [
  ...entries.map(({ name, entry }) => ({ name, specs: entry.params })),
  { name: 'document', specs: documentParams },
];
const params = owners.flatMap(({ name, specs }) =>
  Object.entries(specs).map(([key, spec]) => ({ name: `${name}.${key}`, spec, specs })),
);

describe('registries', () => {
  it('are all filled, with ids that a link can carry and no two the same', () => {
    for (const [registry, list] of registries) {
      expect(list.length, registry).toBeGreaterThan(0);
      const ids = list.map(({ id }) => id);
      expect(new Set(ids).size, registry).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[A-Za-z][A-Za-z0-9-]{0,31}$/);
    }
  });
});

describe.each(entries)('$name', ({ entry }) => {
  it('says what it is', () => {
    expect(entry.label).toMatch(/^\S.{0,39}$/);
    expect(entry.help).toMatch(/^[A-Z].*\.$/);
    expect(entry.help.length).toBeGreaterThan(15);
    expect(entry.help).not.toContain('!');
    if (entry.equation !== undefined) expect(balanced(entry.equation)).toBe(true);
    expect(entry.source ?? 'none').not.toBe('');
  });
});

function balanced(tex: string): boolean {
  let depth = 0;
  for (const char of tex) {
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

describe.each(params)('$name', ({ spec, specs }) => {
  it('has label, help, bounds and a default inside them', () => {
    expect(spec.label).toMatch(/^[A-Z]/);
    expect(spec.help).toMatch(/^[A-Z].*\.$/);
    checkDefault(spec);
    const rule = spec.visibleIf;
    if (rule === undefined) return;
    const other = specs[rule.param];
    expect(other, rule.param).toBeDefined();
    const known = other?.kind === 'choice' ? other.oneOf.map(({ value }) => value) : null;
    if (known !== null) for (const value of rule.oneOf) expect(known).toContain(value);
  });
});

function checkDefault(spec: ParamSpec): void {
  switch (spec.kind) {
    case 'number': {
      const hard = hardRange(spec);
      expect(spec.unit).not.toBe('');
      expect(spec.min).toBeLessThan(spec.max);
      expect(hard.min).toBeLessThanOrEqual(spec.min);
      expect(hard.max).toBeGreaterThanOrEqual(spec.max);
      expect(spec.default).toBeGreaterThanOrEqual(spec.min);
      expect(spec.default).toBeLessThanOrEqual(spec.max);
      // A slider on a logarithmic scale cannot reach zero.
      if (spec.scale === 'log') expect(spec.min).toBeGreaterThan(0);
      if (spec.integer === true) {
        for (const value of [spec.default, spec.min, spec.max]) expect(value % 1).toBe(0);
      }
      break;
    }
    case 'choice': {
      const values = spec.oneOf.map(({ value }) => value);
      expect(values).toContain(spec.default);
      expect(values.length).toBeGreaterThan(1);
      expect(new Set(values).size).toBe(values.length);
      for (const { label } of spec.oneOf) expect(label).toMatch(/^\S/);
      break;
    }
    case 'flag':
      expect(typeof spec.default).toBe('boolean');
      break;
    default:
      spec satisfies never;
  }
}

describe('surrogates', () => {
  it('have kernel codes of their own', () => {
    const codes = catalog.surrogates.map(({ kernelCode }) => kernelCode);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each(catalog.surrogates)('$id is the derivative of its smooth spike', (entry) => {
    const h = 1e-6;
    const slopes = [entry.slope(defaultsOf(entry.params)), 0.7, 3];
    for (const slope of slopes) {
      for (const x of [-2.3, -0.61, -0.12, -0.011, 0.013, 0.21, 0.45, 1.7]) {
        const rise = entry.primitive(x + h, slope) - entry.primitive(x - h, slope);
        expect(entry.derivative(x, slope)).toBeCloseTo(rise / (2 * h), 5);
        expect(entry.derivative(x, slope)).toBe(entry.derivative(-x, slope));
      }
      expect(entry.primitive(0, slope)).toBeCloseTo(0, 12);
      expect(entry.derivative(0, slope)).toBeGreaterThan(0);
    }
  });
});

describe('neurons', () => {
  it.each(catalog.neurons.filter(({ id }) => ['lif', 'li'].includes(id)))(
    '$id decays by exp(−dt/τ) and scales its input',
    (entry) => {
      const at = (given: Record<string, number | string>, dtMs: number) =>
        entry.coefficients?.({ ...defaultsOf(entry.params), ...given }, dtMs);
      const plain = at({ tauMemMs: 10, tauSynMs: 0 }, 1)!;
      expect(plain.decayMem).toBeCloseTo(Math.exp(-0.1), 12);
      expect([plain.decaySyn, plain.inputGain, plain.spiking]).toEqual([0, 1, entry.spiking]);
      const filtered = at({ tauMemMs: 10, tauSynMs: 4, inputGain: 'normalised' }, 2)!;
      expect(filtered.decaySyn).toBeCloseTo(Math.exp(-0.5), 12);
      expect(filtered.inputGain).toBeCloseTo(1 - Math.exp(-0.2), 12);
    },
  );

  it('lif names its resets, and subtracts θ/a when the reset comes late', () => {
    const lif = catalog.neurons.find(({ id }) => id === 'lif')!;
    const at = (given: Record<string, number | string>) =>
      lif.coefficients?.({ ...defaultsOf(lif.params), ...given }, 1);
    for (const reset of ['subtract', 'zero', 'none']) expect(at({ reset })?.resetKind).toBe(reset);
    expect(at({ threshold: 0.7 })).toMatchObject({ threshold: 0.7, resetSize: 0.7 });
    const late = at({ threshold: 0.7, resetTiming: 'next', refractorySteps: 3 })!;
    expect(late.resetSize).toBeCloseTo(0.7 / Math.exp(-1 / 20), 12);
    expect(late.refractorySteps).toBe(3);
  });
});

describe('schedules', () => {
  it.each(catalog.schedules)('$id starts at the full rate and never leaves 0 to 1', (entry) => {
    const values = defaultsOf(entry.params);
    expect(entry.factor(values, 0)).toBe(1);
    for (let epoch = 0; epoch < 50; epoch += 0.37) {
      expect(entry.factor(values, epoch)).toBeGreaterThanOrEqual(0);
      expect(entry.factor(values, epoch)).toBeLessThanOrEqual(1);
    }
  });

  it('fall as their equations say', () => {
    const factor = (id: string, values: Record<string, number>, epoch: number): number =>
      catalog.schedules.find((entry) => entry.id === id)!.factor(values, epoch);
    expect(factor('step', { everyEpochs: 2, stepFactor: 0.5, stepFloor: 0 }, 5.9)).toBe(0.25);
    expect(factor('step', { everyEpochs: 2, stepFactor: 0.5, stepFloor: 0.4 }, 5.9)).toBe(0.4);
    expect(factor('inverseSqrt', {}, 3.9)).toBe(0.5);
    expect(factor('cosine', { overEpochs: 10, floor: 0.2 }, 5)).toBeCloseTo(0.6, 12);
    expect(factor('cosine', { overEpochs: 10, floor: 0.2 }, 99)).toBeCloseTo(0.2, 12);
  });
});

describe('rules', () => {
  it('have a learner each', () => {
    expect(rulesWithoutMethod(catalog.rules.map(({ id }) => id))).toEqual([]);
  });
});

describe('layers and data sets', () => {
  it('have code for every layer kind but the input', () => {
    expect(kindsWithoutRuntime).toEqual(['input']);
  });

  it.each(catalog.layers)('$id names a neuron exactly when it has one', (entry) => {
    const known = catalog.neurons.some(({ id }) => id === entry.defaultNeuron);
    expect(known).toBe(entry.hasNeuron);
    expect(entry.maxInputs === 0).toBe(entry.role === 'input');
  });

  it.each(catalog.datasets)('$id names its classes and its licence', (entry) => {
    expect(sizeOf(entry.shape)).toBeGreaterThan(0);
    expect(entry.classes.length).toBeGreaterThan(1);
    expect(new Set(entry.classes).size).toBe(entry.classes.length);
    expect(entry.licence).not.toBe('');
    if (entry.plane === undefined) return;
    const [low, high] = entry.plane.domain;
    expect(low).toBeLessThan(high);
    expect(entry.plane.toInput(low, high)).toHaveLength(sizeOf(entry.shape));
  });

  it.each(catalog.losses)('$id reads scores that a readout offers', (entry) => {
    const measure = catalog.layers.find(({ role }) => role === 'readout')?.params['measure'];
    const offered = measure?.kind === 'choice' ? measure.oneOf.map(({ value }) => value) : [];
    expect(entry.measures.length).toBeGreaterThan(0);
    for (const wanted of entry.measures) expect(offered).toContain(wanted);
  });
});

describe.each(examples)('example $id', ({ id, title, youWillSee, takes, experiment }) => {
  it('is a document without a problem', () => {
    expect(examples.filter((other) => other.id === id)).toHaveLength(1);
    for (const text of [title, youWillSee, takes]) expect(text.trim()).not.toBe('');
    expect(analyseNetwork(experiment, catalog).issues).toEqual([]);
    expect(experiment.network.layers.some((layer) => layer.id === experiment.view.layerId)).toBe(
      true,
    );
  });

  it('survives being written and read, whole and without its defaults', () => {
    const read = (value: unknown) => parseExperiment(JSON.parse(JSON.stringify(value)), catalog);
    expect(read(experiment)).toEqual({ ok: true, value: experiment });
    const compact = compactExperiment(experiment, catalog);
    expect(read(compact)).toEqual({ ok: true, value: experiment });
    const share = JSON.stringify(compact).length / JSON.stringify(experiment).length;
    // Methods with conventions of their own differ from the defaults in most of their settings.
    expect(share).toBeLessThan(0.8);
  });
});
