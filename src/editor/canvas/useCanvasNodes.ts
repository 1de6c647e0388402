/**
 * The cards of React Flow, derived from the document.
 *
 * Two things live here only: the place of a card that a hand holds or that glides (letting go writes
 * it into the document as one entry), and the measured sizes. Places that the document changed by
 * itself (undo, arranging, making room) are glided to.
 */
import type { Node, NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Place } from '#model/edit/placement.ts';
import type { Layer } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { sizeText } from '../cards/connectionSize.ts';
import { selectedLayerIds, useEditor } from '../editorStore.ts';
import { moveTo } from '../editorCommands.ts';
import { messages } from '../messages.ts';
import { currentSelection, selectLayers } from '../selection.ts';
import type { Size } from './arrange.ts';

const GLIDE_MS = 150;

export interface CanvasNodes {
  readonly nodes: Node[];
  onNodesChange(changes: NodeChange[]): void;
  /** Writes the places of dragged cards into the document. */
  onDragStop(dragged: readonly Node[]): void;
}

interface Shown {
  readonly layers: readonly Layer[];
  /** Cards that are not where the document has them. */
  readonly away: ReadonlyMap<string, Place>;
}

export function useCanvasNodes(): CanvasNodes {
  const experiment = useExperiment((state) => state.experiment);
  const analysis = useExperiment((state) => state.analysis);
  const selection = useEditor((state) => state.selection);
  const { layers } = experiment.network;
  const [shown, setShown] = useState<Shown>({ layers, away: new Map() });
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  // Cards start from where they were drawn last, so that none jumps before it glides.
  if (shown.layers !== layers) setShown({ layers, away: leftBehind(shown, layers) });

  useGlide(layers, shown.away.size > 0, setShown);

  const selected = selectedLayerIds(experiment, selection);
  const nodes = useMemo(
    () =>
      layers.map((layer): Node => {
        const isSelected = selected.includes(layer.id);
        const measured = sizes.get(layer.id);
        return {
          id: layer.id,
          type: 'layer',
          data: {},
          position: { ...(shown.away.get(layer.id) ?? layer.position) },
          ...(measured === undefined ? {} : { measured }),
          selected: isSelected,
          ariaLabel: describeLayer(layer, analysis, isSelected),
          domAttributes: { 'aria-roledescription': 'layer' },
        };
      }),
    [layers, analysis, selected, shown.away, sizes],
  );

  const onNodesChange = useCallback((changes: NodeChange[]) => {
    applySelection(changes);
    const moved = new Map<string, Place>();
    const resized = new Map<string, Size>();
    for (const change of changes) {
      if (change.type === 'position' && change.position !== undefined) {
        moved.set(change.id, change.position);
      }
      if (change.type === 'dimensions' && change.dimensions !== undefined) {
        resized.set(change.id, change.dimensions);
      }
    }
    if (moved.size > 0) {
      setShown((before) => ({ ...before, away: new Map([...before.away, ...moved]) }));
    }
    if (resized.size > 0) setSizes((before) => new Map([...before, ...resized]));
  }, []);

  const onDragStop = useCallback((dragged: readonly Node[]) => {
    moveTo(new Map(dragged.map((node) => [node.id, node.position])));
    setShown((before) => ({ ...before, away: new Map() }));
  }, []);

  return { nodes, onNodesChange, onDragStop };
}

function applySelection(changes: readonly NodeChange[]): void {
  const picks = changes.filter((change) => change.type === 'select');
  if (picks.length === 0) return;
  const added = picks.filter((pick) => pick.selected).map((pick) => pick.id);
  const touched = picks.map((pick) => pick.id);
  selectLayers([...currentSelection().filter((id) => !touched.includes(id)), ...added]);
}

/** Cards whose place in the document has just changed, with where they were drawn before. */
function leftBehind(shown: Shown, layers: readonly Layer[]): Map<string, Place> {
  const away = new Map<string, Place>();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return away;
  for (const { id, position } of layers) {
    const before = shown.away.get(id) ?? shown.layers.find((layer) => layer.id === id)?.position;
    if (before === undefined) continue;
    // Documents keep whole pixels: a card let go of rounds, it does not travel.
    if (Math.hypot(before.x - position.x, before.y - position.y) > 1) away.set(id, before);
  }
  return away;
}

/** Lets cards that are away travel home after each change of the document. */
function useGlide(
  layers: readonly Layer[],
  isAway: boolean,
  setShown: (change: (before: Shown) => Shown) => void,
): void {
  useEffect(() => {
    if (!isAway) return undefined;
    let starts: ReadonlyMap<string, Place> | null = null;
    let began = 0;
    let request = requestAnimationFrame(function glide(now: number): void {
      if (starts === null) began = now;
      const share = Math.min(1, (now - began) / GLIDE_MS);
      setShown((before) => {
        starts ??= before.away;
        return {
          ...before,
          away: share < 1 ? between(starts, before.layers, 1 - (1 - share) ** 3) : new Map(),
        };
      });
      if (share < 1) request = requestAnimationFrame(glide);
    });
    return () => cancelAnimationFrame(request);
    // A drag makes cards be away too; only a change of the document starts a journey.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [layers]);
}

function between(
  starts: ReadonlyMap<string, Place>,
  layers: readonly Layer[],
  share: number,
): Map<string, Place> {
  return new Map(
    layers.flatMap(({ id, position }): [string, Place][] => {
      const start = starts.get(id);
      if (start === undefined) return [];
      const x = start.x + (position.x - start.x) * share;
      const y = start.y + (position.y - start.y) * share;
      return [[id, { x, y }]];
    }),
  );
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
