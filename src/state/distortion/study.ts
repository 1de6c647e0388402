/** Which documents a study of distortion evaluates, and how accurate one of them is. */
import type { Catalog, EffectEntry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import {
  addEffect,
  effectIn,
  effectsOf,
  removeEffect,
  setEffectParam,
} from '#model/edit/effects.ts';
import type { Experiment } from '#model/experiment.ts';
import { effectRefusal } from '#model/network/supports.ts';
import { numberParam, withDefaults } from '#model/params.ts';
import type { PredictionPart } from '#protocol/prediction.ts';
import type { SweepTarget } from '../compare/sweep/targets.ts';

/** The strengths that can be varied: one for each effect that the document's rule can compute. */
export function distortionTargets(experiment: Experiment, catalog: Catalog): SweepTarget[] {
  const rule = entryOf(catalog.rules, experiment.rule.id);
  return catalog.effects.flatMap((entry): SweepTarget[] => {
    const { id, label, strength, params } = entry;
    const spec = params[strength];
    if (spec?.kind !== 'number' || effectRefusal(rule, id, experiment) !== null) return [];
    const own = withDefaults(params, effectIn(experiment, id)?.params ?? {});
    return [
      {
        ...{ id, label, spec, value: numberParam(own, strength) },
        apply: (document, value) => distorted(document, catalog, entry, value),
      },
    ];
  });
}

/** The document with the effect at a strength, its other effects as they are. */
function distorted(
  experiment: Experiment,
  catalog: Catalog,
  { id, strength }: EffectEntry,
  value: number,
): Experiment {
  return setEffectParam(addEffect(experiment, catalog, id), id, strength, value);
}

/** The document without the effect, its other effects as they are. */
export function undistorted(experiment: Experiment, effectId: string): Experiment {
  return removeEffect(experiment, effectId);
}

/** The document on another piece of hardware; `offset` 0 is its own. Only evaluation matters here. */
export function onHardware(experiment: Experiment, offset: number): Experiment {
  const own = effectsOf(experiment);
  const seed = (own.seed + offset) % 2 ** 32;
  return { ...experiment, effects: { ...own, training: false, seed } };
}

/** Whether another piece of hardware gives another result. */
export function isRandom({ effects }: Experiment, catalog: Catalog): boolean {
  return (effects?.list ?? []).some(({ id }) => entryOf(catalog.effects, id).isRandom);
}

/** Share of right answers among the first `samples`, asked for in parts. */
export async function accuracyOf(
  samples: number,
  ask: (from: number) => Promise<PredictionPart>,
): Promise<{ readonly accuracy: number; readonly samples: number }> {
  let [right, done] = [0, 0];
  for (;;) {
    const { answers, labels, total } = await ask(done);
    const wanted = Math.min(samples, total);
    const count = Math.min(answers.length, wanted - done);
    for (let i = 0; i < count; i++) right += Number(answers[i] === labels[i]);
    done += count;
    if (done >= wanted || count <= 0) return { accuracy: right / done, samples: done };
  }
}
