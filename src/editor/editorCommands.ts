/**
 * Everything the editor can do, as functions without arguments from a component.
 *
 * The canvas, the list, the palette and the keyboard all call these, so that each action has one
 * name in the history and is announced in the same words.
 */
import { catalog } from '#catalog/index.ts';
import { addLayer as addLayerAt, insertOnConnection } from '#model/edit/addLayer.ts';
import { addWhereItFits, insertRefusal } from '#model/edit/addWhereItFits.ts';
import { applyFix } from '#model/edit/applyFix.ts';
import type { Unavailable } from '#model/edit/availability.ts';
import { unavailableLayer } from '#model/edit/availability.ts';
import { layersAsText, withLayersFromText } from '#model/edit/clipboard.ts';
import { disconnect } from '#model/edit/connections.ts';
import { duplicateLayers, moveLayers, removeLayers, renameLayer } from '#model/edit/layers.ts';
import type { Place } from '#model/edit/placement.ts';
import type { Connection, Experiment } from '#model/experiment.ts';
import type { NetworkIssue } from '#model/network/analyse.ts';
import { problemText } from '#model/problem.ts';
import { edit, experimentStore } from '#state/experimentStore.ts';
import { switchMethod } from '#state/methods/switchMethod.ts';
import { notify } from '#state/noticeStore.ts';
import { arrange } from './canvas/arrange.ts';
import { canvasHandle } from './canvas/canvasHandle.ts';
import { CARD_HEIGHT_PX, CARD_WIDTH_PX } from './cards/cardSize.ts';
import type { AddPlace } from './editorStore.ts';
import { announce, editorStore } from './editorStore.ts';
import { messages } from './messages.ts';
import { changeThatAllows } from './method/changeThatAllows.ts';
import type { PaletteItem } from './palette/paletteItems.ts';
import { hasRoom, standIn } from './palette/paletteItems.ts';
import { adoptNewLayer, currentSelection, selectLayers } from './selection.ts';

/** Canvas of a desktop window, for a document arranged while no canvas is on the page. */
const DEFAULT_FRAME = { width: 900, height: 540 };

const current = (): Experiment => experimentStore.getState().experiment;

export function layerName(layerId: string): string {
  return current().network.layers.find((layer) => layer.id === layerId)?.name ?? layerId;
}

function nameOfLayers(layerIds: readonly string[]): string {
  const [first] = layerIds;
  return layerIds.length === 1 && first !== undefined
    ? layerName(first)
    : messages.severalLayers(layerIds.length);
}

/** Where an item goes: by the rules of `addWhereItFits`, into a connection, or at a point. */
export type AddTarget = AddPlace | { readonly kind: 'place'; readonly place: Place };

/** Adds a layer. Refused, with the reason announced, where the network cannot take it. */
export function addItem(item: PaletteItem, target: AddTarget = { kind: 'selection' }): boolean {
  const before = current();
  if (!hasRoom(item, before)) {
    announce(messages.onlyOne(item.label));
    return false;
  }
  const unavailable = unavailableLayer(before, catalog, item.layer);
  if (unavailable !== null) {
    refuseItem(item, target, unavailable);
    return false;
  }
  if (target.kind === 'connection') {
    const refusal = insertRefusal(before, catalog, target.connectionId, item.layer);
    if (refusal !== null) {
      announce(messages.refused(refusal));
      notify({ tone: 'warning', topic: 'editor', text: `${refusal.reason} ${refusal.remedy}` });
      return false;
    }
  }
  const isInsertion = target.kind === 'connection';
  edit(
    isInsertion ? messages.labelInsert(item.label) : messages.labelAdd(item.label),
    (experiment) =>
      target.kind === 'connection'
        ? insertOnConnection(experiment, catalog, target.connectionId, item.layer)
        : target.kind === 'place'
          ? addLayerAt(experiment, catalog, item.layer, target.place)
          : addWhereItFits(experiment, catalog, item.layer, experiment.view.layerId),
  );
  adoptNewLayer();
  const added = current().view.layerId;
  announce(messages.added(layerName(added), describeLinks(added, current().network.connections)));
  canvasHandle()?.reveal(added);
  return true;
}

/** Says why the rule cannot use a layer, and offers its stand-in or the rule that can. */
function refuseItem(item: PaletteItem, target: AddTarget, unavailable: Unavailable): void {
  const before = current();
  const text = messages.unavailableItem(item.label, unavailable.reason);
  const other = standIn(item, before);
  const change = changeThatAllows(before, catalog, unavailable);
  announce(text);
  notify({
    tone: 'warning',
    topic: 'editor',
    text,
    actions: [
      ...(other === null
        ? []
        : [{ label: messages.useInstead(other.label), run: () => void addItem(other, target) }]),
      ...(change === null
        ? []
        : [
            {
              label: change.label,
              run: () => {
                change.make((experiment) => experiment);
                addItem(item, target);
              },
            },
          ]),
    ],
  });
}

function describeLinks(layerId: string, connections: readonly Connection[]): string {
  const from = connections.find((c) => c.to === layerId && c.from !== layerId);
  const to = connections.find((c) => c.from === layerId && c.to !== layerId);
  if (from !== undefined && to !== undefined) {
    return messages.addedBetween(layerName(from.from), layerName(to.to));
  }
  return from === undefined ? messages.addedAlone : messages.addedAfter(layerName(from.from));
}

/** Opens the searchable list of layers. */
export function openAddLayer(place: AddPlace = { kind: 'selection' }): void {
  editorStore.setState({ adding: place });
}

/** Deletes the selected connection, or else the selected layers. */
export function deleteSelection(): void {
  const { connectionId } = editorStore.getState();
  const layerIds = currentSelection();
  if (connectionId !== null) removeConnection(connectionId);
  else if (layerIds.length > 0) deleteLayers(layerIds);
}

export function deleteLayers(layerIds: readonly string[]): void {
  const what = nameOfLayers(layerIds);
  edit(messages.labelDelete(what), (experiment) => removeLayers(experiment, layerIds));
  editorStore.setState({ selection: [] });
  announce(messages.deleted(what));
}

export function removeConnection(connectionId: string): void {
  const connection = current().network.connections.find((c) => c.id === connectionId);
  if (connection === undefined) return;
  const [from, to] = [layerName(connection.from), layerName(connection.to)];
  edit(messages.labelDisconnect(from, to), (experiment) => disconnect(experiment, [connectionId]));
  editorStore.setState({ connectionId: null });
  announce(messages.disconnected(from, to));
}

export function duplicateSelection(): void {
  const layerIds = currentSelection();
  if (layerIds.length === 0) return;
  const what = nameOfLayers(layerIds);
  addCopies(messages.labelDuplicate(what), (experiment) => duplicateLayers(experiment, layerIds));
  announce(messages.duplicated(what));
}

/** The selected layers as JSON text, or null when none is selected. */
export function copySelection(): string | null {
  const layerIds = currentSelection();
  if (layerIds.length === 0) return null;
  announce(messages.copied(nameOfLayers(layerIds)));
  return layersAsText(current(), catalog, layerIds);
}

/** Adds the layers of a copied text; anything else is named in a notice. */
export function pasteText(text: string): void {
  const result = withLayersFromText(current(), catalog, text);
  if (result.ok) {
    addCopies(messages.labelPaste, () => result.value);
    announce(messages.pasted);
    return;
  }
  const [first, ...rest] = result.problems.map(problemText);
  notify({ tone: 'warning', topic: 'editor', text: first ?? '', details: rest });
}

function addCopies(label: string, change: (experiment: Experiment) => Experiment): void {
  const before = new Set(current().network.layers.map((layer) => layer.id));
  edit(label, change);
  const added = current().network.layers.filter((layer) => !before.has(layer.id));
  adoptNewLayer();
  selectLayers(added.map((layer) => layer.id));
}

export function rename(layerId: string, name: string): void {
  edit(messages.labelRename(name.trim()), (experiment) => renameLayer(experiment, layerId, name));
}

/** Puts cards at new places; calls with the same gesture are one entry of the history. */
export function moveTo(places: ReadonlyMap<string, Place>, gesture?: string): void {
  const what = nameOfLayers([...places.keys()]);
  edit(messages.labelMove(what), (experiment) => moveLayers(experiment, places), gesture);
}

/** Moves the selected cards by some pixels; a held key is one entry of the history. */
export function nudgeSelection(dx: number, dy: number): void {
  const layerIds = currentSelection();
  const places = current().network.layers.flatMap((layer): [string, Place][] =>
    layerIds.includes(layer.id)
      ? [[layer.id, { x: layer.position.x + dx, y: layer.position.y + dy }]]
      : [],
  );
  if (places.length > 0) moveTo(new Map(places), `nudge ${layerIds.join(' ')}`);
}

/** Arranges the layers from left to right. */
export async function tidy(): Promise<void> {
  const handle = canvasHandle();
  const sizes = handle?.sizes();
  // Problems make a card taller for a while; the ends of cards in a row stay level without them.
  const sizeOfCard = (id: string) => ({
    width: sizes?.get(id)?.width ?? CARD_WIDTH_PX,
    height: CARD_HEIGHT_PX,
  });
  const places = await arrange(current(), sizeOfCard, handle?.frame() ?? DEFAULT_FRAME);
  edit(messages.labelTidy, (experiment) => moveLayers(experiment, places));
  announce(messages.arranged);
  handle?.fitView();
}

/** Applies the change that an issue suggests. */
export function fixIssue(issue: NetworkIssue): void {
  const { fix, remedy } = issue;
  if (fix === undefined) return;
  if (fix.kind === 'setRule') {
    switchMethod(fix.ruleId);
    return;
  }
  edit(remedy.replace(/[.]$/, ''), (experiment) => applyFix(experiment, catalog, fix, issue));
  if (fix.kind === 'insertLayer') adoptNewLayer();
  announce(messages.fixApplied(remedy));
}

export function toggleList(): void {
  editorStore.setState(({ isListShown }) => ({ isListShown: !isListShown }));
}

export const fitView = (): void => canvasHandle()?.fitView();
export const zoomIn = (): void => canvasHandle()?.zoomBy(1.25);
export const zoomOut = (): void => canvasHandle()?.zoomBy(0.8);
export const zoomTo100 = (): void => canvasHandle()?.zoomTo(1);
export { startConnect } from './connecting.ts';
