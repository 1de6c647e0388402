/**
 * One edit for each thing that can be wrong with a training; it says beforehand what it will change.
 */
import { documentParams } from '#model/bounds.ts';
import type { Catalog } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import { setLayerParam, setNeuronParam } from '#model/edit/parameters.ts';
import { layerOf } from '#model/edit/parts.ts';
import { setChosenParam, setDocumentParam } from '#model/edit/settings.ts';
import type { Experiment, Layer } from '#model/experiment.ts';
import type { ParamSpec } from '#model/params.ts';
import { hardRange, stringParam, withDefaults } from '#model/params.ts';
import type { Diagnosis } from './diagnose.ts';
import { diagnosisMessages as messages } from './messages.ts';

export interface Mend {
  /** What it changes, as the button and the undo button say it. */
  readonly label: string;
  apply(experiment: Experiment): Experiment;
  /** Whether training goes back to update 0 of the changed experiment. */
  readonly restarts: boolean;
}

/** By how much thresholds and gains change at once. */
const STEP = 4;
/** Norm that gradients are clipped at. */
const CLIP_NORM = 1;
const LOWER_RATE = 10;
/** Rates this much above or below the suggested one are taken for the cause. */
const OFF_RATE = 3;

/** Null where no edit is known to help. */
export function mendOf(
  { kind, layerId }: Diagnosis,
  experiment: Experiment,
  catalog: Catalog,
): Mend | null {
  const layer = layerId === null ? undefined : layerOf(experiment, layerId);
  switch (kind) {
    case 'silent':
      return layer === undefined ? null : excite(layer, catalog, true);
    case 'saturated':
      return layer === undefined ? null : excite(layer, catalog, false);
    case 'exploding':
      return clip(experiment);
    case 'vanishing':
      return (
        widen(experiment, catalog) ?? (layer === undefined ? null : strengthen(layer, catalog))
      );
    case 'neverPredicted':
      return otherRate(experiment, catalog) ?? otherWeights();
    case 'notANumber':
      return calm(experiment, catalog);
  }
}

/** A lower threshold or a higher gain for more spikes, the reverse for fewer; weights stay. */
function excite({ id, name, neuron }: Layer, catalog: Catalog, wantsMore: boolean): Mend | null {
  if (neuron === undefined) return null;
  const { params: specs } = entryOf(catalog.neurons, neuron.id);
  const param = specs['threshold'] === undefined ? 'gain' : 'threshold';
  const isThreshold = param === 'threshold';
  const change = changed(
    specs[param],
    neuron.params[param],
    wantsMore === isThreshold ? 1 / STEP : STEP,
  );
  if (change === null) return null;
  const { from, to } = change;
  const words = isThreshold
    ? wantsMore
      ? messages.lowerThreshold
      : messages.raiseThreshold
    : wantsMore
      ? messages.raiseGain
      : messages.lowerGain;
  return {
    label: words(name, shown(from), shown(to)),
    restarts: false,
    apply: (experiment) => setNeuronParam(experiment, id, param, to),
  };
}

/** Larger initial weights, which only a new start draws. */
function strengthen({ id, name, kind, params }: Layer, catalog: Catalog): Mend | null {
  const change = changed(
    entryOf(catalog.layers, kind).params['initGain'],
    params['initGain'],
    STEP,
  );
  if (change === null) return null;
  const { from, to } = change;
  return {
    label: messages.raiseWeights(name, shown(from), shown(to)),
    restarts: true,
    apply: (experiment) => setLayerParam(experiment, id, 'initGain', to),
  };
}

function clip({ optimiser }: Experiment): Mend {
  const to = optimiser.clipNorm > 0 ? optimiser.clipNorm / LOWER_RATE : CLIP_NORM;
  return {
    label: messages.clip(shown(to)),
    restarts: false,
    apply: (experiment) => setDocumentParam(experiment, 'clipNorm', to),
  };
}

/** A stand-in for the spike's derivative that reaches farther; null where the rule has none. */
function widen({ rule }: Experiment, catalog: Catalog): Mend | null {
  const specs = entryOf(catalog.rules, rule.id).params;
  if (specs['surrogate'] === undefined) return null;
  const params = withDefaults(specs, rule.params);
  const entry = entryOf(catalog.surrogates, stringParam(params, 'surrogate'));
  const [name, spec] = Object.entries(entry.params)[0] ?? [];
  if (name === undefined || spec?.kind !== 'number') return null;
  const from = Number(params[name]);
  const { min, max } = hardRange(spec);
  /** What the derivative keeps of its height a threshold away. */
  const reach = (value: number): number => {
    const slope = entry.slope({ ...params, [name]: value });
    return entry.derivative(1, slope) / entry.derivative(0, slope);
  };
  const candidates = [spec.default, from / STEP, from * STEP, spec.min, spec.max]
    .map((value) => Math.min(max, Math.max(min, value)))
    .filter((value) => reach(value) > 2 * reach(from));
  const [to] = candidates;
  if (to === undefined) return null;
  return {
    label: messages.widenSurrogate(spec.label.toLowerCase(), shown(from), shown(to)),
    restarts: false,
    apply: (experiment) => setChosenParam(experiment, 'rule', name, to),
  };
}

/** The learning rate that rule or optimiser suggest; null where there is none. */
function suggestedRate({ optimiser, rule }: Experiment, catalog: Catalog): number | null {
  const { suggests } = entryOf(catalog.rules, rule.id);
  const wished =
    suggests.optimiser.id === optimiser.id
      ? suggests.optimiser.params?.['learningRate']
      : undefined;
  const rate = wished ?? entryOf(catalog.optimisers, optimiser.id).params['learningRate']?.default;
  return typeof rate === 'number' ? rate : null;
}

/** That rate, where the present one is far from it; weights that it spoilt start anew. */
function otherRate(experiment: Experiment, catalog: Catalog): Mend | null {
  const from = experiment.optimiser.params['learningRate'];
  const to = suggestedRate(experiment, catalog);
  if (typeof from !== 'number' || to === null) return null;
  if (from <= OFF_RATE * to && from * OFF_RATE >= to) return null;
  return {
    label: messages.rate(shown(from), shown(to)),
    restarts: true,
    apply: (document) => setChosenParam(document, 'optimiser', 'learningRate', to),
  };
}

function otherWeights(): Mend {
  return {
    label: messages.newSeed,
    restarts: true,
    apply: (experiment) =>
      setDocumentParam(experiment, 'seed', (experiment.seed + 1) % (documentParams.seed.max + 1)),
  };
}

/** Smaller steps along gradients that cannot run away. */
function calm(experiment: Experiment, catalog: Catalog): Mend | null {
  const { optimiser } = experiment;
  const from = optimiser.params['learningRate'];
  if (typeof from !== 'number') return null;
  const to = Math.min(from / LOWER_RATE, suggestedRate(experiment, catalog) ?? from);
  const norm = optimiser.clipNorm > 0 ? Math.min(optimiser.clipNorm, CLIP_NORM) : CLIP_NORM;
  return {
    label: messages.rateAndClip(shown(from), shown(to), shown(norm)),
    restarts: true,
    apply: (document) =>
      setDocumentParam(setChosenParam(document, 'optimiser', 'learningRate', to), 'clipNorm', norm),
  };
}

/** A number times a factor, inside its bounds; null where there is none or it cannot move. */
function changed(
  spec: ParamSpec | undefined,
  value: unknown,
  factor: number,
): { readonly from: number; readonly to: number } | null {
  if (spec?.kind !== 'number') return null;
  const from = typeof value === 'number' ? value : spec.default;
  const { min, max } = hardRange(spec);
  const to = Number(Math.min(max, Math.max(min, from * factor)).toPrecision(4));
  return to === from ? null : { from, to };
}

const shown = (value: number): string => String(Number(value.toPrecision(4)));
