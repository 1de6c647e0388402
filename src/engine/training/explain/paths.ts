/**
 * The strongest ways from the loss to the input: from the readout's largest errors, layer by layer, to
 * the spikes that hand most of them on. Ways through loops inside a layer are left out.
 */
import type { ErrorArrow } from '#protocol/backward.ts';
import { eachIncoming } from './incoming.ts';
import { shareOfCurrents } from './lifErrors.ts';
import type { LayerRecord, PassRecord } from './passRecord.ts';

const STARTS = 6;
/** Spikes of one layer that ways go on from. */
const FRONTIER = 10;
/** Arrows that leave one spike. */
const BRANCHES = 3;

interface Node {
  readonly record: LayerRecord;
  readonly neuron: number;
  /** Step; null where neurons have no time. */
  readonly time: number | null;
  /** ∂L/∂u of a neuron with a membrane, else ∂L/∂output, as far as it came this way. */
  readonly error: number;
}

interface Step {
  readonly to: LayerRecord;
  readonly neuron: number;
  readonly time: number | null;
  readonly error: number;
}

export function strongestPaths(pass: PassRecord): ErrorArrow[] {
  const byId = new Map(pass.layers.map((record) => [record.id, record]));
  const readout = pass.layers.at(-1);
  if (readout === undefined) return [];
  let frontier = startNodes(readout);
  const arrows: ErrorArrow[] = [];
  while (frontier.length > 0) {
    const reached = new Map<string, Step>();
    for (const node of frontier) {
      for (const step of strongestSteps(node, byId, pass)) {
        arrows.push({
          fromLayer: node.record.id,
          fromNeuron: node.neuron,
          fromTime: node.time,
          toLayer: step.to.id,
          toNeuron: step.neuron,
          toTime: step.time,
          error: step.error,
        });
        const key = `${step.to.id}/${step.neuron}/${step.time}`;
        const before = reached.get(key)?.error ?? 0;
        reached.set(key, { ...step, error: before + step.error });
      }
    }
    frontier = largest([...reached.values()], FRONTIER).flatMap(({ to, ...rest }) =>
      to.layer === null ? [] : [arrivedAt(to, rest)],
    );
  }
  return arrows.sort((a, b) => Math.abs(b.error) - Math.abs(a.error));
}

function startNodes(record: LayerRecord): Node[] {
  if (record.lif === null) return [];
  const { membrane, fromNext, keep } = record.lif.errors;
  const nodes: Node[] = [];
  for (let at = 0; at < membrane.length; at++) {
    const error = membrane[at]! - fromNext[at]! * keep[at]!;
    if (error === 0) continue;
    const neuron = at % record.size;
    const time = record.lif.past.steps === 1 ? null : Math.floor(at / record.size);
    nodes.push({ record, neuron, time, error });
  }
  return largest(nodes, STARTS);
}

/** An error of a spike enters the membrane by the stand-in for the spike's derivative. */
function arrivedAt(record: LayerRecord, { neuron, time, error }: Omit<Step, 'to'>): Node {
  if (record.lif === null) return { record, neuron, time, error };
  const slope = record.lif.errors.slope[(time ?? 0) * record.size + neuron]!;
  return { record, neuron, time, error: error * slope };
}

function strongestSteps(
  node: Node,
  byId: ReadonlyMap<string, LayerRecord>,
  { parameters }: PassRecord,
): Step[] {
  const { record, neuron, time } = node;
  const inputs = (record.layer?.plan.inputs ?? []).flatMap(({ connection }) => {
    const input = byId.get(connection.from);
    return input === undefined ? [] : [input];
  });
  const shares = sharesOf(node);
  const steps: Step[] = [];
  const visitAt = (from: number, to: number): void =>
    eachIncoming(record, inputs, parameters, neuron, to, (input, pre, weight) => {
      const { record: source, neuron: index } = throughFlatten(inputs[input], pre, byId);
      if (source === undefined || weight === 0) return;
      if (source.output.length === source.size) {
        let sum = 0;
        for (let t = from; t <= to; t++) sum += shares[t]!;
        steps.push({ to: source, neuron: index, time: null, error: weight * sum });
        return;
      }
      for (let t = from; t <= to; t++) {
        if (source.output[t * source.size + index]! === 0) continue;
        steps.push({ to: source, neuron: index, time: t, error: weight * shares[t]! });
      }
    });
  const last = time ?? 0;
  if (record.lif === null) visitAt(last, last);
  else if (record.response === null) visitAt(0, last);
  // What a maximum was taken of differs from step to step.
  else for (let t = 0; t <= last; t++) visitAt(t, t);
  return largest(steps, BRANCHES);
}

/** The node's error at each step's input. */
function sharesOf({ record, neuron, time, error }: Node): Float64Array {
  const at = time ?? 0;
  if (record.lif === null) {
    const shares = new Float64Array(at + 1);
    shares[at] = error * (record.rateSlope?.[neuron] ?? 1);
    return shares;
  }
  const { past, errors } = record.lif;
  return shareOfCurrents(past, errors, neuron, at).map((share) => share * error);
}

/** A flattened layer's spikes are those of the layer before. */
function throughFlatten(
  record: LayerRecord | undefined,
  neuron: number,
  byId: ReadonlyMap<string, LayerRecord>,
): { record: LayerRecord | undefined; neuron: number } {
  let at = record;
  while (at?.layer?.plan.entry.id === 'flatten') {
    at = byId.get(at.layer.plan.inputs[0]?.connection.from ?? '');
  }
  return { record: at, neuron };
}

function largest<T extends { readonly error: number }>(items: readonly T[], count: number): T[] {
  return [...items].sort((a, b) => Math.abs(b.error) - Math.abs(a.error)).slice(0, count);
}
