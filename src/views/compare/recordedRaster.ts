/** From a recorded sample to what the raster draws. */
import { catalog } from '#catalog/index.ts';
import type { RasterData } from '#plots/raster/rasterData.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { SpikeRecord } from '#protocol/training.ts';
import { messages } from './messages.ts';

/** Layers with neurons and the input; a layer that never fires says so. */
export function recordedRaster(experiment: Experiment, record: SpikeRecord): RasterData {
  const { steps, dtMs } = record;
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  return {
    ...{ steps, dtMs },
    layers: record.layers.flatMap(({ id, size, neurons, times }) => {
      const layer = experiment.network.layers.find((own) => own.id === id);
      if (layer === undefined) return [];
      const { role, hasNeuron } = entryOf(catalog.layers, layer.kind);
      if (role !== 'input' && !hasNeuron) return [];
      const base = { id, name: layer.name, size, neurons, times };
      if (role === 'input') {
        const isConstant = encoder.output === 'static';
        return [isConstant ? { ...base, note: messages.rasters.constant } : base];
      }
      const neuron = layer.neuron && entryOf(catalog.neurons, layer.neuron.id);
      const fires = neuron?.spiking !== false || neurons.length > 0;
      return [fires ? base : { ...base, note: messages.rasters.neverFires }];
    }),
  };
}
