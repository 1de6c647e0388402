/**
 * The two layouts as chunks of their own: a phone needs no resizable panes and no canvas, and the
 * bar is drawn while the rest arrives.
 */
import { lazy } from 'react';
import { readLayoutKind } from './useLayoutKind.ts';

const loadDesktop = async () => ({ default: (await import('./DesktopLayout.tsx')).DesktopLayout });
const loadPhone = async () => ({ default: (await import('./PhoneLayout.tsx')).PhoneLayout });

export const DesktopLayout = lazy(loadDesktop);
export const PhoneLayout = lazy(loadPhone);

/** Asks for the layout this window needs, without waiting for the first render to ask. */
export function preloadLayout(): void {
  const load = readLayoutKind() === 'phone' ? loadPhone : loadDesktop;
  // A chunk that cannot be fetched is reported where it is rendered.
  load().catch(() => undefined);
}
