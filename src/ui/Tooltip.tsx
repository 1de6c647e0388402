import { Tooltip as RadixTooltip } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import './Tooltip.css';

const OPEN_AFTER_MS = 400;

/** Goes once around the application: neighbouring tooltips then open without waiting. */
export function TooltipProvider({ children }: { children: ReactNode }): ReactNode {
  return <RadixTooltip.Provider delayDuration={OPEN_AFTER_MS}>{children}</RadixTooltip.Provider>;
}

export interface TooltipProps {
  text: string;
  shortcut?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One focusable element. */
  children: ReactElement;
}

/** A line of text beside a control on hover and focus. Needs a TooltipProvider above. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps): ReactNode {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {shortcut !== undefined && <kbd className="tooltip-shortcut">{shortcut}</kbd>}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  );
}
