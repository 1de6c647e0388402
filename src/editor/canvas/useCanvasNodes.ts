/**
 * The cards of React Flow, made from the document.
 *
 * While a card is dragged its place lives here only; letting go writes it into the document as one
 * entry. Places that the document changed (undo, arranging, making room) are glided to.
 */
import { applyNodeChanges } from '@xyflow/react';
import type { Node, NodeChange } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Layer } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { experimentStore, useExperiment } from '#state/experimentStore.ts';
import { sizeText } from '../cards/connectionSize.ts';
import { useEditor, selectedLayerIds } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { currentSelection, selectLayers } from '../selection.ts';

const GLIDE_MS = 150;

export interface CanvasNodes {
  readonly nodes: Node[];
  onNodesChange(changes: NodeChange[]): void;
}

export function useCanvasNodes(
  onKeyDown: (event: KeyboardEvent, id: string) => void,
): CanvasNodes {
  const layers = useExperiment(({ experiment }) => experiment.network.layers);
  const analysis = useExperiment((state) => state.analysis);
  const layerId = useExperiment(({ experiment }) => experiment.view.layerId);
  const selection = useEditor((state) => state.selection);
  const [nodes, setNodes] = useState<Node[]>(() =>
    layers.map((layer) => ({ id: layer.id, type: 'layer', position: layer.position, data: {} })),
  );
  const gliding = useRef(0);

  useEffect(() => {
    const selected = selectedLayerIds(experimentStore.getState().experiment, selection);
    const ends = new Map(layers.map((layer) => [layer.id, layer.position]));
    const starts = new Map<string, { x: number; y: number }>();
    setNodes((before) =>
      layers.map((layer) => {
        const old = before.find((node) => node.id === layer.id);
        starts.set(layer.id, old?.position ?? layer.position);
        return {
          ...old,
          id: layer.id,
          type: 'layer',
          data: {},
          position: old?.position ?? layer.position,
          selected: selected.includes(layer.id),
          ariaLabel: describeLayer(layer, analysis, selected.includes(layer.id)),
          domAttributes: {
            'aria-roledescription': 'layer',
            onKeyDown: (event: KeyboardEvent) => onKeyDown(event, layer.id),
          },
        };
      }),
    );
    cancelAnimationFrame(gliding.current);
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const began = performance.now();
    const glide = (now: number): void => {
      const share = isStill ? 1 : Math.min(1, Math.max(0, (now - began) / GLIDE_MS));
      const eased = 1 - (1 - share) ** 3;
      setNodes((before) => before.map((node) => movedTowards(node, starts, ends, eased)));
      if (share < 1) gliding.current = requestAnimationFrame(glide);
    };
    gliding.current = requestAnimationFrame(glide);
    return () => cancelAnimationFrame(gliding.current);
  }, [layers, analysis, layerId, selection, onKeyDown]);

  const onNodesChange = useCallback((changes: NodeChange[]) => {
    const picks = changes.filter((change) => change.type === 'select');
    if (picks.length > 0) {
      const dropped = picks.filter((pick) => !pick.selected).map((pick) => pick.id);
      const added = picks.filter((pick) => pick.selected).map((pick) => pick.id);
      const kept = currentSelection().filter((id) => !dropped.includes(id) && !added.includes(id));
      selectLayers([...kept, ...added]);
    }
    const own = changes.filter(
      (change) => change.type === 'position' || change.type === 'dimensions',
    );
    if (own.length > 0) setNodes((before) => applyNodeChanges(own, before));
  }, []);

  return { nodes, onNodesChange };
}

type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** The node on its way; itself when it stays or a hand holds it. */
function movedTowards(node: Node, starts: Places, ends: Places, share: number): Node {
  const start = starts.get(node.id);
  const end = ends.get(node.id);
  if (start === undefined || end === undefined || node.dragging === true) return node;
  if (start.x === end.x && start.y === end.y) return node;
  return {
    ...node,
    position: {
      x: start.x + (end.x - start.x) * share,
      y: start.y + (end.y - start.y) * share,
    },
  };
}

function describeLayer(layer: Layer, analysis: NetworkAnalysis, isSelected: boolean): string {
  const step = analysis.plan.find((candidate) => candidate.layer.id === layer.id);
  const shape = analysis.shapes.get(layer.id);
  const problems = analysis.issues.filter((issue) => issue.layerId === layer.id);
  return [
    layer.name,
    entryOf(catalog.layers, layer.kind).label,
    shape === undefined ? messages.noShape : sizeText(shape),
    ...(step === undefined || step.parameterCount === 0
      ? []
      : [messages.parameters(step.parameterCount)]),
    ...(isSelected ? [messages.isSelected] : []),
    ...problems.map(({ reason }) => reason),
  ].join(', ');
}
