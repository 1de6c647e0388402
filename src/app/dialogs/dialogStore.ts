/** Which dialog of the page is open, if any. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type DialogName = 'commands' | 'shortcuts' | 'compare' | 'sweep';

const dialogStore = createStore<{ readonly open: DialogName | null }>()(() => ({ open: null }));

export function openDialog(name: DialogName): void {
  dialogStore.setState({ open: name });
}

export function closeDialog(): void {
  dialogStore.setState({ open: null });
}

export function useDialog(): DialogName | null {
  return useStore(dialogStore, (state) => state.open);
}
