/** Accuracy of a dense network whose trained soft-LIF rates are replaced by those of the LIF neuron. */
import { softLifConstants } from '#catalog/neurons/softLif.ts';
import { numberParam } from '#model/params.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { catalog } from '#catalog/index.ts';
import type { ReferenceLayer } from '#engine/methods/soft-lif/referenceNetwork.ts';
import { forwardRates } from '#engine/methods/soft-lif/referenceNetwork.ts';
import type { TrainedNetwork } from '../row.ts';

/** On the test split, in float64; each layer of neurons has to be dense. */
export function lifRateAccuracy({ experiment, dataset, arrays }: TrainedNetwork): number {
  const { plan } = analyseNetwork(experiment, catalog);
  const layers = plan.flatMap(({ layer, entry, inputs }): ReferenceLayer[] => {
    if (!entry.hasNeuron) return [];
    const matrix = arrays.get(`w:${layer.id}/weights/${inputs[0]?.connection.id ?? ''}`);
    const bias = arrays.get(`w:${layer.id}/bias`);
    if (matrix === undefined || bias === undefined) throw new Error(`${layer.id}: no weights`);
    const posts = bias.length;
    const pres = matrix.length / posts;
    const row = (post: number): number[] =>
      Array.from({ length: pres }, (_, pre) => Number(matrix[pre * posts + post]));
    const isSoft = layer.neuron?.id === 'softLif';
    return [
      {
        weights: Array.from({ length: posts }, (_, post) => row(post)),
        bias: Array.from(bias, Number),
        neuron: isSoft ? softLifConstants(layer.neuron?.params ?? {}) : null,
      },
    ];
  });
  const gain = numberParam(experiment.encoder.params, 'gain');
  const offset = numberParam(experiment.encoder.params, 'offset');
  const { values, scale, labels, count } = dataset.test;
  const size = values.length / count;
  let right = 0;
  for (let i = 0; i < count; i++) {
    const sample = Array.from(values.subarray(i * size, (i + 1) * size), (v) => v * scale);
    const input = sample.map((value) => gain * value + offset);
    const { scores } = forwardRates(layers, input, 'lif');
    const best = scores.indexOf(Math.max(...scores));
    if (best === labels[i]) right++;
  }
  return right / count;
}
