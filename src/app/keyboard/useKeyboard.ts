/** Carries out shortcuts for as long as the page is shown. */
import { useEffect } from 'react';
import { settingsStore } from '#state/settingsStore.ts';
import { commands } from '../commands.ts';
import { typeAhead } from '../dialogs/dialogStore.ts';
import { commandFor, isBare, shortcutOf } from './keys.ts';

export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Things that take letters, Space or arrows themselves. */
const TAKES_TEXT = 'input, textarea, select, [contenteditable="true"], [role="textbox"]';
const TAKES_SPACE =
  'button, a[href], summary, [role="button"], [role="tab"], [role="menuitem"], [role="option"], [role="switch"], [role="checkbox"], [role="radio"], [role="slider"]';
const DIALOG = '[role="dialog"], [role="alertdialog"]';
/** What lies over the page and has the keys to itself. */
export const MODAL = `${DIALOG}, [role="menu"], [role="listbox"]`;
/** Keys that are the browser's even while a dialog is loading: F5 mends one that never comes. */
const BROWSERS = /^(F\d+|Tab)$/;

/** A slider or a checkbox is an input too, but has no use for letters. */
const TEXTLESS = 'input[type="range"], input[type="checkbox"], input[type="radio"]';

export const takesText = (target: Element): boolean =>
  target.matches(TAKES_TEXT) && !target.matches(TEXTLESS);

function isTakenBy(target: Element, shortcut: string): boolean {
  if (takesText(target)) return true;
  return shortcut === 'Space' && (target.matches(TEXTLESS) || target.matches(TAKES_SPACE));
}

export function useKeyboard(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isPlain && document.querySelector(DIALOG) === null && typeAhead(event.key)) {
        if (!BROWSERS.test(event.key)) event.preventDefault();
        return;
      }
      const command = commandFor(commands, event);
      const shortcut = shortcutOf(event);
      if (command === null || shortcut === null || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const inModal = target.closest(MODAL) !== null;
      if (isBare(shortcut)) {
        if (!settingsStore.getState().singleLetterKeys) return;
        if (inModal || isTakenBy(target, shortcut)) return;
        // A held key repeats; only zooming and stepping gain by that.
        if (event.repeat && !'+-=.[]<>'.includes(event.key)) return;
      } else if (inModal || (target.matches(TAKES_TEXT) && /Z$|Y$/.test(shortcut))) {
        // Text fields have an undo of their own.
        return;
      }
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
