import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Icon } from './icons/Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { messages } from './messages.ts';
import './Toasts.css';

export interface Toast {
  id: string;
  kind: 'notice' | 'warning' | 'error';
  /** One line: what happened, to what, what to do. */
  text: string;
  details?: string;
  action?: { label: string; run(): void };
}

export interface ToastsProps {
  toasts: readonly Toast[];
  onDismiss(id: string): void;
}

/** Notices in a corner. The region is always in the page, so that screen readers hear additions; errors interrupt. */
export function Toasts({ toasts, onDismiss }: ToastsProps): ReactNode {
  return (
    <section
      className="toasts"
      aria-label={messages.notifications}
      aria-live="polite"
      aria-relevant="additions"
    >
      {toasts.map(({ id, kind, text, details, action }) => (
        <div
          key={id}
          className="toast"
          data-kind={kind}
          role={kind === 'error' ? 'alert' : undefined}
        >
          <Icon name={kind === 'notice' ? 'info' : 'warning'} />
          <div className="toast-text">
            <span>{text}</span>
            {details !== undefined && <span className="toast-details">{details}</span>}
          </div>
          {action && (
            <Button
              size="small"
              onClick={() => {
                action.run();
                onDismiss(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton
            icon="close"
            label={messages.dismiss}
            size="small"
            onClick={() => onDismiss(id)}
          />
        </div>
      ))}
    </section>
  );
}
