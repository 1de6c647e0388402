/** What belongs to the person and the machine, not to the experiment; kept in localStorage. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BackendChoice } from '#protocol/training.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** What one press of Step does: one update, one epoch, or one moment of the sample in slow motion. */
export type StepUnit = 'update' | 'epoch' | 'moment';
export const STEP_UNITS: readonly StepUnit[] = ['update', 'epoch', 'moment'];

/** Sizes of a group of panels in per cent, by panel id. */
export type PanelSizes = Readonly<Record<string, number>>;

export interface Settings {
  readonly theme: ThemeChoice;
  readonly backend: BackendChoice;
  readonly stepUnit: StepUnit;
  readonly singleLetterKeys: boolean;
  /** Until somebody takes the tour or says no to it. */
  readonly isTourOffered: boolean;
  readonly panels: Readonly<Record<string, PanelSizes>>;
}

const STORAGE_KEY = 'spikeground.settings';
const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const BACKENDS: readonly BackendChoice[] = ['auto', 'wasm', 'webgpu'];
const DEFAULTS: Settings = {
  theme: 'system',
  backend: 'auto',
  stepUnit: 'update',
  singleLetterKeys: true,
  isTourOffered: true,
  panels: {},
};

export const settingsStore = createStore<Settings>()(() => parseSettings(readStored()));

settingsStore.subscribe((settings) => {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // Storage is full or forbidden (private window): the settings then last as long as the page.
  }
});

export function changeSettings(change: Partial<Settings>): void {
  settingsStore.setState(change);
}

export function useSettings<T>(select: (settings: Settings) => T): T {
  return useStore(settingsStore, select);
}

/** Stored settings are as untrusted as any input: what is not understood takes its default. */
export function parseSettings(text: string | null): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return DEFAULTS;
  }
  if (typeof value !== 'object' || value === null) return DEFAULTS;
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(value));
  return {
    theme: THEMES.find((theme) => theme === fields['theme']) ?? DEFAULTS.theme,
    backend: BACKENDS.find((backend) => backend === fields['backend']) ?? DEFAULTS.backend,
    stepUnit: STEP_UNITS.find((unit) => unit === fields['stepUnit']) ?? DEFAULTS.stepUnit,
    singleLetterKeys: fields['singleLetterKeys'] !== false,
    isTourOffered: fields['isTourOffered'] !== false,
    panels: parsePanels(fields['panels']),
  };
}

function parsePanels(value: unknown): Settings['panels'] {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([group, sizes]) => {
      if (typeof sizes !== 'object' || sizes === null) return [];
      const entries: [string, unknown][] = Object.entries(sizes);
      const valid = entries.every(
        ([, size]) => typeof size === 'number' && size >= 0 && size <= 100,
      );
      return valid ? [[group, Object.fromEntries(entries) as PanelSizes]] : [];
    }),
  );
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}
