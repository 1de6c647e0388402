import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import { messages } from './messages.ts';
import './Panel.css';

export interface PanelProps {
  title: string;
  /** Buttons or a menu at the end of the title line. */
  actions?: ReactNode;
  collapsible?: boolean;
  /** The body goes to the edges and does not scroll: for plots. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A titled region that can fold to its title. */
export function Panel({
  title,
  actions,
  collapsible = false,
  flush = false,
  className,
  children,
}: PanelProps): ReactNode {
  const id = useId();
  const [open, setOpen] = useState(true);
  return (
    <section className={`panel ${className ?? ''}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id} className="panel-title">
          {title}
        </h2>
        {actions}
        {collapsible && (
          <IconButton
            icon={open ? 'chevronDown' : 'chevronRight'}
            label={open ? messages.collapse(title) : messages.expand(title)}
            aria-expanded={open}
            size="small"
            onClick={() => setOpen(!open)}
          />
        )}
      </header>
      {open && (
        <div className={flush ? 'panel-body panel-body-flush' : 'panel-body'}>{children}</div>
      )}
    </section>
  );
}
