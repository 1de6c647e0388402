/** How the samples of a data set are presented when an experiment takes it over. */
import type { Catalog } from '../catalog.ts';
import { datasetOf, entryOf } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import { allows } from '../network/supports.ts';
import { defaultsOf, withDefaults } from '../params.ts';

/** Steps that a recording is presented in, where the rule takes steps. */
const STEPS = 100;

/** The encoder, and the time it needs, that fit the experiment's data set; all else stays. */
export function withFittingEncoder(experiment: Experiment, catalog: Catalog): Experiment {
  const { dataset, encoder, rule } = experiment;
  const data = datasetOf(catalog, dataset.id);
  const { suggests } = entryOf(catalog.rules, rule.id);
  if (data.hasSpikes === true) {
    const lengthMs = data.longestMs?.(withDefaults(data.params, dataset.params));
    return lengthMs === undefined ? experiment : withRecordedSpikes(experiment, lengthMs, catalog);
  }
  if (entryOf(catalog.encoders, encoder.id).needsSpikes !== true) return experiment;
  const { id, params = {} } = suggests.encoder;
  const all = withDefaults(entryOf(catalog.encoders, id).params, params);
  return { ...experiment, encoder: { id, params: all } };
}

/**
 * The experiment with spikes presented as they are where the rule can take them: in as many steps as
 * cover the longest sample, or by the first spike of each input, sped up to fit the presentation.
 */
export function withRecordedSpikes(
  experiment: Experiment,
  lengthMs: number,
  catalog: Catalog,
): Experiment {
  const { supports } = entryOf(catalog.rules, experiment.rule.id);
  const takesSteps = allows(supports.encoders, 'directSpikes');
  const id = takesSteps ? 'directSpikes' : 'firstSpikes';
  if (!allows(supports.encoders, id)) return experiment;
  const params = defaultsOf(entryOf(catalog.encoders, id).params);
  const longestMs = Math.max(lengthMs, 1);
  const { simulation } = experiment;
  if (takesSteps) {
    const dtMs = Math.max(0.1, Math.ceil((10 * longestMs) / STEPS) / 10);
    return { ...experiment, encoder: { id, params }, simulation: { steps: STEPS, dtMs } };
  }
  const presentedMs = simulation.steps * simulation.dtMs;
  const speed = Number(Math.max(0.001, longestMs / presentedMs).toPrecision(3));
  return { ...experiment, encoder: { id, params: { ...params, speed } } };
}
