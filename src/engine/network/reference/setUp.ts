/** Everything a gradient case needs: its document, seeded weights, inputs and labels. */
import { catalog } from '#catalog/index.ts';
import { placed } from '#catalog/examples/build.ts';
import type { Catalog, DatasetEntry } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { flagParam } from '#model/params.ts';
import { problemText } from '#model/problem.ts';
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import { sparse, uniform } from '../../kernels/wasm/randomTensor.ts';
import type { TrainingSettings } from '../../training/settings.ts';
import { trainingSettings } from '../../training/settings.ts';
import type { GradientCase } from './cases.ts';
import type { Presentation, Values } from './referenceNetwork.ts';
import { convSizes } from './windows.ts';

const STEPS = 7;
const BATCH = 3;
const CLASSES = 3;

export interface GradientProblem {
  readonly experiment: Experiment;
  readonly analysis: NetworkAnalysis;
  readonly settings: TrainingSettings;
  readonly values: Values;
  readonly presentation: Presentation;
  readonly labels: Float64Array;
}

/** The catalog with one more data set, of which only shape and classes are ever asked. */
function catalogWith(shape: Shape): Catalog {
  const entry: DatasetEntry = {
    id: 'tiny',
    label: 'Tiny',
    help: 'Random numbers.',
    licence: 'None.',
    params: {},
    shape,
    classes: Array.from({ length: CLASSES }, (_, k) => `class ${k}`),
    load: () => Promise.reject(new Error('the tiny data set has no samples')),
  };
  return { ...catalog, datasets: [entry] };
}

export function setUp(given: GradientCase): GradientProblem {
  const known = catalogWith(given.shape);
  const parsed = parseExperiment(
    {
      version: 1,
      dataset: { id: 'tiny' },
      encoder: { id: given.input === 'static' ? 'constant' : 'poisson' },
      simulation: { steps: STEPS },
      network: { layers: placed(given.layers), connections: given.connections },
      rule: { id: given.ruleId ?? 'surrogate', params: given.rule },
      loss: given.loss,
      optimiser: { id: 'sgd' },
      batchSize: BATCH,
    },
    known,
  );
  if (!parsed.ok) throw new Error(parsed.problems.map(problemText).join('\n'));
  const experiment = parsed.value;
  const analysis = analyseNetwork(experiment, known);
  const [issue] = analysis.issues;
  if (issue !== undefined) throw new Error(issue.reason);
  return {
    experiment,
    analysis,
    settings: trainingSettings(experiment),
    values: seededValues(analysis),
    presentation: {
      input: seededInput(given.input, sizeOf(given.shape)),
      steps: STEPS,
      batch: BATCH,
    },
    labels: Float64Array.from({ length: BATCH }, (_, b) => b % CLASSES),
  };
}

function seededInput(kind: 'static' | 'spikes', size: number): Float64Array {
  if (kind === 'spikes') return sparse(1, STEPS * BATCH * size, 0.4);
  const step = uniform(2, BATCH * size, 0, 1);
  return Float64Array.from({ length: STEPS * step.length }, (_, i) => step[i % step.length]!);
}

/** Values of every parameter under the engine's names, wide enough that neurons fire. */
function seededValues(analysis: NetworkAnalysis): Values {
  const values = new Map<string, Float64Array>();
  const add = (id: string, size: number, low: number, high: number): void => {
    values.set(id, uniform(100 + values.size, size, low, high));
  };
  for (const plan of analysis.plan) {
    const { id, kind, params } = plan.layer;
    if (!plan.entry.hasNeuron) continue;
    const units = plan.output.at(-1) ?? 0;
    const perNeuron = plan.inputs.map(({ shape }) => sizeOf(shape));
    if (kind === 'conv') {
      const [, , , channelsIn, height, width] = convSizes(plan, 1);
      const fanIn = height * width * channelsIn;
      const width2 = 2 / Math.sqrt(fanIn);
      add(`${id}/weights`, fanIn * units, -0.6 * width2, width2);
    } else {
      plan.inputs.forEach(({ connection }, index) => {
        const fanIn = perNeuron[index]!;
        const width = 2 / Math.sqrt(fanIn);
        add(`${id}/weights/${connection.id}`, fanIn * units, -0.6 * width, width);
      });
      if (plan.recurrent !== null) add(`${id}/recurrent`, units * units, -0.6, 0.4);
    }
    if (flagParam(params, 'bias')) add(`${id}/bias`, units, -0.1, 0.2);
  }
  return values;
}
