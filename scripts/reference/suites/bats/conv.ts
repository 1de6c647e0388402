import type { Measurement } from '../../suite.ts';
import { kernelEngine, referenceEngine } from './engines.ts';
import { casesOf, type ConvCase, type Filters } from './fields.ts';
import { measurePasses, mostSpikes } from './network.ts';
import { constantsOf, type ProblemLayer, transposed } from './problem.ts';
import { createTally } from './tally.ts';

/** Files of `kind: conv_network`: filters, spike pooling, dense layers, a loss. */
export async function measureConv(json: unknown): Promise<Measurement[]> {
  const plain = createTally('float64 reference');
  const kernel = createTally('WASM float64');
  for (const one of casesOf(json) as readonly ConvCase[]) {
    const problem = problemOf(one);
    const gradients = one.grad_weights_batch_mean.map((values, l) => {
      const layer = one.layers[l];
      if (values === null || !layer || layer.type === 'pool') return null;
      return layer.type === 'conv'
        ? channelsLast(values as Filters)
        : transposed(values as number[][]);
    });
    measurePasses(one, referenceEngine(problem), gradients, plain);
    plain.endCase();
    measurePasses(one, await kernelEngine(problem, mostSpikes(one)), gradients, kernel);
    kernel.endCase();
  }
  return [...plain.lines(), ...kernel.lines()];
}

function problemOf(one: ConvCase): ProblemLayer[] {
  let [x, y, channels] = one.input_shape;
  return one.layers.map((layer): ProblemLayer => {
    switch (layer.type) {
      case 'conv': {
        const filters = layer.weights.length;
        const filterX = layer.weights[0]?.length ?? 0;
        const filterY = layer.weights[0]?.[0]?.length ?? 0;
        const [outX, outY] = [x - filterX + 1, y - filterY + 1];
        const shape = {
          kind: 'conv' as const,
          ...{ x, y, channels, filterX, filterY, filters, outX, outY },
          stride: 1,
          padX: 0,
          padY: 0,
        };
        [x, y, channels] = [outX, outY, filters];
        const constants = constantsOf(layer, one.t_max);
        return { kind: 'conv', shape, constants, weights: channelsLast(layer.weights) };
      }
      case 'pool': {
        const pool = { kind: 'pool', x, y, channels } as const;
        [x, y] = [Math.floor(x / 2), Math.floor(y / 2)];
        return pool;
      }
      case 'lif': {
        const weights = transposed(layer.weights);
        const neurons = layer.weights.length;
        const inputs = x * y * channels;
        [x, y, channels] = [1, 1, neurons];
        return {
          kind: 'dense',
          inputs,
          neurons,
          constants: constantsOf(layer, one.t_max),
          weights,
        };
      }
      default:
        throw new TypeError(`Unknown layer ${JSON.stringify(layer satisfies never)}`);
    }
  });
}

/** [c_out][f_x][f_y][c_in] → [f_x][f_y][c_in][c_out]. */
function channelsLast(filters: Filters): Float64Array {
  const values: number[] = [];
  const [sample = []] = filters;
  sample.forEach((column, i) =>
    column.forEach((taps, j) =>
      taps.forEach((_, channel) =>
        filters.forEach((filter) => values.push(filter[i]?.[j]?.[channel] ?? NaN)),
      ),
    ),
  );
  return Float64Array.from(values);
}
