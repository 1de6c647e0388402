/** Where each step of the tour points: a control of the page as it is now. */
import { canvasHandle } from '#editor/canvas/canvasHandle.ts';
import { experimentStore } from '#state/experimentStore.ts';
import type { PanelId, PhoneTab } from '../layout/panels.ts';
import { setDrawer, showPhoneTab, slotId } from '../layout/panels.ts';
import { messages } from '../messages.ts';
import type { StepId } from './progress.ts';

export type Side = 'top' | 'right' | 'bottom' | 'left';

export interface TourStep {
  /** The screen of a phone that has the control; absent for what is on all of them. */
  readonly phoneTab?: PhoneTab;
  /** Where the bubble goes if there is room. */
  readonly side: Side | ((target: Element | null) => Side);
  /** The control, or what leads to it; null while neither is on screen. */
  find(): Element | null;
}

export const steps: Readonly<Record<StepId, TourStep>> = {
  train: { side: 'bottom', find: () => firstShown('.play-button') },
  spike: {
    phoneTab: 'watch',
    side: 'top',
    find: () => firstShown(inPanel('raster', '.view__plot'), inPanel('raster')),
  },
  layer: { phoneTab: 'network', side: 'bottom', find: () => cardOf(layerToOpen()) },
  error: {
    phoneTab: 'watch',
    // Above the walk lies the head of its panel.
    side: (target) => (target?.matches('.walk') === true ? 'left' : 'top'),
    find: () => firstShown(inPanel('backward', '.walk'), inPanel('backward')) ?? backwardTab(),
  },
  method: {
    phoneTab: 'network',
    side: 'right',
    find: () => firstShown('.method-picker', '.method-button'),
  },
  share: {
    phoneTab: 'train',
    side: 'bottom',
    find: () => firstShown(`.share [aria-label="${messages.copyLink}"]`),
  },
};

/** Where the bubble goes; a phone has no room beside anything. */
export function sideOf({ side }: TourStep, target: Element | null, isPhone: boolean): Side {
  const wanted = typeof side === 'function' ? side(target) : side;
  if (!isPhone) return wanted;
  return wanted === 'left' ? 'top' : wanted === 'right' ? 'bottom' : wanted;
}

const FOCUSABLE = 'button:not(:disabled), [tabindex="0"]';

/** Brings the step's control onto the screen, where it is on another one or under the drawer. */
export function showStep({ phoneTab, find }: TourStep): void {
  if (phoneTab !== undefined) showPhoneTab(phoneTab);
  if (phoneTab === 'network') setDrawer(false);
  reveal(find());
}

/** Scrolls to the control; the canvas has a way of its own. */
export function reveal(target: Element | null, isPhone = false): void {
  if (target?.matches('.react-flow__node') === true) canvasHandle()?.reveal(layerToOpen());
  else target?.scrollIntoView({ block: isPhone ? 'center' : 'nearest', inline: 'nearest' });
}

/** Moves the keyboard focus to the control. */
export function focusTarget(target: Element | null): void {
  const takesFocus = target?.matches(`${FOCUSABLE}, [tabindex]`) === true;
  const focusable = takesFocus ? target : target?.querySelector(FOCUSABLE);
  if (focusable instanceof HTMLElement) focusable.focus();
}

function firstShown(...selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    const found = document.querySelector(selector);
    if (found?.checkVisibility({ visibilityProperty: true }) === true) return found;
  }
  return null;
}

const inPanel = (panel: PanelId, selector = ''): string => `#${slotId(panel)} ${selector}`.trim();

function backwardTab(): Element | null {
  const tabs = [...document.querySelectorAll('.dock [role="tab"]')];
  return tabs.find((tab) => tab.textContent === messages.tabLabels.backward) ?? null;
}

/** A layer that is not open yet, if possible one with membranes. */
function layerToOpen(): string {
  const { network, view } = experimentStore.getState().experiment;
  const others = network.layers.filter(({ id }) => id !== view.layerId);
  return (others.find(({ neuron }) => neuron !== undefined) ?? others[0])?.id ?? view.layerId;
}

function cardOf(layerId: string): Element | null {
  const card = document.querySelector(`[data-layer="${CSS.escape(layerId)}"]`);
  return card?.closest('.react-flow__node, .layer-stack__card') ?? null;
}
