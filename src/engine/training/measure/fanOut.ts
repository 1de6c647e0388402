/** How many synapses a spike of each layer reaches. */
import type { LayerPlan } from '#model/network/analyse.ts';
import { numberParam, stringParam } from '#model/params.ts';
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';

/**
 * Mean over the neurons of a layer, by layer id, its own loop included. Flattening and pooling hand
 * the synapses behind them on to the layer before, so what is pooled is not counted twice;
 * convolutions are counted with their borders.
 */
export function fanOuts(plan: readonly LayerPlan[]): ReadonlyMap<string, number> {
  const synapses = new Map<string, number>();
  for (const step of [...plan].reverse()) {
    const behind = synapses.get(step.layer.id) ?? 0;
    for (const { connection, shape } of step.inputs) {
      const own = step.entry.hasNeuron ? incoming(step, shape) : behind;
      synapses.set(connection.from, (synapses.get(connection.from) ?? 0) + own);
    }
  }
  return new Map(
    plan.map(({ layer, output, recurrent }) => {
      const size = sizeOf(output);
      const loop = recurrent === null ? 0 : size;
      return [layer.id, (synapses.get(layer.id) ?? 0) / size + loop];
    }),
  );
}

/** Synapses of one connection into a weighted layer. */
function incoming({ layer, output }: LayerPlan, shape: Shape): number {
  if (layer.kind !== 'conv') return sizeOf(shape) * sizeOf(output);
  const channels = shape.at(-1) ?? 0;
  const pooled =
    stringParam(layer.params, 'currentPool') === 'none'
      ? 1
      : numberParam(layer.params, 'currentPoolSize');
  return sizeOf(output) * (pooled * numberParam(layer.params, 'kernelSize')) ** 2 * channels;
}
