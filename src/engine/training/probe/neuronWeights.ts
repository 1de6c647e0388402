/** The weights into and out of one neuron, for every rule: from the state that checkpoints keep. */
import type { LayerPlan, NetworkAnalysis } from '#model/network/analyse.ts';
import { sizeOf } from '#model/shape.ts';
import type { NeuronConnection, NeuronWeights } from '#protocol/frame.ts';
import type { StateArray } from '../learner.ts';
import type { Session } from '../session.ts';

type Values = ArrayLike<number>;

/** Reads the trained value of a parameter; null where the rule trains no such one. */
type ReadParameter = (id: string) => Promise<Values | null>;

/** Null for a neuron that the network does not have. */
export async function readNeuronWeights(
  { analysis, learner }: Pick<Session, 'analysis'> & { learner: { state: readonly StateArray[] } },
  { layerId, neuron }: { readonly layerId: string; readonly neuron: number },
): Promise<NeuronWeights | null> {
  const step = analysis.plan.find(({ layer }) => layer.id === layerId);
  if (step === undefined || neuron < 0 || neuron >= sizeOf(step.output)) return null;
  const read: ReadParameter = async (id) =>
    (await learner.state.find((own) => own.id === `w:${id}`)?.read()) ?? null;
  const size = sizeOf(step.output);
  const loop = step.recurrent === null ? null : await read(`${layerId}/recurrent`);
  const ownLoop = (values: Float32Array): NeuronConnection[] =>
    loop === null ? [] : [{ layerId, kind: 'dense', values, image: null }];
  const bias = await read(`${layerId}/bias`);
  return {
    layerId,
    neuron,
    // The filters of a convolution share a bias.
    bias: bias?.[neuron % bias.length] ?? null,
    incoming: [
      ...(await incomingOf(step, neuron, analysis, read)),
      ...ownLoop(columnOf(loop ?? [], size, neuron)),
    ],
    outgoing: [
      ...(await outgoingOf(step, neuron, analysis, read)),
      ...ownLoop(rowOf(loop ?? [], size, neuron)),
    ],
  };
}

async function incomingOf(
  { layer, inputs, output }: LayerPlan,
  neuron: number,
  analysis: NetworkAnalysis,
  read: ReadParameter,
): Promise<NeuronConnection[]> {
  const all: NeuronConnection[] = [];
  for (const { connection, shape } of inputs) {
    const weights = await weightsOf(layer.id, connection.id, read);
    if (weights === null) continue;
    const source = behindFlatten(connection.from, analysis);
    if (layer.kind === 'conv') {
      const filters = output.at(-1) ?? 1;
      const values = columnOf(weights, filters, neuron % filters);
      all.push({ ...convImage(values, shape.at(-1) ?? 1), layerId: source.layer.id });
    } else {
      const values = columnOf(weights, sizeOf(output), neuron);
      const [height, width, channels] = source.output;
      const isImage = source.output.length === 3 && values.length === sizeOf(source.output);
      const image = isImage
        ? { height: height ?? 0, width: width ?? 0, channels: channels ?? 0 }
        : null;
      all.push({ layerId: source.layer.id, kind: 'dense', values, image });
    }
  }
  return all;
}

async function outgoingOf(
  step: LayerPlan,
  neuron: number,
  analysis: NetworkAnalysis,
  read: ReadParameter,
): Promise<NeuronConnection[]> {
  const all: NeuronConnection[] = [];
  for (const target of analysis.plan) {
    for (const { connection } of target.inputs) {
      if (behindFlatten(connection.from, analysis).layer.id !== step.layer.id) continue;
      const weights = await weightsOf(target.layer.id, connection.id, read);
      if (weights === null) continue;
      const { id: layerId, kind } = target.layer;
      const targets = target.output.at(-1) ?? 1;
      if (kind === 'conv') {
        const channels = step.output.at(-1) ?? 1;
        const values = channelOf(weights, channels, targets, neuron % channels);
        all.push({ ...convImage(values, targets), layerId });
      } else {
        const values = rowOf(weights, sizeOf(target.output), neuron);
        all.push({ layerId, kind: 'dense', values, image: null });
      }
    }
  }
  return all;
}

async function weightsOf(
  layerId: string,
  connectionId: string,
  read: ReadParameter,
): Promise<Values | null> {
  return (await read(`${layerId}/weights/${connectionId}`)) ?? read(`${layerId}/weights`);
}

/** The layer whose neurons a connection carries: a Flatten hands on those before it. */
function behindFlatten(layerId: string, analysis: NetworkAnalysis): LayerPlan {
  const step = analysis.plan.find(({ layer }) => layer.id === layerId);
  if (step === undefined) throw new Error(`no layer "${layerId}"`);
  const before = step.entry.id === 'flatten' ? step.inputs[0]?.connection.from : undefined;
  return before === undefined ? step : behindFlatten(before, analysis);
}

/** `[pre, post]`: the weights into one neuron. */
function columnOf(weights: Values, targets: number, target: number): Float32Array {
  const sources = weights.length / targets;
  return Float32Array.from({ length: sources }, (_, pre) => weights[pre * targets + target]!);
}

/** `[pre, post]`: the weights out of one neuron. */
function rowOf(weights: Values, targets: number, source: number): Float32Array {
  const count = weights.length === 0 ? 0 : targets;
  return Float32Array.from({ length: count }, (_, post) => weights[source * targets + post]!);
}

/** `[height, width, channels, filters]`: `[height, width, filters]` of one channel. */
function channelOf(
  weights: Values,
  channels: number,
  filters: number,
  channel: number,
): Float32Array {
  const places = weights.length / (channels * filters);
  const values = new Float32Array(places * filters);
  for (let place = 0; place < places; place++) {
    for (let filter = 0; filter < filters; filter++) {
      values[place * filters + filter] = weights[(place * channels + channel) * filters + filter]!;
    }
  }
  return values;
}

function convImage(
  values: Float32Array,
  channels: number,
): Pick<NeuronConnection, 'kind' | 'values' | 'image'> {
  const side = Math.round(Math.sqrt(values.length / channels));
  return { kind: 'conv', values, image: { height: side, width: side, channels } };
}
