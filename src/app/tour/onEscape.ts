import { MODAL, takesText } from '../keyboard/useKeyboard.ts';

/** Esc leaves the tour before it does anything else, unless something is open over the page. */
export function onEscape(leave: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || document.querySelector(MODAL) !== null) return;
    // A field that is written in takes its Esc as well.
    const isField = event.target instanceof Element && takesText(event.target);
    if (!isField) event.stopPropagation();
    leave();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
}
