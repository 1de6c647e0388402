import { Toolbar as RadixToolbar } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import './Toolbar.css';

/** A row of controls that is one tab stop; arrow keys move inside. Wrap each control in a ToolbarItem. */
export function Toolbar({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <RadixToolbar.Root className={`toolbar ${className ?? ''}`} aria-label={label}>
      {children}
    </RadixToolbar.Root>
  );
}

/** One button of a toolbar. */
export function ToolbarItem({ children }: { children: ReactElement }): ReactNode {
  return <RadixToolbar.Button asChild>{children}</RadixToolbar.Button>;
}

/** A hairline between groups. */
export function ToolbarDivider(): ReactNode {
  return <RadixToolbar.Separator className="toolbar-divider" />;
}
