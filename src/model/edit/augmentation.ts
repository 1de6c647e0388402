/** Random changes of training samples: which act, and how strongly. */
import type { AugmentationEntry, Catalog } from '../catalog.ts';
import { datasetOf, entryOf } from '../catalog.ts';
import type { Chosen, Experiment } from '../experiment.ts';
import type { ParamValue } from '../params.ts';
import { defaultsOf } from '../params.ts';
import { withParam } from './parameters.ts';

/** Why an augmentation does not fit data and encoder, in words that follow its name; null where it does. */
export function augmentationRefusal(
  experiment: Experiment,
  catalog: Catalog,
  entry: AugmentationEntry,
): string | null {
  return entry.refusal({
    data: datasetOf(catalog, experiment.dataset.id),
    encoder: entryOf(catalog.encoders, experiment.encoder.id),
  });
}

export function augmentationOf(experiment: Experiment, id: string): Chosen | undefined {
  return experiment.augmentation.find((own) => own.id === id);
}

/** Adds an augmentation with its defaults, where the catalog's order has it. */
export function addAugmentation(experiment: Experiment, catalog: Catalog, id: string): Experiment {
  if (augmentationOf(experiment, id) !== undefined) return experiment;
  const added = { id, params: defaultsOf(entryOf(catalog.augmentations, id).params) };
  const place = (own: Chosen): number =>
    catalog.augmentations.findIndex((entry) => entry.id === own.id);
  const augmentation = [...experiment.augmentation, added].sort((a, b) => place(a) - place(b));
  return { ...experiment, augmentation };
}

export function removeAugmentation(experiment: Experiment, id: string): Experiment {
  const left = experiment.augmentation.filter((own) => own.id !== id);
  return left.length === experiment.augmentation.length
    ? experiment
    : { ...experiment, augmentation: left };
}

export function setAugmentationParam(
  experiment: Experiment,
  id: string,
  name: string,
  value: ParamValue,
): Experiment {
  const augmentation = experiment.augmentation.map((own) =>
    own.id === id ? { id, params: withParam(own.params, name, value) } : own,
  );
  const isSame = augmentation.every(
    ({ params }, index) => params === experiment.augmentation[index]?.params,
  );
  return isSame ? experiment : { ...experiment, augmentation };
}

/** Without those that data or encoder do not allow. */
export function withFittingAugmentation(experiment: Experiment, catalog: Catalog): Experiment {
  const refused = experiment.augmentation.filter(
    ({ id }) =>
      augmentationRefusal(experiment, catalog, entryOf(catalog.augmentations, id)) !== null,
  );
  return refused.reduce((changed, { id }) => removeAugmentation(changed, id), experiment);
}
