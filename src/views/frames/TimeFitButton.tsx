import type { RefObject } from 'react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '#ui/IconButton.tsx';
import { messages } from './messages.ts';
import { timeLink } from './timeLink.ts';

/** The way back from a stretch of time to all of it; there only while a stretch is shown. */
export function TimeFitButton({ panel }: { panel: RefObject<HTMLElement | null> }) {
  const isWhole = useSyncExternalStore(timeLink.subscribe, timeLink.isWhole);
  if (isWhole) return null;
  return (
    <IconButton
      icon="zoomOut"
      size="small"
      label={messages.showAll}
      shortcut="Esc"
      onClick={() => {
        timeLink.fit();
        // The button goes away, and the focus would with it.
        panel.current?.querySelector<HTMLElement>('canvas[tabindex="0"]')?.focus();
      }}
    />
  );
}
