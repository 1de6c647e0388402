import { describe, expect, it } from 'vitest';
import { isBare, keyText, shortcutOf } from './keys.ts';

const press = (key: string, held: Partial<Parameters<typeof shortcutOf>[0]> = {}) =>
  shortcutOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('shortcuts', () => {
  it('reads letters without regard to case, and Shift as part of the shortcut', () => {
    expect(press('r')).toBe('R');
    expect(press('R', { shiftKey: true })).toBe('Shift+R');
    expect(press('Z', { shiftKey: true, ctrlKey: true })).toBe('Ctrl+Shift+Z');
    expect(press('z', { metaKey: true })).toBe('Ctrl+Z');
  });

  it('takes a sign as it was typed, whatever keys made it', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('+', { shiftKey: true })).toBe('+');
    expect(press(' ')).toBe('Space');
    expect(press('a', { altKey: true })).toBeNull();
  });

  it('tells bare keys from those with Ctrl', () => {
    expect(isBare('Shift+R')).toBe(true);
    expect(isBare('Ctrl+K')).toBe(false);
    expect(keyText('Ctrl+Shift+Z', true)).toBe('⌘⇧Z');
  });
});
