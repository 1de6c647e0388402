/** The rows of the list, made from the document. Pure. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment, Layer } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { ParamSpec, ParamSpecs, ParamValue, ParamValues } from '#model/params.ts';
import { isVisible } from '#model/params.ts';
import { connectionSize, sizeText } from '../cards/connectionSize.ts';
import { messages } from '../messages.ts';
import { layersInOrder } from '../networkOrder.ts';

interface RowBase {
  readonly key: string;
  readonly layerId: string;
  readonly text: string;
  /** Keys of the rows it is folded under. */
  readonly parents: readonly string[];
  /** Place among its siblings, from 1, and their number. */
  readonly position: number;
  readonly setSize: number;
}

export type TreeRow =
  | (RowBase & {
      readonly kind: 'layer';
      readonly detail: string;
      readonly problems: readonly string[];
    })
  | (RowBase & {
      readonly kind: 'connection';
      readonly connectionId: string;
      readonly detail: string;
    })
  | (RowBase & {
      readonly kind: 'parameter';
      readonly owner: 'layer' | 'neuron';
      readonly name: string;
      readonly spec: ParamSpec;
      readonly value: ParamValue;
    });

export function networkTree(experiment: Experiment, analysis: NetworkAnalysis): TreeRow[] {
  const layers = layersInOrder(experiment.network);
  return layers.flatMap((layer, index) => {
    const key = `layer ${layer.id}`;
    const children = [
      ...connectionRows(layer, experiment, analysis),
      ...parameterRows(layer, 'layer', entryOf(catalog.layers, layer.kind).params, layer.params),
      ...(layer.neuron === undefined
        ? []
        : parameterRows(
            layer,
            'neuron',
            entryOf(catalog.neurons, layer.neuron.id).params,
            layer.neuron.params,
          )),
    ];
    const row: TreeRow = {
      kind: 'layer',
      key,
      layerId: layer.id,
      text: layer.name,
      detail: layerDetail(layer, analysis),
      problems: analysis.issues
        .filter((issue) => issue.layerId === layer.id)
        .map((issue) => `${issue.reason} ${issue.remedy}`),
      parents: [],
      position: index + 1,
      setSize: layers.length,
    };
    return [
      row,
      ...children.map((child, place): TreeRow => ({
        ...child,
        parents: [key],
        position: place + 1,
        setSize: children.length,
      })),
    ];
  });
}

function layerDetail(layer: Layer, { shapes, plan }: NetworkAnalysis): string {
  const shape = shapes.get(layer.id);
  const count = plan.find((step) => step.layer.id === layer.id)?.parameterCount ?? 0;
  const size = shape === undefined ? messages.noShape : sizeText(shape);
  return count === 0 ? size : `${size} · ${messages.parameters(count)}`;
}

function connectionRows(
  layer: Layer,
  { network }: Experiment,
  analysis: NetworkAnalysis,
): TreeRow[] {
  const nameOf = (id: string): string =>
    network.layers.find((candidate) => candidate.id === id)?.name ?? id;
  return network.connections
    .filter((c) => c.from === layer.id)
    .map((connection) => {
      const { shape, weights } = connectionSize(connection, analysis);
      return {
        kind: 'connection',
        key: `connection ${connection.id}`,
        layerId: layer.id,
        connectionId: connection.id,
        text:
          connection.to === layer.id
            ? messages.toItself
            : messages.connectionTo(nameOf(connection.to)),
        detail: [
          ...(shape === null ? [] : [sizeText(shape)]),
          ...(weights === 0 ? [] : [messages.weights(weights)]),
        ].join(' · '),
        parents: [],
        position: 0,
        setSize: 0,
      };
    });
}

function parameterRows(
  layer: Layer,
  owner: 'layer' | 'neuron',
  specs: ParamSpecs,
  values: ParamValues,
): TreeRow[] {
  return Object.entries(specs)
    .filter(([, spec]) => isVisible(spec, values))
    .map(([name, spec]) => ({
      kind: 'parameter',
      key: `${owner} ${layer.id} ${name}`,
      layerId: layer.id,
      text: spec.label,
      owner,
      name,
      spec,
      value: values[name] ?? spec.default,
      parents: [],
      position: 0,
      setSize: 0,
    }));
}

/** The value as a person reads it. */
export function valueText(spec: ParamSpec, value: ParamValue): string {
  switch (spec.kind) {
    case 'number':
      return spec.unit === '1' ? String(value) : `${value} ${spec.unit}`;
    case 'choice':
      return spec.oneOf.find((option) => option.value === value)?.label ?? String(value);
    case 'flag':
      return value === true ? messages.on : messages.off;
  }
}
