import type { ReactNode } from 'react';
import type { IconName } from './iconPaths.ts';
import { ICON_PATHS } from './iconPaths.ts';

/** Icons whose shape is filled: a play triangle reads as one only when solid. */
const FILLED: ReadonlySet<IconName> = new Set(['play', 'step', 'stepBack']);
/** Icons that mirror in right-to-left text. */
const MIRRORED: ReadonlySet<IconName> = new Set([
  'undo',
  'redo',
  'chevronLeft',
  'chevronRight',
  'list',
]);

/** A 20-px line icon; decoration only, so the control around it carries the name. */
export function Icon({ name, sizePx = 20 }: { name: IconName; sizePx?: number }): ReactNode {
  return (
    <svg
      className={MIRRORED.has(name) ? 'icon icon-mirrored' : 'icon'}
      viewBox="0 0 20 20"
      width={sizePx}
      height={sizePx}
      fill={FILLED.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
