/** Sound from elsewhere, such as a microphone, as the input of an experiment. */
import { catalog } from '#catalog/index.ts';
import { datasetOf } from '#model/catalog.ts';
import type { Chosen } from '#model/experiment.ts';
import { withDefaults } from '#model/params.ts';

/**
 * A recording as a sample of the data set, in the way the data set makes samples of its own.
 *
 * The result is what `Learner.classify` takes: raw values in 0..1, which the experiment's encoder turns
 * into spikes. Loudness does not matter, silence around the word does: trim it first.
 * @param sound one channel, −1..1, at any sample rate
 * @returns null where the samples of the data set are no sound
 */
export function soundInput(
  dataset: Chosen,
  sound: Float32Array,
  sampleRateHz: number,
): Float32Array | null {
  const entry = datasetOf(catalog, dataset.id);
  const params = withDefaults(entry.params, dataset.params);
  return entry.sound?.toInput(sound, sampleRateHz, params) ?? null;
}
