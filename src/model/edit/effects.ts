/** Effects of the substrate: which there are, how strong, and whether training meets them. */
import { effectsParams } from '../bounds.ts';
import type { Catalog } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Chosen, Effects, Experiment } from '../experiment.ts';
import type { ParamValue } from '../params.ts';
import { defaultsOf } from '../params.ts';
import { withParam } from './parameters.ts';

const IDEAL: Effects = {
  training: effectsParams.training.default,
  seed: effectsParams.seed.default,
  list: [],
};

/** The document's effects; those of an ideal substrate where it has none. */
export function effectsOf({ effects }: Pick<Experiment, 'effects'>): Effects {
  return effects ?? IDEAL;
}

export function effectIn(experiment: Experiment, id: string): Chosen | undefined {
  return experiment.effects?.list.find((effect) => effect.id === id);
}

/** Adds an effect with its defaults; the same experiment where it is there. */
export function addEffect(experiment: Experiment, catalog: Catalog, id: string): Experiment {
  if (effectIn(experiment, id) !== undefined) return experiment;
  const added = { id, params: defaultsOf(entryOf(catalog.effects, id).params) };
  const own = effectsOf(experiment);
  return { ...experiment, effects: { ...own, list: [...own.list, added] } };
}

/** Without an effect; a document that is ideal in every way has none at all. */
export function removeEffect(experiment: Experiment, id: string): Experiment {
  if (effectIn(experiment, id) === undefined) return experiment;
  const own = effectsOf(experiment);
  return withEffects(experiment, { ...own, list: own.list.filter((other) => other.id !== id) });
}

export function setEffectParam(
  experiment: Experiment,
  id: string,
  name: string,
  value: ParamValue,
): Experiment {
  const effect = effectIn(experiment, id);
  if (effect === undefined) return experiment;
  const params = withParam(effect.params, name, value);
  if (params === effect.params) return experiment;
  const own = effectsOf(experiment);
  const list = own.list.map((other) => (other === effect ? { id, params } : other));
  return { ...experiment, effects: { ...own, list } };
}

export function setEffects(
  experiment: Experiment,
  change: Partial<Omit<Effects, 'list'>>,
): Experiment {
  const own = effectsOf(experiment);
  const next = { ...own, ...change };
  const isSame = next.training === own.training && next.seed === own.seed;
  return isSame ? experiment : withEffects(experiment, next);
}

function withEffects({ effects: _old, ...rest }: Experiment, effects: Effects): Experiment {
  const isIdeal =
    effects.list.length === 0 && effects.training === IDEAL.training && effects.seed === IDEAL.seed;
  return isIdeal ? rest : { ...rest, effects };
}
