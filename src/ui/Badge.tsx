import type { ReactNode } from 'react';
import './Badge.css';
import { Icon } from './icons/Icon.tsx';
import type { IconName } from './icons/iconPaths.ts';

export interface BadgeProps {
  kind?: 'neutral' | 'accent' | 'warning' | 'danger';
  icon?: IconName;
  children: ReactNode;
}

/** A short state in a pill, such as "CPU · slower". */
export function Badge({ kind = 'neutral', icon, children }: BadgeProps): ReactNode {
  return (
    <span className="badge" data-kind={kind}>
      {icon && <Icon name={icon} sizePx={16} />}
      {children}
    </span>
  );
}
