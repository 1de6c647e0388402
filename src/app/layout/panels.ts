/** The panels of the dock, by the key that goes to them. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { messages } from '../messages.ts';

export type PanelId = keyof (typeof messages)['panels'];
export type PhoneTab = keyof (typeof messages)['tabs'];

export const PANEL_IDS = [
  'raster',
  'membranes',
  'curves',
  'sample',
  'decision',
  'weights',
  'backward',
  'neuron',
  'layer',
  'output',
] as const satisfies readonly PanelId[];

interface LayoutState {
  /** Which of the panels that share a place is in front, by group of tabs. */
  readonly front: Readonly<Record<string, PanelId>>;
  readonly phoneTab: PhoneTab;
  readonly isDrawerOpen: boolean;
}

const layoutStore = createStore<LayoutState>()(() => ({
  front: {},
  phoneTab: 'network',
  isDrawerOpen: false,
}));

/** Panels that share a place, told by the tabs that are on screen. */
const groups = new Map<string, readonly PanelId[]>();

export function registerTabs(group: string, panels: readonly PanelId[]): () => void {
  groups.set(group, panels);
  return () => groups.delete(group);
}

export function showPanel(group: string, panel: PanelId): void {
  layoutStore.setState(({ front }) => ({ front: { ...front, [group]: panel } }));
}

export function showPhoneTab(phoneTab: PhoneTab): void {
  layoutStore.setState({ phoneTab });
}

export function setDrawer(isDrawerOpen: boolean): void {
  layoutStore.setState({ isDrawerOpen });
}

export const slotId = (panel: PanelId): string => `panel-${panel}`;

/** Brings a panel to the front, on a phone to the screen. */
export function bringPanel(panel: PanelId): void {
  for (const [group, panels] of groups) if (panels.includes(panel)) showPanel(group, panel);
  if (document.getElementById(slotId(panel)) === null) showPhoneTab('watch');
}

/** The same, and moves the focus to it. */
export function focusPanel(panel: PanelId): void {
  bringPanel(panel);
  requestAnimationFrame(() => document.getElementById(slotId(panel))?.focus());
}

export function useLayout<T>(select: (state: LayoutState) => T): T {
  return useStore(layoutStore, select);
}
