import type { ReactNode } from 'react';
import './EmptyState.css';
import { Icon } from './icons/Icon.tsx';
import type { IconName } from './icons/iconPaths.ts';

export interface EmptyStateProps {
  icon?: IconName;
  /** Says what is missing and what to do: "No run yet. Press Space." */
  children: ReactNode;
  /** A button that does it. */
  action?: ReactNode;
}

/** What stands where content will be. */
export function EmptyState({ icon, children, action }: EmptyStateProps): ReactNode {
  return (
    <div className="empty">
      {icon && <Icon name={icon} sizePx={28} />}
      <p>{children}</p>
      {action !== undefined && <div className="empty-action">{action}</div>}
    </div>
  );
}
