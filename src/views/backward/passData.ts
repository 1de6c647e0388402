/** From a backward pass to what plots, text and files show of it. Pure. */
import type { BackwardPass, ErrorEvents, LayerErrors, WalkPosition } from '#protocol/backward.ts';
import type { ErrorFlowData } from '#plots/backward/createErrorFlow.ts';
import type { RasterErrors, ShownErrors } from '#plots/backward/rasterErrors.ts';
import { csvLines } from '#plots/csv.ts';
import type { LayerActivity } from '#protocol/frame.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { messages } from './messages.ts';

/** Three significant digits, powers of ten where zeros would fill the text. */
export function errorText(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  const isShort = size === 0 || (size >= 1e-3 && size < 1e4);
  return sign + (isShort ? String(Number(size.toPrecision(3))) : size.toExponential(2));
}

const nameOf = (id: string, infos: readonly LayerInfo[]): string =>
  infos.find((info) => info.id === id)?.name ?? id;

/** Marks, cells, arrows and the place of the walk, as the raster draws them. */
export function rasterErrors(
  pass: BackwardPass,
  shown: readonly LayerActivity[],
  here: WalkPosition | null,
): RasterErrors {
  return {
    layers: pass.layers.map((layer) =>
      shownErrors(
        layer,
        shown.find(({ id }) => id === layer.id),
      ),
    ),
    arrows: pass.paths.map((arrow) => ({
      from: { layerId: arrow.fromLayer, neuron: arrow.fromNeuron, time: arrow.fromTime },
      to: { layerId: arrow.toLayer, neuron: arrow.toNeuron, time: arrow.toTime },
      error: arrow.error,
    })),
    here: here && { layerId: here.layerId, neuron: here.neuron, time: here.time },
  };
}

/** The error of a neuron as a whole colours each of its spikes, and its row where it has none. */
function shownErrors(layer: LayerErrors, activity: LayerActivity | undefined): ShownErrors {
  const { id, events, field, isStatic } = layer;
  if (!isStatic) {
    return { layerId: id, ...events, field: field && { ...field, isStatic: false } };
  }
  const byNeuron = new Map(Array.from(events.neurons, (neuron, i) => [neuron, events.errors[i]!]));
  const neurons = activity?.neurons ?? new Uint32Array(0);
  const times = activity?.times ?? new Float32Array(0);
  const errors = Float32Array.from(neurons, (neuron) => byNeuron.get(neuron) ?? 0);
  return { layerId: id, neurons, times, errors, field: { ...events, isStatic: true } };
}

/** Norms of the error by layer and step; of membranes where they have one, else of spikes. */
export function errorFlow(
  pass: BackwardPass,
  infos: readonly LayerInfo[],
  here: WalkPosition | null,
): ErrorFlowData {
  const { steps, dtMs } = pass.sample;
  const shown = pass.layers.filter(
    ({ id }) => infos.find((info) => info.id === id)?.onlyReshapes !== true,
  );
  return {
    steps,
    dtMs,
    layers: shown.map((layer) => {
      const { norms, total } = normsOf(layer, steps);
      return { id: layer.id, name: nameOf(layer.id, infos), norms, total: errorText(total) };
    }),
    here: here && { layerId: here.layerId, time: here.time },
  };
}

function normsOf(
  { events, field, isStatic }: LayerErrors,
  steps: number,
): { norms: Float32Array; total: number } {
  const { times, errors } = field ?? events;
  const squares = new Float64Array(isStatic ? 1 : steps);
  for (let i = 0; i < errors.length; i++) {
    const step = isStatic ? 0 : Math.min(steps - 1, Math.max(0, Math.floor(times[i]!)));
    squares[step] = squares[step]! + errors[i]! ** 2;
  }
  const total = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  return { norms: Float32Array.from(squares, Math.sqrt), total };
}

/** The pass in words, from the loss to the input. */
export function passSummary(pass: BackwardPass, infos: readonly LayerInfo[]): string {
  const layers = [...pass.layers].reverse().map(({ id, events, field, kind }) => {
    const { errors } = events.errors.length > 0 ? events : (field ?? events);
    const largest = errors.reduce((most, e) => (Math.abs(e) > Math.abs(most) ? e : most), 0);
    const count = events.errors.reduce((sum, e) => sum + Number(e !== 0), 0);
    return messages.layer(nameOf(id, infos), count, messages.kinds[kind], errorText(largest));
  });
  const gradients = pass.gradients.map(({ id, layerId, norm }) =>
    messages.gradient(nameOf(layerId, infos), roleOf(id), errorText(norm)),
  );
  return messages.flowSummary([...layers, ...gradients].join(' '));
}

/** `layer/role` or `layer/weights/connection`. */
function roleOf(parameterId: string): keyof typeof messages.roles {
  const role = parameterId.split('/')[1];
  return role === 'bias' || role === 'recurrent' ? role : 'weights';
}

/** Every error: at spikes under the kind of the layer, at membranes as `membrane`. */
export function passCsv(pass: BackwardPass, infos: readonly LayerInfo[]): string {
  const { dtMs } = pass.sample;
  function* rows(): Iterable<(string | number)[]> {
    for (const { id, kind, events, field, isStatic } of pass.layers) {
      const name = nameOf(id, infos);
      yield* eventRows(name, kind, events, isStatic ? null : dtMs);
      if (field !== null) yield* eventRows(name, 'membrane', field, dtMs);
    }
  }
  return csvLines(['layer', 'error_of', 'neuron', 'time_ms', 'error'], rows());
}

function* eventRows(
  name: string,
  kind: string,
  { neurons, times, errors }: ErrorEvents,
  dtMs: number | null,
): Iterable<(string | number)[]> {
  for (let i = 0; i < errors.length; i++) {
    yield [name, kind, neurons[i]!, dtMs === null ? '' : times[i]! * dtMs, errors[i]!];
  }
}

/** The position of the walk at a layer that is nearest to a step. */
export function positionNear({ walk }: BackwardPass, layerId: string, step: number): number | null {
  let best: number | null = null;
  let distance = Infinity;
  walk.forEach((position, index) => {
    if (position.layerId !== layerId) return;
    const away = position.time === null ? 1e9 : Math.abs(position.time - step);
    if (away >= distance) return;
    best = index;
    distance = away;
  });
  return best;
}
