/** Which dialog of the page is open, if any. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type DialogName = 'commands' | 'shortcuts' | 'compare' | 'sweep';

interface DialogState {
  readonly open: DialogName | null;
  /** What was typed before the dialog that is open was there. */
  readonly typed: string;
  /** Whether Enter followed it. */
  readonly isEntered: boolean;
}

const NOTHING_TYPED = { typed: '', isEntered: false } as const;

const dialogStore = createStore<DialogState>()(() => ({ open: null, ...NOTHING_TYPED }));

export function openDialog(name: DialogName): void {
  dialogStore.setState({ open: name, ...NOTHING_TYPED });
}

/** Keeps a key for a dialog that is still being loaded; false when none is open. */
export function typeAhead(key: string): boolean {
  const { open, typed } = dialogStore.getState();
  if (open === null) return false;
  if (key === 'Escape') closeDialog();
  else if (key === 'Enter') dialogStore.setState({ isEntered: true });
  else if (key === 'Backspace') dialogStore.setState({ typed: typed.slice(0, -1) });
  else if (key.length === 1) dialogStore.setState({ typed: typed + key });
  return true;
}

export const typedAhead = (): string => dialogStore.getState().typed;
export const isEnteredAhead = (): boolean => dialogStore.getState().isEntered;

export function closeDialog(): void {
  dialogStore.setState({ open: null });
}

export function useDialog(): DialogName | null {
  return useStore(dialogStore, (state) => state.open);
}
