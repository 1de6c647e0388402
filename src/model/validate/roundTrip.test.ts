/** Whatever document can be made from the catalog survives being written, shortened and read. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import type { Entry } from '../catalog.ts';
import { documentParams, effectsParams } from '../bounds.ts';
import type { Experiment } from '../experiment.ts';
import { decodeLink, encodeLink, LINK_MAX_CHARS } from '../link/codec.ts';
import { analyseNetwork } from '../network/analyse.ts';
import type { ParamSpec, ParamValue } from '../params.ts';
import { hardRange } from '../params.ts';
import { compactExperiment } from './compact.ts';
import { parseExperiment } from './parseExperiment.ts';

function valueOf(spec: ParamSpec): fc.Arbitrary<ParamValue> {
  switch (spec.kind) {
    case 'number': {
      const { min, max } = hardRange(spec);
      const inside =
        spec.integer === true
          ? fc.integer({ min, max: Math.min(max, 2 ** 32 - 1) })
          : fc.double({ min, max, noNaN: true }).map((value) => value + 0);
      return fc.oneof(fc.constant(spec.default), fc.constant(min), fc.constant(max), inside);
    }
    case 'choice':
      return fc.constantFrom(...spec.oneOf.map(({ value }) => value));
    case 'flag':
      return fc.boolean();
    default:
      return spec satisfies never;
  }
}

const chosen = (entries: readonly Entry[]): fc.Arbitrary<object> =>
  fc
    .constantFrom(...entries)
    .chain((entry) =>
      fc
        .record(
          Object.fromEntries(Object.entries(entry.params).map(([k, spec]) => [k, valueOf(spec)])),
        )
        .map((params) => ({ id: entry.id, params })),
    );

const name = fc.string({ maxLength: 80, unit: 'binary' });
const pixel = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);

const layer = (id: string): fc.Arbitrary<object> =>
  fc.constantFrom(...catalog.layers).chain((entry) =>
    fc
      .record({
        params: fc.record(
          Object.fromEntries(Object.entries(entry.params).map(([k, spec]) => [k, valueOf(spec)])),
        ),
        name,
        x: pixel,
        y: pixel,
        neuron: chosen(catalog.neurons),
      })
      .map(({ params, name: given, x, y, neuron }) => ({
        ...{ id, kind: entry.id, name: given, params, position: { x, y } },
        ...(entry.hasNeuron ? { neuron } : {}),
      })),
  );

const network = fc.integer({ min: 0, max: 6 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, i) => `layer-${i}`);
  const pairs = ids.flatMap((from) => ids.map((to) => ({ id: `${from}_${to}`, from, to })));
  return fc.record({
    layers: fc.tuple(...ids.map(layer)),
    connections: fc.subarray(pairs),
  });
});

const effects = fc.record({
  training: fc.boolean(),
  seed: valueOf(effectsParams.seed),
  list: fc
    .subarray([...catalog.effects])
    .chain((entries) => fc.tuple(...entries.map((entry) => chosen([entry])))),
});

const experiments = fc.record({
  version: fc.constant(1),
  name,
  seed: valueOf(documentParams.seed),
  dataset: chosen(catalog.datasets),
  encoder: chosen(catalog.encoders),
  augmentation: fc.uniqueArray(chosen(catalog.augmentations), {
    selector: (entry) => ('id' in entry ? entry.id : ''),
  }),
  simulation: fc.record({
    steps: valueOf(documentParams.steps),
    dtMs: valueOf(documentParams.dtMs),
  }),
  network,
  rule: chosen(catalog.rules),
  loss: chosen(catalog.losses),
  optimiser: fc
    .record({
      choice: chosen(catalog.optimisers),
      schedule: chosen(catalog.schedules),
      clipNorm: valueOf(documentParams.clipNorm),
    })
    .map(({ choice, schedule, clipNorm }) => ({ ...choice, schedule, clipNorm })),
  batchSize: valueOf(documentParams.batchSize),
  stopping: fc.record({
    epochs: valueOf(documentParams.epochs),
    targetAccuracy: valueOf(documentParams.targetAccuracy),
  }),
  view: fc.record({
    split: fc.constantFrom('train', 'test'),
    sampleIndex: fc.integer({ min: 0, max: 1e7 }),
    neurons: fc.array(fc.integer({ min: 0, max: 1e7 }), { maxLength: 8 }),
  }),
});

const documents: fc.Arbitrary<object> = fc
  .tuple(experiments, fc.option(effects))
  .map(([given, own]) => (own === null ? given : { ...given, effects: own }));

const parsed = (value: unknown): Experiment => {
  const result = parseExperiment(value, catalog);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};

it('whole, compact and as JSON', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const experiment = parsed(document);
      expect(parsed(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
      const compact = JSON.parse(JSON.stringify(compactExperiment(experiment, catalog)));
      expect(parsed(compact)).toEqual(experiment);
      // Every document can be looked at, however impossible its network.
      const analysis = analyseNetwork(experiment, catalog);
      for (const issue of analysis.issues) {
        expect(issue.reason).toMatch(/\S/);
        expect(issue.remedy).toMatch(/\S/);
      }
    }),
    { numRuns: 400, seed: 1 },
  );
});

it('as a link', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const experiment = parsed(document);
      const link = await encodeLink(experiment, catalog);
      expect(link).toMatch(/^v=1&e=[A-Za-z0-9_-]+$/);
      expect(link.length).toBeLessThan(LINK_MAX_CHARS);
      expect(await decodeLink(`#${link}`, catalog)).toEqual({ ok: true, value: experiment });
    }),
    { numRuns: 150, seed: 2 },
  );
});
