/** Between key events and shortcuts as people read them. */
import type { Command } from '../commands.ts';

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The shortcut of a key event: "Ctrl+Shift+Z", "R", "Shift+R", "?"; Ctrl also stands for Cmd. */
export function shortcutOf(event: KeyPress): string | null {
  if (event.altKey) return null;
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  if (event.key === ' ') return `${ctrl}Space`;
  const isLetter = /^\p{L}$/u.test(event.key);
  const key = isLetter ? event.key.toUpperCase() : event.key;
  // The Shift that makes a "?" or "+" is part of the character, not of the shortcut.
  const shift = event.shiftKey && (isLetter || event.key.length > 1) ? 'Shift+' : '';
  return `${ctrl}${shift}${key}`;
}

/** Whether a shortcut acts without Ctrl, and so must keep away from text. */
export function isBare(shortcut: string): boolean {
  return !shortcut.startsWith('Ctrl+');
}

export function commandFor(commands: readonly Command[], event: KeyPress): Command | null {
  const shortcut = shortcutOf(event);
  if (shortcut === null) return null;
  return commands.find((candidate) => candidate.keys.includes(shortcut)) ?? null;
}

/** As the keys are called on this machine. */
export function keyText(shortcut: string, isMac: boolean): string {
  const mac = isMac ? shortcut.replace('Ctrl+', '⌘').replace('Shift+', '⇧') : shortcut;
  return mac.replace(/-$/, '−').replace('Delete', 'Del');
}
