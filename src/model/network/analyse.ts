/**
 * What a network computes, or everything that keeps it from computing anything.
 *
 * The editor shows the issues on their layers, Train stays off while there is one, and the worker
 * never receives a network that has not passed.
 */
import type { Catalog, LayerEntry, NetworkFix } from '../catalog.ts';
import { datasetOf, datasetShape, entryOf, findEntry, isRefusal, presentedBy } from '../catalog.ts';
import type { Connection, Experiment, Layer } from '../experiment.ts';
import { withDefaults } from '../params.ts';
import type { Shape } from '../shape.ts';
import { topologicalOrder } from './order.ts';
import { ruleIssues } from './ruleIssues.ts';
import { sizeIssues } from './sizeIssues.ts';

export interface NetworkIssue {
  /** The layer or connection it is about; null when it is about the whole network. */
  readonly layerId: string | null;
  readonly connectionId: string | null;
  readonly reason: string;
  readonly remedy: string;
  readonly fix?: NetworkFix;
}

export interface LayerPlan {
  readonly layer: Layer;
  readonly entry: LayerEntry;
  readonly inputs: readonly { readonly connection: Connection; readonly shape: Shape }[];
  /** The connection to itself, if any. */
  readonly recurrent: Connection | null;
  readonly output: Shape;
  readonly parameterCount: number;
}

export interface NetworkAnalysis {
  /** Layers in the order they are computed; those that issues leave without a shape are absent. */
  readonly plan: readonly LayerPlan[];
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly parameterCount: number;
  readonly issues: readonly NetworkIssue[];
}

export function analyseNetwork(experiment: Experiment, catalog: Catalog): NetworkAnalysis {
  const { layers, connections } = experiment.network;
  const issues: NetworkIssue[] = [];
  const dataset = datasetOf(catalog, experiment.dataset.id);
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const sample = datasetShape(dataset, experiment.dataset.params);
  const { shape: inputShape } = presentedBy(
    encoder,
    sample,
    withDefaults(encoder.params, experiment.encoder.params),
  );
  const context = { inputShape, nClasses: dataset.classes.length };

  issues.push(...structureIssues(layers, connections, catalog));
  const order = topologicalOrder(layers, connections);
  for (const id of order.inCycle) {
    issues.push({
      layerId: id,
      connectionId: null,
      reason: 'This layer is part of a loop over several layers.',
      remedy: 'Remove one connection of the loop; a layer may be connected to itself instead.',
    });
  }

  const shapes = new Map<string, Shape>();
  const plan: LayerPlan[] = [];
  for (const layer of order.sorted) {
    const entry = entryOf(catalog.layers, layer.kind);
    const incoming = connections.filter((c) => c.to === layer.id && c.from !== layer.id);
    const recurrent = connections.find((c) => c.to === layer.id && c.from === layer.id) ?? null;
    const inputs = incoming.flatMap((connection) => {
      const shape = shapes.get(connection.from);
      return shape === undefined ? [] : [{ connection, shape }];
    });
    // A layer behind a refused one has no shape either; only the first cause is named.
    if (entry.role !== 'input' && (inputs.length === 0 || inputs.length < incoming.length))
      continue;
    let refused = false;
    let output: Shape | null = null;
    for (const input of inputs.length > 0 ? inputs : [null]) {
      const result = entry.outputShape(input?.shape ?? context.inputShape, layer, context);
      if (isRefusal(result)) {
        refused = true;
        issues.push({ layerId: layer.id, connectionId: input?.connection.id ?? null, ...result });
      } else {
        output = result;
      }
    }
    if (refused || output === null) continue;
    shapes.set(layer.id, output);
    plan.push({
      layer,
      entry,
      inputs,
      recurrent,
      output,
      parameterCount: entry.parameterCount(
        inputs.map((input) => input.shape),
        output,
        layer,
        recurrent !== null,
      ),
    });
  }

  issues.push(...ruleIssues(experiment, catalog));
  const isStepped = entryOf(catalog.rules, experiment.rule.id).time === 'steps';
  issues.push(...sizeIssues(experiment, plan, isStepped ? experiment.simulation.steps : 1));
  return {
    plan,
    shapes,
    parameterCount: plan.reduce((sum, step) => sum + step.parameterCount, 0),
    issues,
  };
}

function structureIssues(
  layers: readonly Layer[],
  connections: readonly Connection[],
  catalog: Catalog,
): NetworkIssue[] {
  const issues: NetworkIssue[] = [];
  const about = (layer: Layer, reason: string, remedy: string, fix?: NetworkFix): void => {
    issues.push({
      layerId: layer.id,
      connectionId: null,
      reason,
      remedy,
      ...(fix === undefined ? {} : { fix }),
    });
  };
  for (const role of ['input', 'readout'] as const) {
    const found = layers.filter((layer) => findEntry(catalog.layers, layer.kind)?.role === role);
    const name = role === 'input' ? 'Input' : 'Readout';
    if (found.length === 0) {
      issues.push({
        layerId: null,
        connectionId: null,
        reason: `The network has no ${name} layer.`,
        remedy: `Add ${name} from the palette.`,
      });
    }
    for (const extra of found.slice(1)) {
      about(extra, `There is more than one ${name} layer.`, 'Delete this one.');
    }
  }
  for (const layer of layers) {
    const entry = entryOf(catalog.layers, layer.kind);
    const incoming = connections.filter((c) => c.to === layer.id && c.from !== layer.id);
    const outgoing = connections.filter((c) => c.from === layer.id && c.to !== layer.id);
    const self = connections.find((c) => c.from === layer.id && c.to === layer.id);
    if (entry.role !== 'input' && incoming.length === 0) {
      about(layer, 'Nothing is connected to this layer.', 'Connect a layer to its left side.');
    }
    if (entry.role !== 'readout' && outgoing.length === 0) {
      about(layer, 'This layer leads nowhere.', 'Connect its right side to the next layer.');
    }
    if (entry.role === 'readout' && outgoing.length > 0) {
      about(layer, 'The readout is the end of the network.', 'Remove its outgoing connection.', {
        kind: 'removeConnection',
        connectionId: outgoing[0]?.id ?? '',
      });
    }
    if (entry.role === 'input' && incoming.length > 0) {
      about(layer, 'The input takes no connection.', 'Remove the connection into it.', {
        kind: 'removeConnection',
        connectionId: incoming[0]?.id ?? '',
      });
    } else if (incoming.length > entry.maxInputs) {
      about(
        layer,
        `${entry.label} takes ${entry.maxInputs} incoming connection${entry.maxInputs === 1 ? '' : 's'}; it has ${incoming.length}.`,
        'Remove the others.',
      );
    }
    if (self !== undefined && !entry.allowsRecurrent) {
      about(
        layer,
        `${entry.label} cannot be connected to itself.`,
        'Use a Dense layer for recurrence.',
        {
          kind: 'removeConnection',
          connectionId: self.id,
        },
      );
    }
    if (self !== undefined && layer.neuron !== undefined) {
      const neuron = entryOf(catalog.neurons, layer.neuron.id);
      if (!neuron.spiking) {
        about(
          layer,
          `${neuron.label} never fires, so a recurrent connection carries nothing.`,
          'Choose a spiking neuron.',
        );
      }
    }
  }
  return issues;
}
